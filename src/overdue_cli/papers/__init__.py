"""Cases to papers that a person carries away: letters and plans. Knows templates and dates, not media."""
