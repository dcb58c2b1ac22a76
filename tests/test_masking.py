"""What is masked, what stays, and that it stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overdue_cli.compile import parts
from overdue_cli.evidence.masking import Masker
from overdue_cli.knowledge.model import Knowledge

from .conftest import ROOT


@pytest.fixture(scope="module")
def masker(known: Knowledge) -> Masker:
    return Masker(parts.exports(ROOT / "data", known).masking, ["95188", "17012345678"], ["王小明"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("你妈妈李秀英13912345678已经知道", "你妈妈李**139****5678已经知道"),
        ("139 1234 5678 和 13800138000", "139****5678 和 138****8000"),
        ("1 3 9 1 2 3 4 5 6 7 8", "139****5678"),
        ("２０２６年１３９１２３４５６７８", "２０２６年139****5678"),
        ("+86-139-1234-5678", "139****5678"),
        ("身份证120105199003071234", "身份证**************1234"),
        ("11010519900307123X", "**************123x"),
        ("卡号6222 0213 9123 4567 890", "卡号***************7890"),
        ("1391234567813800138000", "******************8000"),
        ("打010-65782345或(0571)88886666", "打010****2345或057*****6666"),
        ("致电65782345", "致电****2345"),
        ("微信abc_12345 加我", "微信a******** 加我"),
        ("zhangsan@qq.com", "z***@qq.com"),
        ("尊敬的张三您好", "尊敬的张*您好"),
        ("【招联】李四您好，", "【招联】李*您好，"),
        ("张三，你再不还钱", "张*，你再不还钱"),
        ("王五13912345678", "王*139****5678"),
        ("张伟先生", "张*先生"),
        ("联系人：欧阳娜娜", "联系人：欧***"),
        ("王小明你好", "王**你好"),
        ("卡号6250-3222-7978-1479将被冻结", "卡号************1479将被冻结"),
        ("6250－3222－7978－1479", "************1479"),
        ("①13912345678", "①139****5678"),
        ("第一13912345678", "第一139****5678"),
    ],
)
def test_other_people_are_masked(masker: Masker, written: str, meant: str) -> None:
    assert masker.text(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "回电95188或17012345678或+86 170 1234 5678",
        "4008009000转1，12378，110，106980095188",
        "10698009518812345678回复",
        "2026-11-20 22:40:11 应还1234567.89元，尾号1234",
        "案号(2026)京0105民初12345号",
        "我是招联李律师，找王经理",
        "验证码139123，订单20261120224011",
        "请于2026年11月20日前还款",
        "日期2026年1120月2240日1234",
        "应还1,391,234.56元，13,912,345,678元",
        "每期150,1200,3000，共500,500,500,500,500,500元",
        "1000,2000,3000,4000元",
        "应还3000,3000,3000,3000,800，逾期20天",
        "13，14，15，16，17，18日",
        "本金壹万叁仟捌佰元整，一三五七九期，二〇二六年十一月二十日",
    ],
)
def test_collectors_sums_and_dates_stay(masker: Masker, text: str) -> None:
    assert masker.text(text) == text


def apart(number: str, sizes: tuple[int, ...], mark: str) -> str:
    places = [sum(sizes[:n]) for n in range(len(sizes))]
    return mark.join(number[at : at + size] for at, size in zip(places, sizes, strict=True))


FORMS = {
    form: str.maketrans("0123456789", form)
    for form in ("０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "零一二三四五六七八九",
                 "〇幺二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "٠١٢٣٤٥٦٧٨٩")
}  # fmt: skip
NUMBERS = {
    "mobile": ("13912345678", (3, 4, 4)),
    "identity": ("110105199003071234", (6, 8, 4)),
    "card": ("6222021391234567891", (4, 4, 4, 4, 3)),
}


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "mark", ["\u200b", "\u2060", "\ufe0f\u20e3", " ", "  ", "-", "－", " - ", ".", ",", "，", "、", ", "], ids=repr
)
def test_numbers_taken_apart_to_be_overlooked_are_masked(masker: Masker, number: str, mark: str) -> None:
    digits, groups = NUMBERS[number]
    for sizes in (groups, (1,) * len(digits)):
        shown = masker.text(f"你妈{apart(digits, sizes, mark)}，我们有")
        first = 3 if number == "mobile" else 0
        assert shown == f"你妈{digits[:first]}{'*' * (len(digits) - first - 4)}{digits[-4:]}，我们有"


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", FORMS)
def test_numbers_in_other_digits_are_masked(masker: Masker, number: str, form: str) -> None:
    digits, groups = NUMBERS[number]
    mixed = "".join(char.translate(FORMS[form]) if place % 3 else char for place, char in enumerate(digits))
    for written in (digits.translate(FORMS[form]), mixed, apart(mixed, groups, "-")):
        shown = masker.text(f"你妈{written}，我们有")
        assert shown.endswith(f"{digits[-4:]}，我们有")
        assert shown.count("*") == len(digits) - (7 if number == "mobile" else 4)


def test_a_collectors_number_in_other_digits_stays(masker: Masker) -> None:
    written = "17012345678".translate(FORMS["⓪①②③④⑤⑥⑦⑧⑨"])
    assert masker.text(written) == written


def test_masking_takes_time_in_step_with_the_text(masker: Masker) -> None:
    from time import perf_counter

    for piece in ("1,", "一", "1 ", "13\u200b\u200b\u200b", "6222-", "①", "8", "1 - "):
        start = perf_counter()
        masker.text(piece * (40_000 // len(piece)))
        assert perf_counter() - start < 5, piece


MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True).filter(lambda number: number != "17012345678")


@given(MOBILE, st.sampled_from(["", " ", "-", "."]), st.sampled_from(["", "电话", "，", "a", "您", "\n"]))
def test_no_mobile_number_is_left(masker: Masker, number: str, mark: str, around: str) -> None:
    written = mark.join((number[:3], number[3:7], number[7:]))
    shown = masker.text(f"还钱{around}{written}{around}还钱")
    digits = "".join(char for char in shown if char.isdigit())
    assert number not in digits
    assert number[3:7] not in shown.replace(number[:3], "", 1).replace(number[7:], "")
