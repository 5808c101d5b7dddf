"""The papers of enforcement supervision, in our own words."""

from __future__ import annotations

from yifa.kernel.paper import Paper

FEEDBACK = Paper(
    "行政执法监督反馈",
    (
        "# {feedback.instrument}",
        "{subject}：",
        "经监督检查（{plan.scope}），发现你单位行政执法存在问题，清单附后。",
        "整改要求：{feedback.demands}。",
        "请自收到之日起三十日内逐项整改并书面报告；有异议的，可以自收到之日起十五日内提出并说明理由。",
    ),
    series="执监",
)
AGAIN = Paper(
    "责令继续整改通知书",
    ("{subject}：", "经回头看，有问题没有整改到位。要求：{again.text}", "请在{again.until}前完成并书面报告。"),
    series="执监改",
)
URGED = Paper(
    "行政执法监督督办函",
    ("{subject}：", "你单位没有依法履行行政执法职责。现予督办：{urge.text}", "请在{urge.until}前办理完毕并报告结果。"),
    series="执监督",
)
OPINION = Paper(
    "行政执法监督意见书",
    (
        "{subject}：",
        "你单位的行政执法行为违法或者明显不当。意见：{opinion.text}",
        "请在{opinion.until}前自行纠正并报告；有异议的，可以说明理由。",
    ),
    series="执监意",
)
DECISION = Paper(
    "行政执法监督决定书",
    ("{subject}：", "经县政府决定：{decide.text}", "请自收到之日起三十日内报告执行情况。"),
    series="执监决",
)
