"""双随机抽查: a draw of subjects and officers whose every step is on record before the next can be known.

What 国发〔2019〕5号 orders is that subjects and officers are drawn at random, under a plan, and that the results are made
public within 20 working days after the task is completed (row `inspection_random_result_publicity`). The order of the
steps between plan and opening (freeze, seal, beacon by two people, selection, opening by a day named beforehand) is no
law: it is how this county makes the draw such that it can be verified, see ADR 0011. The day of the opening is the one
that the organ itself named when it sealed; the last day of the visits is its own plan's, so that a draw which was left
lying before its seal turns red by itself, too, until it is declared void.

That the tasks are completed has to be recorded, since the term of the results runs from it; no text says by when. From
2026-12-01 (Draw2026) the day is the organ's own again: the last day of the visits in its plan, published before anybody
was drawn. Nothing is deemed when it passes: the draw is red until somebody records the end, and the twenty working days
run from the recorded end, never from a day that the machine supposes. Draws planned before stay under their version.
"""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import May, Procedure, Step, Within
from yifa.kernel.facts import Nothing
from yifa.kernel.law import workdays

from ..acts import CLERK, HEAD, PUBLISHER, REGISTRAR, Note, Reason
from ..laws import RANDOM_2019 as R
from . import draw_facts as f


class Draw(Procedure):
    """双随机抽取"""

    key, law, title, since, series, subject = "random_draw", R, "双随机抽取", date(2019, 1, 27), "抽查", ""

    planned = Step("制定抽查方案", by=REGISTRAR, asks=f.DrawPlan, cite=R["检查计划部分"])
    frozen = Step("冻结名单", by=REGISTRAR, asks=f.Frozen, cite=R["抽查部分"], after=[planned])
    sealed = Step("封存密值", by=HEAD, asks=f.Sealed, cite=R["抽查部分"], after=[frozen], never_by=[frozen])
    witnessed = May("附上见证签名", by=REGISTRAR, asks=f.Witnessed, cite=R["抽查部分"], after=[sealed], repeats=True)
    beacon_first = Step(
        "第一人录入信标", by=CLERK, asks=Nothing, cite=R["抽查部分"], after=[sealed, witnessed]
    )
    beacon_second = Step(
        "第二人录入信标", by=REGISTRAR, asks=f.Beacon, cite=R["抽查部分"], after=[beacon_first], never_by=[beacon_first]
    )
    differed = May(
        "两次录入不一致，作废重录", by=REGISTRAR, asks=Nothing, cite=R["抽查部分"], after=[beacon_first],
        never_by=[beacon_first], when=~beacon_second.done, reopens=beacon_first, repeats=True,
    )  # fmt: skip
    selected = Step("抽取", by=REGISTRAR, asks=f.Selected, cite=R["抽查部分"], after=[beacon_second])
    replaced = May("替补", by=HEAD, asks=f.Replaced, cite=R["抽查部分"], after=[selected], repeats=True)
    finished = Step("抽查任务完成", by=CLERK, asks=Note, cite=R["结果公示部分"], after=[selected, replaced])
    opened = Step("公开密值和全部记录", by=PUBLISHER, asks=f.Opened, cite=R["结果公示部分"], after=[selected, replaced])
    voided = May("宣布作废", by=HEAD, asks=Reason, cite=R["抽查部分"], after=[planned], instead=opened, ends=f.Ended.void)
    opening_term = Within(None, of=opened, since=sealed.on(lambda s: s.open_by), cite=R["结果公示部分"])
    unsealed_term = Within(
        None, of=opened, since=planned.on(lambda p: p.last_visit), when=~sealed.done, cite=R["检查计划部分"]
    )
    results = Step(
        "公示抽查结果", by=PUBLISHER, asks=f.Results, cite=R["结果公示部分"], after=[opened, finished], publishes=True,
        ends=f.Ended.published,
    )  # fmt: skip
    inspection_random_result_publicity = Within(workdays(20), of=results, since=finished, cite=R["结果公示部分"])


class Draw2026(Draw):
    """双随机抽取（任务完成限于检查期间）"""

    title, since, until = "双随机抽取（任务完成限于检查期间）", date(2026, 12, 1), None

    finished_term = Within(
        None, of=Draw.finished, since=Draw.planned.on(lambda p: p.last_visit), when=Draw.selected.done, cite=R["检查计划部分"]
    )


# Set here: its text is released, and its digest covers it.
Draw.until = date(2026, 11, 30)
# The organs of a joint draw (部门联合双随机抽查) visit the drawn with their own officers. Beside the released text, see Procedure.guests.
Draw.guests = "organs"
