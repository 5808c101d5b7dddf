"""Numbers in every style read back; no text at all makes the reader fail, and its spans lie inside the text, apart and in order."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.reader.figures import read_figures
from yifa.reader.model import Bound, Figure, Segment, UnitKind
from yifa.reader.numbers import chinese

settings.register_profile("reader", deadline=None)  # the first reading compiles the expressions
settings.load_profile("reader")

_FULL = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def read(text: str) -> tuple[Figure, ...]:
    return read_figures(text, (Segment(0, len(text)),))


def spelled(value: int) -> str:
    """A number below 10^12 in Chinese numerals, the way it is read out."""
    if value < 10:
        return "零一二三四五六七八九"[value]
    word, unit = next(pair for pair in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)) if value >= pair[1])
    high, low = divmod(value, unit)
    gap = "零" if 0 < low < unit // 10 else ""
    return spelled(high) + word + (gap + spelled(low) if low else "")


@given(st.integers(0, 10**12 - 1))
def test_a_spelled_number_reads_back(value: int) -> None:
    assert chinese(spelled(value)) == (Fraction(value), 0)
    assert chinese(spelled(value).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))) == (value, 0)


@given(st.integers(11, 10**8 - 1), st.sampled_from(["arabic", "grouped", "full", "chinese", "blanks"]), st.booleans())
def test_a_count_reads_back_in_every_style(value: int, style: str, more: bool) -> None:
    written = {
        "arabic": str(value), "grouped": f"{value:,}", "full": str(value).translate(_FULL), "chinese": spelled(value),
        "blanks": f"{value:,}".replace(",", " "),
    }[style]  # fmt: skip
    text = f"全年办理案件{written}{'余' if more else ''}件。"
    (figure,) = read(text)
    assert figure.value == value and figure.unit == "件"
    assert text[figure.start : figure.end] == written + ("余" if more else "")
    assert figure.bound is (Bound.at_least if more else Bound.exact)


@given(st.integers(0, 9999), st.integers(0, 3), st.sampled_from(["万", "亿", "百万", ""]), st.booleans())
def test_money_with_decimals_and_myriads_is_exact(digits: int, places: int, scale: str, full: bool) -> None:
    value = Fraction(digits, 10**places)
    written = f"{digits / 10**places:.{places}f}"
    times = {"万": 10**4, "亿": 10**8, "百万": 10**6, "": 1}[scale]
    (figure,) = read(f"投入资金{written.translate(_FULL) if full else written}{scale}元。")
    assert (figure.value, figure.unit, figure.unit_kind) == (value * times, "元", UnitKind.money)
    assert (figure.decimals, figure.scale) == (places, times)


@given(st.integers(0, 10000), st.sampled_from(["%", "％", "words"]))
def test_a_share_reads_back(hundredths: int, style: str) -> None:
    printed = f"{hundredths // 100}.{hundredths % 100:02d}"
    text = f"办结率达{printed}{style}。"
    if style == "words":
        digits = "".join("零一二三四五六七八九"[int(c)] for c in printed.partition(".")[2])
        text = f"办结率达百分之{spelled(hundredths // 100)}点{digits}。"
    (figure,) = read(text)
    assert (figure.value, figure.unit, figure.decimals) == (Fraction(hundredths, 100), "%", 2)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("检查30次", Bound.exact), ("检查30余次", Bound.at_least), ("检查30多次", Bound.at_least), ("检查30次以上", Bound.at_least),
        ("检查逾30次", Bound.at_least), ("检查超过30次", Bound.at_least), ("检查超30次", Bound.at_least), ("检查不少于30次", Bound.at_least),
        ("检查至少30次", Bound.at_least), ("检查近30次", Bound.about), ("检查约30次", Bound.about), ("检查30次左右", Bound.about),
        ("检查不超过30次", Bound.at_most), ("检查不足30次", Bound.at_most), ("检查30次以下", Bound.at_most), ("检查达30次", Bound.exact),
        ("办结率不低于30%", Bound.at_least), ("办结率30%以上", Bound.at_least), ("近30年", Bound.exact), ("在30个工作日以内", Bound.at_most),
        ("30个工作日内办结", Bound.at_most),
        ("检查3万余次", Bound.at_least), ("检查10余万次", Bound.at_least), ("检查将近30次", Bound.about), ("检查突破30次", Bound.at_least),
        ("检查十余万次", Bound.at_least), ("每年至少参加30次", Bound.at_least), ("检查三千多次", Bound.at_least),
    ],
)  # fmt: skip
def test_how_a_number_is_meant(text: str, bound: Bound) -> None:
    (figure,) = read(text)
    assert figure.bound is bound


def test_a_range_is_two_figures_and_a_ratio_one() -> None:
    low, high = read("每年开展3—5次检查。")
    assert (low.value, low.bound, high.value, high.bound) == (3, Bound.at_least, 5, Bound.at_most)
    (ratio,) = read("复议诉讼比为3.69:1。")
    assert (ratio.value, ratio.unit_kind) == (Fraction(369, 100), UnitKind.ratio)


def test_a_line_broken_inside_a_sentence_is_one_sentence() -> None:
    first, second = read("全年我县各级行政复议机构共收到行政复议申请三十二件，其中受理\n28件，全部办结。")
    assert (first.indicator, second.indicator) == ("reconsideration_received", "reconsideration_accepted")
    (split,) = read("全县各级政务服务大厅全年累计为企业和群众办件164万\n余件。")
    assert split.value == 1640000


def test_a_row_of_a_table_gives_its_number_the_words_and_unit_of_the_row() -> None:
    text = "项目 | 数量 | 备注\n收到行政复议申请（件） | 132 |\n1 | 审核政府合同 | 86 | 份\n行政机关负责人出庭应诉率 | 98.5%\n电话 | 6012345"
    assert [(f.value, f.unit, f.indicator) for f in read(text)] == [
        (132, "件", "reconsideration_received"),
        (86, "份", "contracts_reviewed"),
        (Fraction(197, 2), "%", "head_appearance_rate"),
    ]


_PIECES = st.lists(
    st.sampled_from(
        [*"0123456789０９一二十百千万亿点第.．,，、。；:：-—～%％+（）()《》“”\n \t　|余多近逾达为率件次个元年月日分别其中比至到同比减少"]
        + ["行政复议", "审结", "百分之", "分别为", "20", "个百分点", "其中"]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=200), _PIECES))
def test_any_text_at_all_gives_spans_inside_it_apart_and_in_order(text: str) -> None:
    figures = read(text)
    edge = 0
    for figure in figures:
        assert edge <= figure.start < figure.end <= len(text)
        edge = figure.end
        assert figure.value >= 0 and figure.quote


@pytest.mark.parametrize(
    "piece",
    ["1", "一", "万", " ", "1 ", "1,111", "百分之", "“1", "由1件降至", "其中1件，", "1件、", "2024年1", "|1", "达达1件", "共计共有达到1件"],
)
def test_a_long_text_of_one_piece_is_read_through(piece: str) -> None:
    """Nothing looks back or ahead without a limit: 30,000 characters of anything are read at once, not in minutes."""
    text = piece * (30000 // len(piece))
    began = time.process_time()
    figures = read(text)
    assert time.process_time() - began < 20
    assert all(0 <= f.start < f.end <= len(text) for f in figures)


def test_a_square_metre_has_one_name() -> None:
    assert [(f.value, f.unit) for f in read("面积均达120㎡以上，共360平方米。")] == [(120, "平方米"), (360, "平方米")]
