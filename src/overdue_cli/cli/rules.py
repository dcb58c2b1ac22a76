"""`overdue-cli rules`: for those who write knowledge."""

import json
import sys
from pathlib import Path
from typing import Annotated

from overdue_cli.cli import options
from overdue_cli.errors import CallError
from overdue_cli.facts import shown

SCHEMAS = Path(__file__).parent.parent / "schemas"


def lint(
    *,
    folder: Annotated[
        str | None, options.Argument(metavar="[文件夹]", help="知识文件所在的文件夹；不写就查自带的")
    ] = None,
    json_: Annotated[bool, options.Option("--json", help="输出一份 JSON")] = False,
) -> int:
    """检查知识文件：格式、引用、日期、过时的机构名、没有依据的数字，一次报出全部错误。"""
    from overdue_cli.knowledge import store
    from overdue_cli.knowledge.lint import lint as check

    place = Path(folder) if folder else store.folder()
    if not place.is_dir():
        raise CallError(f"没有“{shown(place)}”这个文件夹，请检查路径。")
    faults, unused = check(place)
    if json_:
        listed = [{"file": f.file, "line": f.line, "what": f.what, "remedy": f.remedy} for f in faults]
        document = {"schema": "overdue-cli/lint/1", "faults": listed, "unused": unused}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            print(fault)
        idle = f"有 {len(unused)} 条依据还没有用到（--json 列出）。" if unused else ""
        print(f"{len(faults)} 处错误。" if faults else f"没有错误。{idle}", file=sys.stderr)
    return int(bool(faults))


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
        print(json.dumps(document, ensure_ascii=False, indent=2))
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
    from overdue_cli.knowledge.cuebook import build
    from overdue_cli.knowledge.dangerbook import written as signs
    from overdue_cli.knowledge.shelf import letters_of
    from overdue_cli.knowledge.store import folder, knowledge
    from overdue_cli.reading.examples import failures, unheard
    from overdue_cli.reading.read import load

    known = knowledge(environment.cache())
    written = build(folder(), known, letters_of(folder()).simplified)
    found = list(failures(load(known, environment.cache()), written))
    found += unheard(known, signs(folder(), known.questions, known.behaviours))
    if json_:
        listed = [{"where": where, "what": what} for where, what in found]
        document = {"schema": "overdue-cli/cues/1", "cues": len(written.cues), "failures": listed}
        print(json.dumps(document, ensure_ascii=False, indent=2))
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
    *, name: Annotated[str, options.Argument(metavar="[名称]", help="assessment 或 cost")] = "assessment"
) -> int:
    """输出 JSON Schema：check --json、cost --json 的格式。"""
    place = SCHEMAS / f"{name}.json"
    known = sorted(path.stem for path in SCHEMAS.glob("*.json"))
    if name not in known:
        raise CallError(f"没有叫“{shown(name)}”的格式。可用：{'、'.join(known)}。")
    print(place.read_text(encoding="utf-8"), end="")
    return 0
