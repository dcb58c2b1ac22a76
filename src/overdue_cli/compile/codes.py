"""The kinds of faults that reading meets, each with a code that stays and a page for `rules explain CODE`.

Codes of form (K1) and of reference (K2) stand here; a check of the linter brings its own (K3 of one record, K4 of the
whole, K5 of words, T of what is still missing and no fault). The pages are for lawyers, so they are in Chinese.
"""

from typing import NamedTuple


class Code(NamedTuple):
    """A kind of fault: what it is called, why it is one, and an example of it beside one that is right."""

    code: str
    title: str
    why: str
    wrong: str
    right: str


BROKEN = Code(
    "K101",
    "文件读不出来",
    "缩进不齐、冒号后面没有空格、引号没有成对，YAML 就读不出来，整个文件都用不上。",
    "title:没有空格",
    "title: 有空格",
)
UNQUOTED = Code(
    "K102",
    "没加引号",
    "不加引号，YAML 会把 22:00 读成 1320，把 2026-01-01 读成日期，把 no 读成“否”。",
    "from: 22:00",
    'from: "22:00"',
)
TWICE = Code("K103", "键写了两次", "写两次，前面那一次会悄悄没用。", "why: 甲\nwhy: 乙", "why: 甲乙")
UNKNOWN_KEY = Code(
    "K104", "不认识的键", "打错的键不会起作用，看起来却像写了。", "verdikt: unlawful", "verdict: unlawful"
)
MISSING = Code("K105", "少了必须写的", "少了它，这一条不能用。", "- id: a-rule", "- id: a-rule\n  title: 标题")
SHAPE = Code(
    "K106",
    "写的样子不对",
    "该是文字的写成了数，该是列表的写成了一句话，程序读不出意思。",
    "steps: {一: 二}",
    "steps: [一, 二]",
)
CHOICE = Code("K107", "不在可选的词里", "这个键只认几个词。", "verdict: illegal", "verdict: unlawful")
DATE = Code(
    "K108",
    "不是日期",
    "日期按“年-月-日”写，加引号，而且要真有这一天。",
    "in_force_from: 2026/1/1",
    'in_force_from: "2026-01-01"',
)
ID = Code(
    "K109",
    "编号用不了",
    "编号只用小写英文、数字和 - _，而且不能和别的重复：别处靠它指过来。",
    "id: 规则一",
    "id: rule-one",
)
NO_PART = Code("K110", "少了整个部分", "没有这一部分，别的都没法核对。多半是键写错了。", "rulez:", "rules:")
NO_FILE = Code(
    "K111",
    "文件不在或不是 UTF-8",
    "知识是一组固定的文件，少一个都不行。",
    "（文件没有了）",
    "（放回文件，用 UTF-8 保存）",
)
REFERENCE = Code(
    "K201",
    "指向不存在的编号",
    "法条、机构、行动、行为、话题都靠编号指来指去；指错了，依据就没有了。",
    "basis: [pipl-99]",
    "basis: [pipl-13]",
)
NO_FACT = Code(
    "K202",
    "条件里的事实不存在",
    "条件只能用 rules.yaml 里 questions 的事实。",
    "when: {reachble: true}",
    "when: {reachable: true}",
)
NO_VALUE = Code(
    "K203",
    "条件里的值不存在",
    "单选、多选事实只认自己的值；是非题只写 true 或 false。",
    "when: {lender_kind: banks}",
    "when: {lender_kind: bank}",
)
COMPARISON = Code(
    "K204",
    "看不懂的比较",
    "数用 from/to、above、below，时刻用 within，多选用 other_than，都可以用 known。",
    "when: {days_overdue: {over: 90}}",
    "when: {days_overdue: {above: 90}}",
)
NO_LIMIT = Code(
    "K205",
    "大括号里的名字不存在",
    "{…} 里写界限的编号或这里认得的字段，别的不会被换成数。",
    "why: 不超过 {calls_per_dy} 次",
    "why: 不超过 {connected_calls} 次",
)
NO_CLASS = Code("K206", "没有这个词类", "{…} 里写 words 里有的词类。", 'find: ["{kinn}"]', 'find: ["{kin}"]')
PATTERN = Code(
    "K207", "要找的词写得不对", "两头都要有词；| 两边都要有词。", 'find: ["联系 .."]', 'find: ["联系 .. 家人"]'
)
BLANK = Code(
    "K208",
    "空或字段写得不完整",
    "空写成 【待填:要填什么】，里面不再有括号；{ } 和 $ 只用来写字段。",
    "【待填】",
    "【待填:你的姓名】",
)

CODES = (
    BROKEN, UNQUOTED, TWICE, UNKNOWN_KEY, MISSING, SHAPE, CHOICE, DATE, ID, NO_PART, NO_FILE,
    REFERENCE, NO_FACT, NO_VALUE, COMPARISON, NO_LIMIT, NO_CLASS, PATTERN, BLANK,
)  # fmt: skip
"""Those of form and of reference."""
