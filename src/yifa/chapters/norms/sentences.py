"""What the report says of normative documents and legality review."""

from yifa.kernel.sentence import Sentence

SENTENCES = (
    Sentence("全年制发行政规范性文件{normative_docs_issued}件", "{normative_docs_issued:change}"),
    Sentence(
        "废止或者宣布失效规范性文件{normative_docs_repealed}件",
        "修改规范性文件{normative_docs_amended}件",
        "开展后评估的规范性文件{normative_docs_evaluated}件",
    ),
    Sentence(
        "完成合法性审查{legality_reviews}件",
        "其中审核行政规范性文件{normative_docs_reviewed}件",
        "审查政府合同协议{contracts_reviewed}件",
        "提出合法性审查意见{legality_opinions}条",
    ),
)
