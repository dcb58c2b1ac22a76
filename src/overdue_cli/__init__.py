"""overdue-cli: what debt collectors may and may not do, from facts about a contact, offline."""

__version__ = "0.1.0"
