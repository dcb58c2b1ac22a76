"""Files and text that the caller hands in: size and coding checked, errors in one line."""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from overdue_cli.errors import CallError
from overdue_cli.facts import shown
from overdue_cli.reading import LARGEST


def text(words: list[str], files: list[str], dash: bool, flag: str = "--text") -> str | None:
    """The message given by `--text`, `--text-file` or `-`; None where there is none. Raises CallError.

    `flag` is the name of the first of these flags; that of the second ends in `-file`.
    """
    files = [*files, *(["-"] if dash else [])]
    given = [*(flag for _ in set(words)), *("-" if file == "-" else f"{flag}-file" for file in dict.fromkeys(files))]
    if len(given) > 1:
        raise CallError(f"{' 和 '.join(given)} 只能用一个，给一次。")
    file = files[0] if files else None
    if words:
        message = words[0]
        _check_size(len(message.encode("utf-8", "surrogateescape")), flag)
    elif file == "-":
        raw = sys.stdin.buffer.read(LARGEST + 1)
        _check_size(len(raw), "标准输入")
        message = decode(raw, "标准输入")
    elif file is not None:
        message = decode(_bytes(file, f"{flag}-file", LARGEST), file)
    else:
        return None
    if not message.strip():
        raise CallError(f"{given[0]} 给的文字是空的，请贴上对方的话，或去掉它。")
    return message


def decode(raw: bytes, where: str) -> str:
    """`raw` as text: UTF-8, else by its byte order mark, else GB18030. CR and NUL are kept."""
    marks = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    codings = ["utf-8-sig", *(coding for mark, coding in marks if raw.startswith(mark)), "gb18030"]
    for coding in codings:
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    raise CallError(f"{shown(where)} 的文字编码认不出来，请另存为 UTF-8 再试。")


def answers_text(file: str) -> str:
    """The text of an answers file. Raises CallError."""
    raw = _bytes(file, "--answers", LARGEST)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CallError(f"--answers 的文件 {shown(file)} 不是 UTF-8 编码，请另存为 UTF-8 再试。") from None


def answers(file: str, words: str) -> dict[str, Any]:
    """The mapping in the `words` of an answers file, YAML or JSON by its ending (`.json`). Raises CallError."""
    name = shown(file)
    document = (
        _json(words, f"--answers 的文件 {name}")
        if file.lower().endswith(".json")
        else _yaml(os.path.basename(file), words, name)
    )
    if not isinstance(document, dict):
        raise CallError(f"--answers 的文件 {name} 最外层要是“事实: 值”，如 days_overdue: 20。")
    return document


def strings(value: Any) -> Iterator[str]:
    """Every text in a document: values, keys, items of lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in strings(part))
    elif isinstance(value, list | tuple):
        yield from (text for item in value for text in strings(item))


def document(file: str, flag: str) -> Any:
    """The JSON document in a file or on standard input (`-`), in any coding a shell may have written it in.

    Raises CallError.
    """
    raw = sys.stdin.buffer.read(LARGEST + 1) if file == "-" else _bytes(file, flag, LARGEST)
    where = f"{flag} 的{'标准输入' if file == '-' else f'文件 {shown(file)}'}"
    _check_size(len(raw), where)
    return _json(decode(raw, where), where)


def _json(words: str, where: str) -> Any:
    try:
        return json.loads(words, object_pairs_hook=lambda pairs: _unique(pairs, where))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise CallError(f"{where} 第 {line} 行不是合格的 JSON，请检查引号、逗号和括号。") from None


def _unique(pairs: list[tuple[str, Any]], where: str) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise CallError(f"{where} 里“{shown(key)}”写了两次，只留一个。")
    return dict(pairs)


def _yaml(file: str, words: str, name: str) -> Any:
    from overdue_cli.errors import Fault
    from overdue_cli.knowledge.yamlfile import Entry, parse

    faults: list[Fault] = []
    entry = parse(words, file, faults, strict=False)
    if faults:
        first = faults[0]
        raise CallError(f"--answers 的文件 {name} 第 {first.line} 行：{shown(first.what)}。{first.remedy}。")
    return {key: None if isinstance(value, Entry) else value for key, value in entry.values.items()}


def _bytes(file: str, flag: str, largest: int) -> bytes:
    try:
        with open(file, "rb") as stream:
            raw = stream.read(largest + 1)
    except (OSError, ValueError) as error:
        reason: dict[type[Exception], str] = {
            FileNotFoundError: "没有这个文件",
            PermissionError: "没有读它的权限",
            IsADirectoryError: "这是一个文件夹",
        }
        raise CallError(f"{flag} {shown(file)}：{reason.get(type(error), '读不了这个文件')}。请检查路径。") from None
    _check_size(len(raw), f"{flag} {shown(file)}")
    return raw


def _check_size(size: int, where: str) -> None:
    if size > LARGEST:
        raise CallError(f"{where} 超过 1 MB，太大了。请只留要判断的那几条消息。")
