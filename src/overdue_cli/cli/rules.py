"""`overdue-cli rules`: for those who write knowledge."""

import sys
from pathlib import Path
from typing import Annotated

from overdue_cli.cli import options, output
from overdue_cli.cli.explain import NOTHING_FOUND
from overdue_cli.errors import CallError
from overdue_cli.facts import shown


def lint(
    *,
    folder: Annotated[
        str | None, options.Argument(metavar="[文件夹]", help="知识文件所在的文件夹；不写就查自带的")
    ] = None,
    hints: Annotated[bool, options.Option("--hints", help="也列出还缺什么：没有线索、没有案例的")] = False,
    json_: Annotated[bool, options.Option("--json", help="输出一份 JSON")] = False,
) -> int:
    """检查知识文件：格式、引用、日期、过时的机构名、没有依据的数字，一次报出全部错误。"""
    from overdue_cli.compile.lint.report import lint as check
    from overdue_cli.knowledge import store

    place = Path(folder) if folder else store.folder()
    if not place.is_dir():
        raise CallError(f"没有“{shown(place)}”这个文件夹，请检查路径。")
    found = check(place)
    if json_:
        document = {
            "schema": "overdue-cli/lint/1",
            **{name: [one._asdict() for one in listed] for name, listed in found._asdict().items()},
        }
        output.write_json(document, None)
    else:
        for fault in (*found.faults, *(found.hints if hints else ())):
            print(fault)
        codes = sorted({fault.code for fault in found.faults})
        more = f"怎么改的例子：overdue-cli rules explain {codes[0]}" if codes else ""
        missing = f"还缺 {len(found.hints)} 样，不是错误{'' if hints else '（--hints 列出）'}。" if found.hints else ""
        print(f"{len(found.faults)} 处错误。{more}" if codes else f"没有错误。{missing}", file=sys.stderr)
    return int(bool(found.faults))


def explain(
    *,
    code: Annotated[str | None, options.Argument(metavar="[代号]", help="如 K104；不写就列出全部")] = None,
    json_: Annotated[bool, options.Option("--json", help="输出一份 JSON")] = False,
) -> int:
    """解释 rules lint 报的一种错误：为什么是错，错的例子，对的例子。"""
    from overdue_cli.compile.lint.report import CODES
    from overdue_cli.compile.near import meant

    by_code = {one.code: one for one in CODES}
    if code is not None and code.upper() not in by_code:
        print(
            f"没有“{shown(code)}”这个代号。{meant(code.upper(), by_code) or 'overdue-cli rules explain 列出全部。'}",
            file=sys.stderr,
        )
        return NOTHING_FOUND
    wanted = list(CODES) if code is None else [by_code[code.upper()]]
    if json_:
        output.write_json({"schema": "overdue-cli/codes/1", "codes": [one._asdict() for one in wanted]}, None)
    elif code is None:
        print("\n".join(f"{one.code} {one.title}" for one in wanted))
    else:
        (one,) = wanted
        print(
            f"{one.code} {one.title}\n\n{one.why}\n\n错的：\n{_indented(one.wrong)}\n\n对的：\n{_indented(one.right)}"
        )
    return 0


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def test(
    *,
    path: Annotated[str, options.Argument(metavar="文件或文件夹", help="写着案例的 YAML")],
    json_: Annotated[bool, options.Option("--json", help="输出一份 JSON")] = False,
) -> int:
    """跑案例：给定事实和日子，看结论、依据、机构是不是像写的那样。"""
    from overdue_cli import casebook
    from overdue_cli.cli import environment
    from overdue_cli.knowledge.store import knowledge

    if not Path(path).exists():
        raise CallError(f"没有“{shown(path)}”，请检查路径。")
    known = knowledge(environment.cache())
    cases = casebook.load(Path(path))
    failures = [(case, differences) for case in cases if (differences := casebook.run(case, known))]
    if json_:
        listed = [{"where": case.where, "name": case.name, "differences": lines} for case, lines in failures]
        document = {"schema": "overdue-cli/cases/1", "cases": len(cases), "failures": listed}
        output.write_json(document, None)
    else:
        for case, lines in failures:
            print(f"{case.where}: {case.name}")
            print("".join(f"  {line}\n" for line in lines), end="")
        print(f"{len(cases)} 个案例，{len(failures)} 个不符。", file=sys.stderr)
    return int(bool(failures))


def cues(
    *,
    json_: Annotated[bool, options.Option("--json", help="输出一份 JSON")] = False,
) -> int:
    """检查读原话的线索和听危险的话：每条的例句，该命中的命中没有，不该的有没有命中。"""
    from overdue_cli.cli import environment
    from overdue_cli.compile import parts
    from overdue_cli.knowledge.store import folder, knowledge
    from overdue_cli.reading.examples import failures, unheard
    from overdue_cli.reading.read import load

    known = knowledge(environment.cache())
    written = parts.cues(folder(), known)
    found = list(failures(load(known, environment.cache()), written))
    found += unheard(known, parts.dangers(folder()))
    if json_:
        listed = [{"where": where, "what": what} for where, what in found]
        document = {"schema": "overdue-cli/cues/1", "cues": len(written.cues), "failures": listed}
        output.write_json(document, None)
    else:
        for where, what in found:
            print(f"{where}: {what}")
        print(f"{len(written.cues)} 条线索，{len(found)} 个例句不符。", file=sys.stderr)
    return int(bool(found))


def tree(
    *,
    behaviour: Annotated[str | None, options.Argument(metavar="[行为]", help="只画这一种行为；不写就全画")] = None,
    format_: Annotated[
        str, options.Option("--format", metavar="格式", help="text、mermaid 或 dot（Graphviz）")
    ] = "text",
) -> int:
    """画出规则：每种行为要问什么，问出什么得什么结论。"""
    from overdue_cli.cli import environment
    from overdue_cli.facts import parse
    from overdue_cli.knowledge.store import knowledge
    from overdue_cli.render.tree import FORMATS

    known = knowledge(environment.cache())
    if format_ not in FORMATS:
        raise CallError(f"--format 不认识“{shown(format_)}”。可用：{'、'.join(FORMATS)}。")
    names = parse(known.questions["behaviours"], behaviour, "行为") if behaviour else tuple(known.behaviours)
    wanted = [known.behaviours[name] for name in known.behaviours if isinstance(names, tuple) and name in names]
    print("\n".join(FORMATS[format_](known, wanted)))
    return 0


def schema(
    *, name: Annotated[str, options.Argument(metavar="[名称]", help="如 assessment、rules、data/rules")] = "assessment"
) -> int:
    """输出 JSON Schema：各命令 --json 的格式；data/文件名 是知识文件的格式，编辑器拿它边写边查。"""
    from overdue_cli.compile import data_schema, json_schema
    from overdue_cli.compile.layout import LAYOUTS
    from overdue_cli.documents import DOCUMENTS
    from overdue_cli.knowledge import store

    if name in DOCUMENTS:
        one = DOCUMENTS[name]
        output.write_json(json_schema.Shapes().document(one.load(), one.id, one.command), None)
        return 0
    file = name.removeprefix("data/")
    if file not in LAYOUTS:
        known = "、".join((*DOCUMENTS, *(f"data/{file}" for file in LAYOUTS)))
        raise CallError(f"没有叫“{shown(name)}”的格式。可用：{known}。")
    output.write_json(data_schema.of_file(file, store.folder()), None)
    return 0
