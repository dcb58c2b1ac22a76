"""All that is wrong with the knowledge in a folder, at once: one file a check, one code a file."""
