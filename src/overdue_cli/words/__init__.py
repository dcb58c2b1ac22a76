"""Words before meaning: one script and one width, segments, readings. Knows Chinese, not the law."""
