"""Telephone numbers as people and phones write them, brought to one form so that they can be compared."""

import re
import unicodedata
from functools import lru_cache

_NOISE = re.compile(r"[\s()（）\-‐–—.·\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_AREA = re.compile(r"(?!95|96|400|800)(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}")


@lru_cache(maxsize=1 << 16)
def plain(number: str) -> str:
    """`number` without spaces, dashes, brackets and the country code of China; other accounts in lower case.

    A landline under the country code gets its nought back: `+86 10 8888 6666` is `01088886666`.
    """
    text = _NOISE.sub("", unicodedata.normalize("NFKC", number)).lower()
    for code in ("+86", "0086"):
        rest = text.removeprefix(code)
        if rest != text and rest.isdigit():
            return f"0{rest}" if _AREA.fullmatch(rest) and not _MOBILE.fullmatch(rest) else rest
    return text[2:] if text.startswith("86") and _MOBILE.fullmatch(text[2:]) else text
