"""Facts and knowledge to an assessment, on the law of a day. Pure: no clock, no files, no printing."""
