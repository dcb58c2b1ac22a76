"""Usage errors of the option parser, said again in Chinese and in one line."""

from overdue_cli.facts import shown

HELP = "用 overdue-cli --help 看怎么用。"


def in_chinese(error: Exception) -> str:
    """What is wrong with the call, and how to mend it."""
    kind = type(error).__name__
    name = shown(getattr(error, "option_name", "") or "")
    near = "、".join(getattr(error, "possibilities", None) or ())
    message = shown(getattr(error, "message", "") or str(error))
    if kind == "NoSuchOption":
        return f"没有 {name} 这个旗标。" + (f"是不是 {near}？" if near else HELP)
    if kind == "BadOptionUsage" and "not take a value" in message:
        return f"{name} 后面不用写值。"
    if kind == "BadOptionUsage":
        return f"{name} 后面要写值。{HELP}"
    if "No such command" in message:
        wrong, _, close = message.partition("No such command")[2].partition("Did you mean")
        hint = f"是不是{close.strip(' ?')}？" if close else HELP
        return f"没有{wrong.strip(' .')} 这个命令。{hint}"
    if "unexpected extra argument" in message:
        return f"多出了认不出来的词 {message.partition('(')[2].rstrip(')')}。带空格的文字要加引号；事实要用旗标给。"
    if "Missing" in kind or "Missing" in message:
        return f"少了必须写的内容。{HELP}"
    return f"这样写看不懂：{message}。{HELP}"
