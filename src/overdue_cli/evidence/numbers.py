"""Telephone numbers as people and phones write them, brought to one form so that they can be compared."""

import re

_NOISE = re.compile(r"[\s()（）\-‐–—.]")


def plain(number: str) -> str:
    """`number` without spaces, dashes, brackets and the country code of China; other accounts in lower case."""
    text = _NOISE.sub("", number).lower()
    digits = text.removeprefix("+").removeprefix("0086") if text.startswith("0086") else text.removeprefix("+86")
    return digits if digits.isdigit() else text
