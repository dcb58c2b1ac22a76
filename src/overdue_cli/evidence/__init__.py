"""The record of contacts: read from a phone's own backup or typed, counted, and kept so that changes show."""
