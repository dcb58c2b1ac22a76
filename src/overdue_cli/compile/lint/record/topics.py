"""A topic rests on provisions or says that there are none, tells what is lawful or not, and is in one group."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.library import Group, Library, Topic

CODE = Code(
    "K313",
    "话题不完整",
    "话题要有依据（或者明说没有规定），要说什么可以、什么不该，还要在一个分组里，人才找得到。",
    "basis: []",
    "no_provision: 没有找到专门的规定。",
)


def check(made: Compiled) -> None:
    """Report topics without one of these."""
    listed = [name for group, _ in made.all(Group) for name in group.topics]
    for topic, entry in made.of(Topic):
        if bool(topic.provisions()) == bool(topic.no_provision):
            entry.fault(CODE, f"“{topic.id}”要么有法条，要么写 no_provision", "写上 basis，或说明没有规定", "basis")
        if not (topic.lawful or topic.unlawful):
            entry.fault(CODE, f"“{topic.id}”没有 lawful，也没有 unlawful", "至少写一样：什么可以，什么不该")
        if made.has(Library) and listed.count(topic.id) != 1:
            remedy = "写进 topics.yaml 的一个 groups.topics"
            entry.fault(CODE, f"“{topic.id}”要在一个分组里，现在在 {listed.count(topic.id)} 个", remedy, "id")
