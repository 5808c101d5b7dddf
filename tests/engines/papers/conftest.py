"""One report and one notice that use everything a document can hold."""

from __future__ import annotations

import io
from datetime import date

import pytest
import segno

from yifa.papers import (
    Absent,
    Attachment,
    Bar,
    Chart,
    Cite,
    Closing,
    Document,
    Emph,
    Given,
    Heading,
    Imprint,
    PageBreak,
    Picture,
    Ref,
    Signatures,
    Table,
    para,
)


@pytest.fixture
def report() -> Document:
    return Document(
        kind="年度报告",
        title="青禾县2024年法治政府建设年度报告",
        organ="青禾县人民政府文件",
        number="青府[2024]31号",
        addressee="临江市人民政府",
        red_head=True,
        blocks=(
            Heading(1, "主要工作"),
            Heading(2, "规范执法"),
            para(
                "依照",
                Cite("《行政处罚法》第六十条", "https://law.example/60"),
                "办结",
                Ref("56", "/figures/a"),
                "件。",
            ),
            Heading(3, "入企检查"),
            Heading(4, "综合查一次"),
            para(Emph("按期率"), Given("听取汇报2次"), "；", Absent("负责人签署")),
            Table(
                ("指标", "本年"), (("行政检查", Ref("612", "/figures/b")), ("行政复议", "56")), ("left", "right"), "表1"
            ),
            Chart("各月检查次数", "次", (Bar("1月", 30), Bar("2月", 0), Bar("3月", 60, href="/figures/c"))),
            Heading(2, "化解争议"),
            Heading(1, "存在的不足"),
            para("整改正在进行。"),
        ),
        closing=Closing("青禾县人民政府", date(2025, 1, 5)),
        attachments=(Attachment("统计表", (para("附件正文。"),)), Attachment("名单")),
        imprint=Imprint(("县委各部门", "县法院"), "青禾县人民政府办公室", date(2025, 1, 6)),
    )


@pytest.fixture
def notice() -> Document:
    png = io.BytesIO()
    segno.make("https://example.gov.cn/r/1").save(png, kind="png", scale=4)
    return Document(
        kind="询问笔录",
        title="询问笔录",
        organ="青禾县综合行政执法局",
        blocks=(
            para("问答如下。"),
            Signatures(("被询问人（签名）",)),
            PageBreak(),
            Picture(png.getvalue(), "扫码核对"),
        ),
        closing=Closing("青禾县综合行政执法局", date(2026, 9, 16), sealed=False),
        draft="草稿",
    )
