"""What a loan really costs: cash flows, the rate in them, and how it stands against the caps of its day."""
