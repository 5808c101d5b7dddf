"""Right and wrong numbers in the usual sentences of annual reports: what is found, what is confirmed, what is left alone.

Every sentence is invented. `bad`: an error must be told. `good`: the relation is confirmed and nothing is doubted. `calm`: no
error is told (a doubt may be). `mute`: nothing but agreement may be told.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from engines.reader.marks import checks_of
from yifa.reader.checks import check
from yifa.reader.figures import read_figures
from yifa.reader.model import Segment, Verdict
from yifa.report.reading import relations

BAD = {
    "parts above the whole": "全年审结行政复议案件92件，其中维持60件、撤销20件、驳回15件。",
    "one part above the whole": "现有执法人员120人，其中取得执法证的130人。",
    "rest does not fit": "全年办理法律援助案件320件，其中民事210件、刑事80件，其余20件为其他案件。",
    "composed whole": "全年共办理建议提案377件，其中人大代表建议234件、政协提案142件。",
    "bare total": "审查规范性文件14件、合同90件、重大行政决策5件，共计110件。",
    "bare total in brackets": "受理行政裁决12件、行政调解30件（合计43件）。",
    "halves of the year": "全年开展执法培训36次，其中上半年16次、下半年18次。",
    "head word repeated": "窗口受理事项852项，办结840项，提前办结771项，按时办结81项。",
    "loss rate": "一审行政诉讼案件审结56件，败诉5件，败诉率9.83%。",
    "closing rate": "全年受理投诉举报200件，办结190件，办结率98%。",
    "closing rate of all": "受理行政复议案件98件，审结92件，审结率100%。",
    "contrary numerator": "抽检产品500批次，不合格12批次，合格率98.6%。",
    "share": "执法人员总数200人，其中法学专业50人，占比30%。",
    "impossible pass rate": "组织128名执法人员参加考试，合格率97.2%。",
    "impossible head appearance": "行政应诉案件开庭37件，出庭率98.1%。",
    "impossible put right": "排查各类隐患61个，整改率99.1%。",
    "change against last year": "全年制发规范性文件12件，去年16件，同比下降30%。",
    "change from difference": "全年制发规范性文件9件，比去年减少8件，同比减少57%。",
    "wrong direction": "全年受理复议申请120件，去年同期100件，同比下降20%。",
    "difference": "受理复议申请由100件增加到120件，增加30件。",
    "fractional year before": "全年审结行政复议案件10件，同比增长33.5%。",
    "points": "按时办结率由95.2%提高到98.6%，提高2.4个百分点。",
    "more than there is": "新设调解室5个，比去年增加8个。",
    "neither base nor numerator": "化解矛盾纠纷131件，成功率98.1%。",
    "left over": "排查风险隐患1256处，整改1198处，剩余68处。",
    "joined total": "全县37个乡镇、42个县直部门共80个单位开展自查。",
    "small excess of one kind": "办理公证2563件，其中国内继承公证1986件、商事合同公证587件。",
    "years": "累计查处案件356件，其中2023年156件，2024年210件。",
    "quarters": "一季度检查30次，二季度检查45次，三季度检查38次，四季度检查42次，全年合计165次。",
    "last year by its number": "2024年受理复议案件120件，2023年受理98件，同比增长32.4%。",
    "outcomes of the closed": "收到申请156件；审结125件，其中维持80件、撤销8件、确认违法3件、驳回14件、终止25件。",
    "lost punctuation": "全年审结案件56件败诉5件败诉率9.83%行政争议下降。",
    "half-width marks": "共收到申请120件;受理98件;审结92件,其中:维持60件;撤销12件;驳回30件。",
    "new and old": "受理一审行政案件1256件（新收1123件，旧存143件），审结1156件，结案率92.04%。",
    "days": "意见征集自2024年3月1日至3月20日，为期30天。",
    "days before dates": "公示期15天（2024年5月6日至5月12日）。",
    "total twice": "全县共有人民调解委员会280个。本节说明队伍情况。全县共有人民调解委员会286个。",
    "titles": "出台3项制度：《重大决策听证办法》、《合同审查办法》。",
    "plain list": "建立4项机制：会商机制、通报机制、督办机制。",
    "lost above closed": "审结行政诉讼案件6件，败诉8件。",
    "this year's only": "当年受理行政复议案件50件，当年审结52件。",
    "people who passed": "参加考试210人，合格220人。",
}
GOOD = {
    "parts make the whole": "全年审结行政复议案件92件，其中维持60件、撤销20件、驳回12件。",
    "brackets make the whole": "审查各类文件109件（规范性文件14件、合同90件、重大行政决策5件）。",
    "nested": "收到复议申请120件，受理98件，审结92件，其中维持60件、撤销32件。",
    "commas": "全年办理法律援助案件320件，其中，民事210件，刑事80件，其余30件为其他案件。",
    "next sentence": "全年办理法律援助案件320件。其中，民事210件，刑事110件。",
    "bare total": "审查规范性文件14件、合同90件、重大行政决策5件，共计109件。",
    "named total": "开展场馆宣讲12场、乡村宣讲30场，共开展宣讲42场。",
    "loss rate": "一审行政诉讼案件审结56件，败诉5件，败诉率8.93%。",
    "truncated": "一审行政诉讼案件审结56件，败诉5件，败诉率8.92%。",
    "rate of an earlier whole": "受理案件64件，审结56件，败诉5件，败诉率7.81%。",
    "contrary numerator": "抽检产品500批次，不合格12批次，合格率97.6%。",
    "at least": "受理案件100件，办结98件，办结率95%以上。",
    "share": "执法人员总数200人，其中法学专业50人，占25%。",
    "reachable": "组织128名执法人员参加考试，合格率97.66%。",
    "change": "全年制发规范性文件12件，去年16件，同比下降25%。",
    "change from difference": "全年制发规范性文件9件，比去年减少8件，同比减少47%。",
    "difference": "受理复议申请由100件增加到120件，增加20件，增长20%。",
    "points": "按时办结率由95.2%提高到98.6%，提高3.4个百分点。",
    "unique year before": "全年审结行政复议案件9件，同比减少47.06%。",
    "both days": "意见征集自2024年3月1日至3月30日，为期30天。",
    "one day": "意见征集自2024年3月1日至3月31日，为期30天。",
    "over the year's end": "公示期20天（2024年12月20日至2025年1月8日）。",
    "part": "全年开展联合检查40次，其中跨部门检查12次。",
    "order": "收到行政复议申请120件，受理98件，审结92件。",
    "titles": "出台2项制度：《重大决策听证办法》、《合同审查办法》。",
    "plain list": "建立3项机制：会商机制、通报机制、督办机制。",
    "list before": "推行告知承诺、容缺受理、帮办代办等3项措施。",
    "titles before": "修订《征收办法》和《听证办法》2件规范性文件。",
    "left over": "排查风险隐患1256处，整改1198处，剩余58处。",
    "joined total": "全县37个乡镇、42个县直部门共79个单位开展自查。",
    "past the unfinished": "受理案件213件，审结198件，未审结15件，其中调解结案89件。",
    "last year by its number": "2024年受理复议案件120件，2023年受理98件，同比增长22.4%。",
    "cut rate": "行政审批事项由原来的320项压减至256项，压减率20%。",
    "whole in the sentence before": "政务服务事项1900项。其中网上可办1870项，网上可办率98.42%，不见面审批1800项，不见面审批率94.74%。",
    "same word for passing": "568名执法人员参加考试，合格549人，通过率96.7%。",
    "lost punctuation": "全年审结案件56件败诉5件败诉率8.93%行政争议下降。",
    "spaces": "受理 852 件, 办结 840 件, 办结率 98.59%。",
    "base in the sentence before": "法院全年审结案件56件。行政机关败诉5件，败诉率8.93%。",
    "points listed": "主要从2个方面开展工作：一是抓培训。二是抓考核。",
    "wan": "全年办理政务服务事项3.2万件，其中线上2.1万件、线下1.1万件。",
}
CALM = {
    "carried over": "受理行政复议案件98件，审结102件。",
    "one kind, far too many": "举办培训班12期，其中执法培训班8期、线上培训班6期。",
    "numerator of its own": "处理信访事项256件，化解积案23件，化解率92%。",
    "overlapping groups": "现有调解员100人，其中女性60人、党员55人。",
    "penalties overlap": "作出行政处罚决定50件，其中罚款45件、没收违法所得20件。",
    "other whole": "受理案件98件，审结50件，其中调解60件。",
    "outcomes with those carried over": "新收行政复议案件50件，维持30件、撤销25件。",
    "survey": "办理代表建议234件，满意率99.3%。",
    "base elsewhere": "全县有执法人员655人，组织开展法律知识考试，合格230人，合格率98.3%。",
    "own subject": "走访企业280家，服务事项满意率98.8%。",
    "bracket inside a name": "其中按期审结17件，调解和解（含撤回）结案22件。",
    "cancelled and new": "调整权力事项2315项（取消12项、新增35项、变更88项）。",
    "change of its own noun": "现有公职律师56名，较去年新增公职律师8名，增长16.7%。",
    "change of the whole list": "梳理检查事项356项，取消12项，合并23项，同比减少9.8%。",
    "rate of its own kind": "行政执法案件326件，其中重大决定法制审核56件，审核率100%。",
    "cumulative levels": "民主法治示范村77个，其中国家级3个，省级以上21个，市级以上77个。",
    "several years": "近三年行政诉讼案件分别为86件、75件、64件，败诉率分别为12.8%、10.7%、7.8%。",
    "share of a named whole": "创建示范村56个、标兵村18个，占全县行政村总数的29.8%。",
    "both lists": "行政诉讼一审案件86件，二审案件35件，同比增长33.5%。",
    "two courses": "全年共举办培训班12期。全年共举办培训班8期，培训乡镇干部560人次。",
    "under other headings": "一、复议工作。受理12件。二、应诉工作。受理15件。",
    "base of the sentence before": "法院全年审结案件56件。行政机关败诉5件，败诉率9.83%。",
    "rate of a list": "收到建议234件、提案143件，答复率99.2%。",
    "other dates": "上半年，全县共有人民调解员1256人。年底，全县共有人民调解员1268人。",
    "own base": "行政复议调撤率达42.62%，办理应诉案件52件。",
    "numerator or base": "化解矛盾纠纷131件，成功率98.5%。",
    "kept and new": "清理规范事项2项，保留4项，新增1项。",
    "near list": "全年审查合同300件，其中采购合同100件、租赁合同150件、其他框架协议45件。",
    "bound": "抽测执法人员300余名，合格率98.87%。",
    "due ones": "受理事项200件，办结190件，按期办结率100%。",
}
MUTE = {
    "events and things": "开展检查120次，发现问题80个，整改75个。",
    "other units": "开展培训12期，培训人员640人，发放资料3000份。",
    "other organs": "县司法局开展普法活动30场，县教育局开展普法活动45场。",
    "other periods": "一季度开展普法活动30场。全年开展普法活动130场。",
    "years": "2023年受理复议申请100件。2024年受理复议申请120件。",
    "target and result": "目标是全年不少于40次，实际开展检查36次。",
    "change with its own noun": "全年开展执法检查610次，入企检查量同比减少37.7%。",
    "holds": "全年办结案件90件（含调解结案12件），发出建议30件。",
    "different rates": "合格率98.87%，满意率99.61%，覆盖率100%。",
    "rate without base": "全县持证率达99.6%，参训率97.3%。",
    "two lists": "办理建议234件、提案143件，满意率达100%。",
    "respectively": "受理许可100件、处罚50件，办结率分别为97%、94%。",
    "open list": "推行告知承诺、容缺受理等5项措施。",
    "first rate then base": "群众满意度98.7%。走访群众150人。",
    "no dates": "公示7天，收到意见12条。",
    "working days": "2024年3月1日至3月30日公示，办理时限压缩为20天。",
    "average": "平均办理天数7天，比法定时限缩短13天。",
    "total of another thing": "开展检查3次、培训4次，共发现问题12个。",
    "wider total": "开展机关宣讲12场、乡村宣讲30场，全年共开展宣讲60场。",
    "about": "全年受理约100件，其中复议120件。",
    "events have no pass rate": "组织考试13次，合格率97.2%。",
    "means": "抽查执法案卷61份，平均合格率97.2%。",
    "second round": "全年开展专项检查24次。组织回头看，开展专项检查6次。",
}


def told(text: str, verdict: Verdict) -> list[str]:
    return [c.why for c in checks_of(text) if c.verdict is verdict]


@pytest.mark.parametrize("case", BAD)
def test_an_error_is_told(case: str) -> None:
    found = [c for c in checks_of(BAD[case]) if c.verdict is Verdict.inconsistent]
    assert found, [(c.kind, c.verdict.value, c.why) for c in checks_of(BAD[case])]
    assert all(c.why.endswith("。") and c.why.count("。") == 1 and "“" in c.why for c in found)


@pytest.mark.parametrize("case", GOOD)
def test_what_agrees_is_confirmed(case: str) -> None:
    assert told(GOOD[case], Verdict.consistent)
    assert not told(GOOD[case], Verdict.inconsistent) and not told(GOOD[case], Verdict.ambiguous)


@pytest.mark.parametrize("case", CALM)
def test_what_may_be_right_is_not_accused(case: str) -> None:
    assert not told(CALM[case], Verdict.inconsistent)


@pytest.mark.parametrize("case", MUTE)
def test_what_does_not_belong_together_is_left_alone(case: str) -> None:
    assert not told(MUTE[case], Verdict.inconsistent) and not told(MUTE[case], Verdict.ambiguous)


def read(text: str) -> set[Verdict]:
    """What the reader itself says of a text, with the declared relations."""
    whole = (Segment(0, len(text), year=2024),)
    return {c.verdict for c in check(text, whole, read_figures(text, whole), relations())}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_the_reader_itself_tells_an_error(text: str) -> None:
    assert Verdict.inconsistent in read(text)


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_the_reader_itself_confirms(text: str) -> None:
    assert read(text) == {Verdict.consistent}


@pytest.mark.parametrize("text", [*CALM.values(), *MUTE.values()], ids=[*CALM, *MUTE])
def test_the_reader_itself_accuses_nobody(text: str) -> None:
    assert Verdict.inconsistent not in read(text)


def test_the_sentence_and_the_formula_are_written_as_the_report_writes() -> None:
    (found,) = checks_of("共投入资金1256.5万元，其中财政拨款856.3万元、自筹资金400.2万元。")
    assert found.formula == "856.3万 + 400.2万 = 1256.5万"
    assert found.why == "“其中财政拨款856.3万元”、“自筹资金400.2万元”共1256.5万，“共投入资金1256.5万元”：各部分相加等于总数。"
    (rate,) = [c for c in checks_of("抽测655名执法人员，合格率98.87%。")]
    assert (rate.kind, rate.formula) == ("whole", "647/655 = 98.78%，648/655 = 98.93%")
    assert rate.stated == Fraction(9887, 100) and rate.computed == Fraction(648 * 100, 655)
    assert rate.figures == ((2, 5), (14, 19))


def test_places_in_different_paragraphs_are_told_by_their_lines() -> None:
    (found,) = checks_of("全县共有人民调解委员会280个。\n\n全县共有人民调解委员会286个。")
    assert found.why.startswith("第1行“") and "第3行“" in found.why


def test_a_list_by_kind_is_whole_and_nothing_is_in_it_twice() -> None:
    kinds = "我市共发生56起，按照案件类型分毁坏林地26起，滥伐林木16起，野外用火13起，非法移植{}起，按照违法主体划分：企业5起，公民51起。"
    assert Verdict.inconsistent in read(kinds.format(2))
    assert Verdict.inconsistent not in read(kinds.format(1))


@pytest.mark.parametrize(
    "text",
    [
        "对18个县（市、区）政府开展考核。",
        "在20个乡镇（街道、园区）建成服务站。",
        "审结27宗，胜诉24宗，撤诉3宗，胜诉率100%。行政诉讼案件40宗。",
        "办理行政诉讼案件40宗，审结27宗；胜诉24宗，撤诉3宗，胜诉率100%。",
    ],
)
def test_what_is_said_beside_the_whole_accuses_nobody(text: str) -> None:
    assert Verdict.inconsistent not in read(text)


def test_one_of_the_outcomes_is_no_whole_of_the_others() -> None:
    assert Verdict.inconsistent not in read("抽查行政处罚案卷67份，经评查共评出优秀案卷5份、合格案卷54份、不合格8份。")


def test_shares_of_their_own_sum_contradict_another_whole() -> None:
    parts = "其中，咨询类50件，占50%；求助类30件，占30%；投诉类15件，占15%；其它类5件，占5%。"
    assert Verdict.inconsistent in read(f"热线共受理群众诉求140件。{parts}")
    for whole in ("热线共受理群众诉求100件。", "热线共受理群众诉求140件，办结100件。"):
        assert Verdict.inconsistent not in read(whole + parts)


def test_a_row_of_a_table_is_no_sentence_of_the_next_paragraph() -> None:
    rows = "单位：件\n申请数量 | 受理数量 | 许可数量 | 不予许可数量 | 撤销许可数量\n26569 | 26569 | 26462 | 102 | 5\n"
    assert Verdict.inconsistent not in read(rows + "新受理行政复议案件151件，同比增长128.78%。")


def test_parts_are_of_no_whole_two_sentences_back() -> None:
    text = "清理规范性文件2次。作出行政处罚决定38起，罚款39万元。其中行政处罚35次，事故处罚3次。"
    assert read(text) <= {Verdict.consistent}
