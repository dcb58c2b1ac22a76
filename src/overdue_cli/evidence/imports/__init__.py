"""What people really have: a phone's own backup, the carrier's call record, our own table; each read as a stream.

`kinds` tells what a file is, `phone`, `carrier` and `own` read it, `likely` finds who may be a collector in it.
"""
