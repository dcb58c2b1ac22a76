"""An assessment in words, on a medium: page (what is said) → layout (lines) → terminal, plain, Markdown, JSON."""
