"""How the fields of a record are written, said in their annotations.

    class Passage(NamedTuple):
        id: Id
        when: When
        text: Annotated[Filled, "给用户看的话"]
        basis: Provisions

One line a field. From it come the reader of the YAML and the references it checks, the JSON Schemas (of data files and
of answers) and the tables of keys in the docs; the codec takes the bare type. A text among the marks is what
the docs say of the key, in Chinese for those who write `data/`. In a plain run nothing looks at a mark: all that reads
them is in `overdue_cli.compile` and `overdue_cli.schema`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Annotated as Annotated
else:

    class Annotated:
        """As in `typing`, without its checks: records are declared at every start, and marks cost next to nothing."""

        __slots__ = ("__metadata__", "__origin__")

        def __class_getitem__(cls, parts):
            """`Annotated[type, mark, …]`; of a type that is annotated already the marks are joined."""
            made = object.__new__(cls)
            origin, *marks = parts
            before = origin.__metadata__ if type(origin) is cls else ()
            made.__origin__, made.__metadata__ = origin.__origin__ if before else origin, (*before, *marks)
            return made


class Mark:
    """Base of what an annotation may say beside the type."""

    __slots__ = ()


class Key(Mark):
    """Written under another key than the field's name; several are a path: `Key("cites", "only")`: `cites: {only: …}`.

    Without it the key is the name of the field without a trailing underscore.
    """

    __slots__ = ("path",)

    def __init__(self, *path: str) -> None:
        self.path = path


class Default(Mark):
    """May be left out, and is then `value`. Lists, mappings and what may be None can always be left out."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class Made(Mark):
    """Not written by anybody: the program makes it when it compiles."""

    __slots__ = ()


class Some(Mark):
    """Never empty."""

    __slots__ = ()


class Unique(Mark):
    """An id that no other record has: of the part, or of those that name this `space`."""

    __slots__ = ("space",)

    def __init__(self, space: str = "") -> None:
        self.space = space


class OneOf(Mark):
    """One of these words."""

    __slots__ = ("words",)

    def __init__(self, words: tuple[Any, ...]) -> None:
        self.words = words


class Matches(Mark):
    """A text of this form: a regular expression, which must fit somewhere in it."""

    __slots__ = ("form",)

    def __init__(self, form: str) -> None:
        self.form = form


class AtLeast(Mark):
    """A number no smaller than `least`."""

    __slots__ = ("least",)

    def __init__(self, least: int) -> None:
        self.least = least


class AtMost(Mark):
    """A list no longer than `most`."""

    __slots__ = ("most",)

    def __init__(self, most: int) -> None:
        self.most = most


class Distinct(Mark):
    """No two items alike."""

    __slots__ = ()


class Date(Mark):
    """A day, `"2026-01-31"`."""

    __slots__ = ()


class Refs(Mark):
    """Ids of records of one of these registers, or words of it: `Refs("agencies", "routes")`."""

    __slots__ = ("registers",)

    def __init__(self, *registers: str) -> None:
        self.registers = registers


class KeysAre(Mark):
    """The keys of the mapping are ids of this register; with `every`, each of them must be there, in that order."""

    __slots__ = ("every", "register")

    def __init__(self, register: str, *, every: bool = False) -> None:
        self.register, self.every = register, every


class Names(Mark):
    """The keys of the mapping are exactly these, in this order."""

    __slots__ = ("names",)

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names


class Fills(Mark):
    """A text in which `{limit_id}` stands for the limit, so that no number is written twice."""

    __slots__ = ()


class Template(Mark):
    """A text in which `{name}` stands for one of these, filled in when it is shown, or for a limit.

    With `blanks`, `【待填:…】` may stand in it. `beside`: names of fields of the record, each where it is not empty.
    """

    __slots__ = ("beside", "blanks", "names")

    def __init__(self, names: tuple[str, ...], *, blanks: bool = False, beside: tuple[str, ...] = ()) -> None:
        self.names, self.blanks, self.beside = names, blanks, beside


class Bare(Mark):
    """Where only this field is said, the record may be written as its text alone."""

    __slots__ = ()


class Each(Mark):
    """May be a list: the record stands once for each of it."""

    __slots__ = ()


class Above(Mark):
    """Written once on what the record stands in, not on the record."""

    __slots__ = ()


class Inherits(Mark):
    """Taken from what the record stands in, where the record does not say it."""

    __slots__ = ()


class LimitOf(Mark):
    """The `length` or `unit` of the limit whose id is written under the key."""

    __slots__ = ("what",)

    def __init__(self, what: str) -> None:
        self.what = what


class Is(Mark):
    """True where this word is written under the key."""

    __slots__ = ("word",)

    def __init__(self, word: str) -> None:
        self.word = word


class Words(Mark):
    """Yes, no, or the word for "cannot be said"."""

    __slots__ = ("unsure",)

    def __init__(self, unsure: str) -> None:
        self.unsure = unsure


class KeyAmong(Mark):
    """The one key of these that the record has; `TextOfKey` is what stands under it."""

    __slots__ = ("keys",)

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys


class TextOfKey(Mark):
    """What stands under the key that the field `of` found."""

    __slots__ = ("of",)

    def __init__(self, of: str) -> None:
        self.of = of


class Beside(Mark):
    """The fields of the record that this field holds stand beside the others, not under it."""

    __slots__ = ()


class Less(Mark):
    """The record without these of its fields."""

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        self.names = names


class Absent(Mark):
    """Missing at times from an answer."""

    __slots__ = ()


class Open(Mark):
    """A mapping of which some keys have a known shape.

    `known` gives the record that describes them, when it is asked for; `rest` is what JSON Schema says besides.
    """

    __slots__ = ("known", "rest")

    def __init__(self, known: "Callable[[], Any]", rest: dict[str, Any]) -> None:
        self.known, self.rest = known, rest


class In(Mark):
    """The file of `data` that a field of a part is written in."""

    __slots__ = ("file",)

    def __init__(self, file: str) -> None:
        self.file = file


class Files(Mark):
    """The folder in which a field of a part is written, a record a file."""

    __slots__ = ("folder",)

    def __init__(self, folder: str) -> None:
        self.folder = folder


class Lists(Mark):
    """The folder in whose files a field of a part is written: the lists of all files, joined."""

    __slots__ = ("folder",)

    def __init__(self, folder: str) -> None:
        self.folder = folder


class By(Mark):
    """A mapping of lists: the records by this field of theirs."""

    __slots__ = ("field",)

    def __init__(self, field: str) -> None:
        self.field = field


ID = "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"

Id = Annotated[str, Unique(), Matches(ID), "编号：小写英文、数字，中间用 - 或 _；定了就不改"]
Optional = Annotated[str, Default("")]
"""A text that may be left out."""

Day = Annotated[str, Date()]
Filled = Annotated[str, Fills()]
Place = Annotated[str, Made()]
"""`file:line` of the record."""

AnId = Annotated[str, Matches(ID)]
"""The id of a record, in an answer."""

Text = Annotated[str, Some()]
"""A text of an answer, never empty."""

Texts = tuple[str, ...]
FilledTexts = Annotated[Texts, Fills()]
Provisions = Annotated[Texts, Refs("provisions"), "依据：authorities.yaml 里条文的 id"]
Stops = Annotated[Texts, Refs("agencies", "routes"), "找谁：agencies.yaml 的 id，或 rules.yaml 里 routes 的 id"]
Agencies = Annotated[Texts, Refs("agencies"), "agencies.yaml 里机构的 id"]
Actions = Annotated[Texts, Refs("actions"), "做什么：rules.yaml 里 actions 的 id"]
Behaviours = Annotated[Texts, Refs("behaviours"), "behaviours.yaml 里行为的 id"]
