"""A made-up but realistic phone: its messages and calls, as SMS Backup & Restore writes them.

Collectors, a bank, couriers, codes, family and colleagues, over two years; always the same for one seed.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

START = 1_727_712_000_000
"""2024-10-01 00:00 in China, in milliseconds."""

SPAN = 700 * 86_400_000

COLLECTORS = ("1069123400011", "1068998877", "95188123", "4008009000", "17012345678", "02155667788", "16512340000")
SAYS = (
    "【某某金融】您尾号{n}的借款已逾期{d}天，应还{m}元，请尽快处理，以免影响征信。",
    "您的欠款{m}元已移交法务部，今日{h}点前不还款将安排人员上门走访，后果自负。",
    "你再不还钱我们就联系你的家人和单位，让大家都知道你欠{m}元！",
    "您的案件编号{n}已进入诉前调解阶段，请于{h}点前致电处理。",
    "温馨提示：您本期账单{m}元今日到期，请保证账户余额充足，如已还款请忽略。",
)
CHATTER = (
    "【菜鸟】您的包裹已到驿站，取件码{n}，请{h}点前取。",
    "【某银行】您的验证码是{n}，5分钟内有效，请勿告诉他人。",
    "晚上回来吃饭吗？买点菜 &#55357;&#56832;",
    "明天{h}点开会，别忘了带材料。",
    "【某移动】您本月已用流量{d}GB，剩余话费{m}元。",
    "好的，收到，谢谢 &#55357;&#56397;",
    "null",
    "中午一起吃饭？我在楼下等你，大概{h}点。&#10;路上慢点",
)


WHOLE = {"&#55357;&#56832;": "&#128512;", "&#55357;&#56397;": "&#128077;"}
"""Emoji as XML allows them, for whom the pairs that phones write stop."""


def messages(count: int, seed: int = 1, *, broken: bool = True) -> Iterator[str]:
    """The lines of a backup of `count` messages; emoji in halves, as phones write them, unless not `broken`."""
    luck = random.Random(seed)
    friends = [
        f"+86 1{luck.randrange(30, 99)} {luck.randrange(10**4):04} {luck.randrange(10**4):04}" for _ in range(150)
    ]
    services = [f"{luck.choice(('106', '955', '100'))}{luck.randrange(10**5)}" for _ in range(250)]
    yield "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
    yield f'<!--File Created By SMS Backup & Restore-->\n<smses count="{count}" backup_set="x" type="full">\n'
    for place in range(count):
        at = START + place * SPAN // count + luck.randrange(60_000)
        about = luck.random()
        if about < 0.04:
            who, says, name = luck.choice(COLLECTORS), luck.choice(SAYS), "(Unknown)"
        elif about < 0.5:
            who, says, name = luck.choice(friends), luck.choice(CHATTER[2:]), "朋友"
        else:
            who, says, name = luck.choice(services), luck.choice(CHATTER[:5]), "(Unknown)"
        body = says.format(
            n=luck.randrange(10**6), d=luck.randrange(99), m=luck.randrange(9999), h=luck.randrange(8, 23)
        )
        for halves, whole in WHOLE.items() if not broken else ():
            body = body.replace(halves, whole)
        kind = 2 if name == "朋友" and luck.random() < 0.4 else 1
        yield (
            f'  <sms protocol="0" address="{who}" date="{at}" type="{kind}" subject="null" '
            f'body={quoteattr(body).replace("&amp;#", "&#")} toa="null" sc_toa="null" service_center="+8613800210500" '
            f'read="1" status="-1" locked="0" date_sent="{at - 1500}" sub_id="1" '
            f'readable_date="Nov 20, 2025 10:40:00 PM" contact_name="{name}" />\n'
        )
    yield "</smses>\n"


def calls(count: int, seed: int = 2) -> Iterator[str]:
    """The lines of a backup of `count` calls."""
    luck = random.Random(seed)
    friends = [f"1{luck.randrange(30, 99)}{luck.randrange(10**8):08}" for _ in range(150)]
    yield "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
    yield f'<calls count="{count}">\n'
    for place in range(count):
        at = START + place * SPAN // count + luck.randrange(60_000)
        collecting = luck.random() < 0.08
        who = luck.choice(COLLECTORS if collecting else friends)
        kind = luck.choice((1, 3, 3, 5) if collecting else (1, 1, 2, 2, 3))
        lasted = luck.randrange(1, 400) if kind in (1, 2) and luck.random() < 0.9 else 0
        yield (
            f'  <call number="{who}" duration="{lasted}" date="{at}" type="{kind}" presentation="1" '
            f'subscription_id="1" post_dial_digits="" readable_date="Nov 20, 2025 10:40:00 PM" '
            f'contact_name="{"(Unknown)" if collecting else "朋友"}" />\n'
        )
    yield "</calls>\n"


def write(folder: Path, many_messages: int, many_calls: int, *, broken: bool = True) -> tuple[Path, Path]:
    """Both backups in `folder`."""
    both = folder / "sms-20261120101010.xml", folder / "calls-20261120101010.xml"
    for path, lines in zip(both, (messages(many_messages, broken=broken), calls(many_calls)), strict=True):
        with open(path, "w", encoding="utf-8") as stream:
            stream.writelines(lines)
    return both
