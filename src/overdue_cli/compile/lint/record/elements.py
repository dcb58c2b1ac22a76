"""Every required element of a letter is brought by a part, and every part brings one that is there."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.papers import Letter

CODE = Code(
    "K310",
    "要件没有写到",
    "收件的人按要件看；少一样，可能要补正。每个要件至少有一段写到它。",
    "elements: [{id: request, name: 请求}]\nparts: [{plain: 此致}]",
    "elements: [{id: request, name: 请求}]\nparts: [{plain: 请停止。, element: request}]",
)


def check(made: Compiled) -> None:
    """Report elements that no part brings, and parts that bring one that is not there."""
    for letter, entry in made.of(Letter):
        there = [element.id for element in letter.elements]
        parts = zip(letter.parts, entry.entries("parts"), strict=True)
        for part, at in parts:
            if part.element and part.element not in there:
                at.fault(CODE, f"没有叫“{part.element}”的要件", f"要件有：{'、'.join(there)}", "element")
        brought = {part.element for part in letter.parts}
        for name in there:
            if name not in brought:
                entry.fault(CODE, f"没有一段写到要件“{name}”", f"在一段里写 element: {name}", "elements")
