"""From a question as people type it to the topic that answers it. Knows words, not the law."""
