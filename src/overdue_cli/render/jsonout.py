"""An assessment as the one JSON document that the contract promises."""

import json

from overdue_cli.assessment import Assessment, plain


def document(answer: Assessment, *, trace: bool, ascii_only: bool, indent: int | None = 2) -> str:
    """The JSON text, ending in a newline; `ascii_only` for streams that are not UTF-8."""
    shown = plain(answer)
    if not trace:
        del shown["trace"]
    return json.dumps(shown, ensure_ascii=ascii_only, indent=indent) + "\n"
