"""A batch of messages to a record a row, for any engine that has workers; nothing here knows which.

Whoever runs it on many machines gives the day, so that each worker answers for the same one.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from overdue_cli.errors import CallError
from overdue_cli.headings import fields, filled
from overdue_cli.knowledge import codec, store
from overdue_cli.reading import read
from overdue_cli.screening import Row, Screen, fault, refused, short


class Setting(NamedTuple):
    """How a worker answers: for which day (ISO), with the whole answer as JSON or not.

    `cache` is a folder for compiled knowledge; only a source checkout needs one, which must be this user's own.
    """

    today: str
    whole: bool = False
    cache: Path | None = None


class Answer(NamedTuple):
    """One row answered. Of a row that cannot be read there is the `error` and no verdict.

    `answer` is the line of JSON that `screen` writes, where asked for. `version` and `digest` (SHA-256 of its
    files) say which knowledge decided, `today` on which day.
    """

    id: str | None
    line: int | None
    verdict: str | None
    behaviours: Sequence[str]
    agencies: Sequence[str]
    answer: str | None
    error: str | None
    version: str
    digest: str
    today: str


class Worker:
    """What a process needs to answer; made once in each, see `worker`."""

    def __init__(self, setting: Setting) -> None:
        known = store.knowledge(setting.cache)
        self.setting, self.version, self.digest = setting, known.version, digest()
        self.questions = known.questions
        self.screen = Screen(known, read.load(known, setting.cache), setting.today)

    def answer(self, row: Row) -> Answer:
        """One row answered, whatever is in it."""
        try:
            found = self.screen.answer(row)
            text = self.screen.told(row, found) if self.setting.whole else None
            return self._made(row, **short(found), answer=text)
        except CallError as error:
            return self._failed(row, error)
        except Exception as error:
            return self._failed(row, fault(error))

    def _failed(self, row: Row, error: CallError) -> Answer:
        text = refused(row, error) if self.setting.whole else None
        return self._made(row, verdict=None, behaviours=[], agencies=[], answer=text, error=str(error))

    def _made(self, row: Row, **told: Any) -> Answer:
        name = row.fields.get("id")
        stand = {"version": self.version, "digest": self.digest, "today": self.setting.today}
        return Answer(**{"id": None if name is None else str(name), "line": row.line, "error": None, **told, **stand})


@cache
def worker(setting: Setting) -> Worker:
    """The worker of this process, made when first asked for. Raises KnowledgeError."""
    return Worker(setting)


def digest() -> str:
    """SHA-256, in hex, of the files that the answers of this installation rest on."""
    from overdue_cli.compile.files import sources  # which files there are is declared where they are compiled
    from overdue_cli.knowledge.model import Knowledge
    from overdue_cli.knowledge.wordbook import Wordbook

    return codec.digest(dict.fromkeys(path for kind in (Knowledge, Wordbook) for path in sources(kind, store.folder())))


def answer_texts(texts: Iterable[str], setting: Setting) -> list[Answer]:
    """Messages answered, in order."""
    here = worker(setting)
    return [here.answer(Row(None, {"text": text})) for text in texts]


def answer_columns(names: Sequence[str], columns: Sequence[Sequence[Any]], setting: Setting) -> list[Answer]:
    """The rows of a table answered, in order. `columns` are of one length.

    A column `line` numbers the rows. Raises CallError where no column holds the messages.
    """
    here = worker(setting)
    heads = fields(names, here.questions)
    lines = next((columns[place] for place, name in enumerate(names) if name == "line"), None)
    rows = zip(*(columns[place] for place in heads), strict=True)
    return [
        here.answer(Row(_number(lines[n]) if lines else None, filled(heads.values(), row, here.questions)))
        for n, row in enumerate(rows)
    ]


def _number(line: Any) -> int | None:
    """The number of a line; anything else under that heading may be words, which nobody is to read in an error."""
    return line if isinstance(line, int) else None
