"""Parts that a report has, says in passing or lacks; claims of effect without a number."""

from __future__ import annotations

import pytest

from yifa.reader.audit import audit
from yifa.reader.coverage import kinds
from yifa.reader.segments import segments

FILL = "健全工作机制，压实工作责任，各项任务有序推进，全年工作平稳有序。"
FULL = f"""青禾县人民政府2024年法治政府建设情况报告
一、主要举措和成效
（一）加强党的领导。{FILL}
（二）转变政府职能，优化政务服务
{FILL}{FILL}
（三）健全行政决策机制
1.加强规范性文件管理。{FILL}
2.落实重大行政决策程序。{FILL}
（四）规范行政执法。{FILL}
（五）化解矛盾纠纷。{FILL}
（六）加强监督，推进公开。{FILL}
（七）强化突发事件应对。{FILL}
二、存在的不足和原因
{FILL}
三、主要负责人履行第一责任人职责情况
{FILL}
四、下一年度工作安排
{FILL}
"""


def states(text: str) -> dict[str, str]:
    (parts,) = audit(text).parts
    return {p.key: p.state for p in parts}


def test_a_full_report_lacks_nothing() -> None:
    found = states(FULL)
    assert set(found.values()) == {"present"}, found
    assert set(found) == {k.key for k in kinds() if "government" in k.of}


@pytest.mark.parametrize(
    ("gone", "key"),
    [("三、主要负责人", "first_responsible"), ("四、下一年度", "next_year"), ("二、存在的不足", "shortcomings"), ("（七）", "emergencies")],
)
def test_a_part_that_is_taken_out_is_absent_and_no_other(gone: str, key: str) -> None:
    lines = FULL.splitlines()
    i = next(n for n, line in enumerate(lines) if line.startswith(gone))
    found = states("\n".join(lines[:i] + lines[i + (1 if gone.startswith("（") else 2) :]))
    assert [k for k, v in found.items() if v != "present"] == [key] and found[key] == "absent"


def test_what_is_said_in_passing_is_thin_and_its_place_is_told() -> None:
    text = FULL.replace(f"三、主要负责人履行第一责任人职责情况\n{FILL}\n", "").replace("健全工作", "落实第一责任人职责，健全工作", 1)
    (parts,) = audit(text).parts
    part = next(p for p in parts if p.key == "first_responsible")
    assert part.state == "thin" and part.span is not None and "第一责任人" in text[slice(*part.span)]


def test_a_department_is_not_asked_for_what_only_a_government_reports() -> None:
    text = f"白石县水利局2024年法治政府建设工作总结\n我局{FILL * 12}"
    found = states(text)
    assert "emergencies" not in found and "publicity" in found
    assert segments(text)[0].kind == "department"


def test_no_part_is_called_required_since_no_source_of_that_is_verified() -> None:
    assert {p.basis for p in audit(FULL).parts[0]} == {"惯例"}


def quotes(sentence: str, heading: str = "一、工作开展情况") -> list[str]:
    text = f"青禾县人民政府2024年法治政府建设情况报告\n{heading}\n{sentence}\n"
    return [text[c.start : c.end] for c in audit(text).claims]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("推行一网通办，政务服务效能大幅提升，群众满意。", ["大幅提升"]),
        ("通过培训，执法水平有了明显提高。", ["明显提高"]),
        ("各项工作取得显著成效，矛盾有效化解。", ["显著成效", "有效化解"]),
        ("办理时间大幅缩短，平均压缩50%。", []),
        ("行政诉讼案件明显下降，比上年减少12件。", []),
        ("办件量持续上升，群众满意度不断提高到98.5%。", []),
        ("执法能力有待进一步提高，力争明显提升。", []),
        ("以不断优化环境促进发展。", []),
        ("该文件继续有效，有效期五年。", []),
        ("全年学法8次。", []),
    ],
)
def test_a_claim_of_effect_is_vague_without_a_number_in_its_clause_or_the_next(sentence: str, found: list[str]) -> None:
    assert quotes(sentence) == found


@pytest.mark.parametrize("heading", ["二、存在的不足", "三、下一步工作打算"])
def test_what_is_planned_or_found_lacking_claims_nothing(heading: str) -> None:
    assert quotes("执法水平大幅提升。", heading) == []
