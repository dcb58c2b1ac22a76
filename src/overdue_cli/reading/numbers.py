"""Numbers as they stand in messages: digits, or Chinese numerals up to the ten thousands."""

import re

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMERALS = "零一二两三四五六七八九十百千万"
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def number(words: str) -> int | None:
    """The first number in `words` as a whole number; None where there is none, or only about one (几十, 十几, 十多).

    Digits of any script count by their value: 逾期٣天 is 3.
    """
    match = re.search(rf"\d{{1,9}}(?:,\d{{3}})*|[几数多]*[{NUMERALS}]+[几数多]*", words)
    if match is None or set(match[0]) & set("几数多"):
        return None
    return int(match[0].replace(",", "")) if match[0][0].isdecimal() else chinese(match[0])


def chinese(words: str) -> int:
    """A Chinese numeral: 二十三 is 23, 一百零五 is 105."""
    total = digit = 0
    for char in words:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char == "万":
            total, digit = (total + digit) * UNITS[char], 0
        else:
            total, digit = total + (digit or 1) * UNITS[char], 0
    return total + digit
