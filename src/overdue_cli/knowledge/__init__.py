"""What the program knows: YAML to typed, cross-checked, compiled records."""
