"""Telephone, identity card and bank card numbers as people write them, also so that machines overlook them.

Digits may be wide, circled, raised, Arabic or Chinese; between them may stand single marks, spaces, or characters
that nobody sees. Commas stand between sums of money too: there the grouping, or the birthday, has to fit as well.
"""

import re
from collections.abc import Callable

_PLAIN = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_ODD = (
    "⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "🄋➀➁➂➃➄➅➆➇➈", "🄌➊➋➌➍➎➏➐➑➒", "🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐", "🄁🄂🄃🄄🄅🄆🄇🄈🄉🄊", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉",
    "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○幺贰叁肆伍陆柒捌玖",
)  # fmt: skip
_ODD_WITHOUT_ZERO = ("⑴⑵⑶⑷⑸⑹⑺⑻⑼", "⓵⓶⓷⓸⓹⓺⓻⓼⓽", "㈠㈡㈢㈣㈤㈥㈦㈧㈨", "㊀㊁㊂㊃㊄㊅㊆㊇㊈")
_WORTH = {
    **{char: str(value) for form in (*_PLAIN, *_ODD) for value, char in enumerate(form)},
    **{char: str(value) for form in _ODD_WITHOUT_ZERO for value, char in enumerate(form, start=1)},
}
_X = "XxＸｘ"

_UNSEEN = "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\u20e3\ufeff]{0,3}"
_SPACE = "[ \u00a0\u3000]"
_BETWEEN = rf"{_UNSEEN}(?:{_SPACE}{{1,2}}|{_SPACE}?[.·\-－—–_]{_SPACE}?)?{_UNSEEN}"
_GROUPED = rf"{_UNSEEN}(?:{_SPACE}{{1,2}}|{_SPACE}?[\-－—–_]{_SPACE}?){_UNSEEN}"
_COMMA = rf"(?:{_BETWEEN}|{_UNSEEN}{_SPACE}?[,，、]{_SPACE}?{_UNSEEN})"
_MONEY = rf"(?!{_SPACE}?(?:元(?!旦)|[块万亿%％期天月日次个人]))"


def _one_of(values: str, plain: bool) -> str:
    """A class of characters with these values; of `plain` digits alone, or of all."""
    chars = (char for char, value in _WORTH.items() if value in values)
    return f"[{''.join(char for char in chars if not plain or any(char in form for form in _PLAIN))}]"


_plain, _any = (_one_of("0123456789", plain) for plain in (True, False))


def _patterns(plain: bool) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Bank card, identity card and mobile number, to be looked for in this order; in plain digits or in any."""
    any_ = _plain if plain else _any
    identity = rf"{any_}(?:{_BETWEEN}{any_}){{16,17}}{_BETWEEN}(?:{any_}|[{_X}])"  # or 19 digits of a card, each apart
    four = rf"{any_}(?:{_UNSEEN}{any_}){{3}}"
    card = (
        rf"(?:{any_}(?:{_UNSEEN}{any_}){{14,}}|{four}(?:{_GROUPED}{four}){{3}}"
        rf"(?:(?:{_GROUPED}|{_UNSEEN}){any_}(?:{_UNSEEN}{any_}){{0,2}})?)"
    )
    country = rf"(?:[+＋]?{_one_of('8', plain)}{_BETWEEN}{_one_of('6', plain)}{_BETWEEN})?"
    mobile = rf"{country}{_one_of('1', plain)}{_BETWEEN}{_one_of('3456789', plain)}(?:{_BETWEEN}{any_}){{9}}"
    before, after = rf"(?<!{_plain})", rf"(?!{any_})"  # an odd digit before may be the mark of a list: ①
    return (
        re.compile(rf"{before}{card}(?!{any_}|[{_X}])"),
        re.compile(before + identity + after),
        re.compile(before + mobile + after),
    )


CARD, IDENTITY, MOBILE = _patterns(plain=True)
ODD = _patterns(plain=False)
_LISTED = tuple(
    re.compile(
        rf"(?<!{_plain})(?<!{_plain}[,，、]){one}(?:{_COMMA}{one}){{10,18}}(?:{_COMMA}[{_X}])?(?![,，、]?{one}){_MONEY}"
    )
    for one in (_plain, _any)
)
_PHONE_GROUPS = {(3, 4, 4), (3, 8), (7, 4), (1,) * 11}
_CARD_GROUPS = {(4, 4, 4, 4), *((4, 4, 4, 4, more) for more in (1, 2, 3)), *((1,) * n for n in range(16, 20))}
_unseen, _apart = re.compile(_UNSEEN), re.compile(rf"[^{_any[1:-1]}]+")
_birthday = re.compile(r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9x]")


def plain(written: str) -> str:
    """The digits of a number however they are written, and the x that an identity card may end in."""
    return "".join(_WORTH.get(char, "x" if char in _X else "") for char in written)


def listed(text: str, masked: Callable[[str, int], str]) -> str:
    """`text` with numbers that commas or dots take apart replaced by `masked`, told how many first digits may stay."""

    def replaced(match: re.Match[str]) -> str:
        found = match[0]
        digits = plain(found)
        parts = [plain(part) for part in _apart.split(_unseen.sub("", found))]
        groups = tuple(map(len, parts))
        if len(parts) >= 3 and all(part.endswith("00") for part in parts[1:]):
            return found  # sums of money
        if re.fullmatch("1[3-9][0-9]{9}", digits) and groups in _PHONE_GROUPS:
            return masked(found, 3)
        if _birthday.fullmatch(digits) or (groups in _CARD_GROUPS and _is_card(digits)):
            return masked(found, 0)
        return found

    for pattern in _LISTED:
        text = pattern.sub(replaced, text)
    return text


def _is_card(digits: str) -> bool:
    """Whether the last digit checks the others, as on a bank card."""
    twice = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)) if digit.isdigit()]
    return digits[0] in "3456" and sum(value - 9 if value > 9 else value for value in twice) % 10 == 0
