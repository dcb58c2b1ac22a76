"""The record as people read it: what is kept, how often, whether it still stands as it was kept."""

from collections.abc import Iterable, Iterator, Sequence

from overdue_cli.casefile import Told, Weighed
from overdue_cli.evidence.chain import Chain
from overdue_cli.evidence.contact import Contact, Entry
from overdue_cli.evidence.counts import Day, Quiet
from overdue_cli.evidence.store import Debt
from overdue_cli.facts import harmless, shown
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.knowledge.wording import Wording
from overdue_cli.render import citing
from overdue_cli.render.block import SHORT, Block
from overdue_cli.render.grid import grid


def debts(listed: Iterable[Debt]) -> Iterator[Block]:
    """The debts of the record."""
    for debt in listed:
        about = (f"放款方 {shown(debt.lender)}" if debt.lender else "没有写放款方", debt.due and f"{debt.due} 到期")
        yield Block("point", f"{'，'.join(filter(None, about))}，{debt.contacts} 条", shown(debt.name))


def entries(kept: Iterable[Entry], known: Knowledge, full: bool) -> Iterator[Block]:
    """What is kept, entry by entry; of long words the start, or all where `full`."""
    debt = None
    for entry in kept:
        if entry.debt != debt:
            debt = entry.debt
            yield Block("heading", shown(debt))
        yield from entry_blocks(entry, known, full)


def entry_blocks(entry: Entry, known: Knowledge, full: bool) -> Iterator[Block]:
    """One entry: when and how, then what was said, then what hangs on it."""
    contact = entry.contact
    yield Block("point", f"{contact.at[:16].replace('T', ' ')} {manner(contact, known)}", f"第 {entry.id} 条")
    if contact.words:
        words = "".join(map(harmless, contact.words)) if full else shown(contact.words)
        yield Block("note", f"{'大意' if contact.words_are == 'summary' else '原话'}：{words}")
    if contact.behaviours:
        yield Block("note", named(contact.behaviours, known))
    if contact.attachments:
        yield Block("note", "附件：" + "、".join(shown(one.name) for one in contact.attachments))
    if entry.corrects is not None:
        yield Block("note", f"更正第 {entry.corrects} 条")


def named(behaviours: Iterable[str], known: Knowledge) -> str:
    """Behaviours by their Chinese names; one that this knowledge has not by its id."""
    names = known.questions["behaviours"].names
    return "、".join(names.get(name, name) for name in behaviours)


def manner(contact: Contact, known: Knowledge) -> str:
    """How a contact came, in one phrase: channel, whether it got through, who to whom."""
    words = [known.questions["channels"].names.get(contact.channel, contact.channel)]
    if contact.channel == "call" and contact.answered is not None:
        words.append("接通" if contact.answered else "没接通")
    if contact.duration_s:
        words.append(f"{contact.duration_s} 秒")
    number = shown(contact.number) if contact.number else ""
    words.append(f"{'打给或发给' if contact.direction == 'out' else '来自'} {number}" if number else "")
    if contact.claimed_name:
        words.append(f"自称 {shown(contact.claimed_name)}")
    if contact.to_whom not in (None, "self"):
        words.append(f"联系的是{known.questions['contacted'].names.get(str(contact.to_whom), contact.to_whom)}")
    return "，".join(filter(None, words))


def fault(what: str) -> Iterator[Block]:
    """What is wrong with the file as a whole, where something is."""
    if what:
        yield Block("alert", f"{what}。先复制一份留着，不要再往里记。下面各笔债只说各条对不对得上", "记录的文件")


def chains(walked: Iterable[Chain]) -> Iterator[Block]:
    """Whether each chain still stands."""
    for chain in walked:
        if chain.ok:
            yield Block("point", f"{chain.records} 条，和记下时一样", shown(chain.debt))
            yield Block("note", f"末条指纹：{chain.head}")
            yield Block(
                "fine", "把指纹发给自己留一份。以后用 --head 指纹 查：对得上，到那一条为止就没有改过、没有少过。"
            )
        else:
            yield Block("alert", f"第 {chain.broken_at} 条对不上：{chain.what}。它前面的都对得上", shown(chain.debt))


def old_head(link: tuple[str, int] | None) -> Iterator[Block]:
    """Whether a digest that was put away still stands in the record."""
    if link is None:
        yield Block("alert", "留下的指纹对不上：那时的记录被改过、删过，或者指纹抄错了")
    else:
        yield Block("point", f"它是“{shown(link[0])}”第 {link[1]} 条的，到这一条为止，没有改过、没有少过", "留下的指纹")


def counts(
    debt: Debt, days: Sequence[Day], weighed: Sequence[Weighed], known: Knowledge, full: bool
) -> Iterator[Block]:
    """The counts of one debt, what the law of each day says of them, and the picture."""
    quiet = Quiet(*known.limits["quiet_hours"].value)
    yield Block(
        "headline", f"{shown(debt.name)}：{len(days)} 天有联系，一共 {sum(sum(day.hours) for day in days)} 次。"
    )
    yield from most(days, quiet, known)
    yield from over(weighed, known.wording, full)
    if days:
        yield Block("heading", "哪天、几点")
        yield from grid(days, quiet)
    yield Block("fine", "手机记录和话单里同一个号码一分钟内的同一通电话只算一次；你打出去、发出去的不算。")


def most(days: Sequence[Day], quiet: Quiet, known: Knowledge) -> Iterator[Block]:
    """The most of each count, and on which day; nothing where nobody contacted her."""
    if not days:
        return
    connected = max(days, key=lambda day: day.connected)
    if connected.connected:
        yield Block("point", f"{connected.connected} 次（{connected.date}）", "一天里接通最多")
    rolling = max(days, key=lambda day: day.most_in_24_hours)
    if rolling.most_in_24_hours > connected.connected:
        yield Block("note", f"不按日历、连着 24 小时算，最多 {rolling.most_in_24_hours} 次（到 {rolling.date}）")
    tried = [(times, day.date, number) for day in days for number, times in day.unanswered_by_number.items()]
    if tried:
        times, date, number = max(tried, key=lambda one: one[0])
        yield Block("point", f"{times} 次（{date}，{shown(number)}）", "同一号码一天没接通最多")
        summed = max(days, key=lambda day: sum(day.unanswered_by_number.values()))
        total = sum(summed.unanswered_by_number.values())
        if total > times:
            yield Block("note", f"各个号码加在一起，一天没接通最多 {total} 次（{summed.date}）")
    nights = [day for day in days if day.night]
    if nights:
        yield Block(
            "point", f"{sum(day.night for day in nights)} 次，{len(nights)} 天", f"{quiet.start} 到 {quiet.end}"
        )
    names, others = known.questions["contacted"].names, dict[str, int]()
    for day in days:
        for who, times in day.contacted.items():
            others[who] = others.get(who, 0) + times
    if others:
        yield Block("point", "，".join(f"{names.get(who, who)} {n} 次" for who, n in others.items()), "联系了别人")


def over(weighed: Iterable[Weighed], words: Wording, full: bool) -> Iterator[Block]:
    """The findings, each rule once under its verdict, with its days."""
    grouped: dict[tuple[str, str, str, tuple[str, ...]], list[Weighed]] = {}
    for one in weighed:
        found = one.finding
        key = (found.label, found.rule, one.fact, tuple(basis.id for basis in found.basis))
        grouped.setdefault(key, []).append(one)
    label = ""
    for same in sorted(grouped.values(), key=lambda same: -gravity(same[0].finding.verdict)):
        found = same[0].finding
        if found.label != label:
            label = found.label
            yield Block("heading", f"【{label}】")
        yield Block("point", found.summary, found.title)
        dates = "、".join(f"{one.date}（{one.times} 次）" for one in same[-SHORT:])
        yield Block("note", f"{len(same)} 天{'，最近的' if len(same) > SHORT else ''}：{dates}")
        yield from citing.doubts(found)
        yield from citing.sources(found.basis, words, full=full)


def heard(told: Told, known: Knowledge) -> Iterator[Block]:
    """From which entries the behaviours were read."""
    if told.entries:
        yield Block("heading", "从哪几条里读到")
    for name, behind in told.entries.items():
        some = "、".join(f"第 {entry.id} 条（{entry.contact.at[:10]}）" for entry in behind[:SHORT])
        yield Block(
            "point", some + (f"等 {len(behind)} 条" if len(behind) > SHORT else ""), known.behaviours[name].name
        )
