"""How what is not a case of its own enters the ledger: rows of a roster, and attested batches of a bulk source."""

from __future__ import annotations

from datetime import date

from yifa.kernel.declare import Procedure, Step
from yifa.kernel.facts import Facts, ask

from ..acts import HEAD, REGISTRAR
from ..laws import ONLINE_SERVICE as O
from ..laws import THREE_SYSTEMS as T


class Rows(Facts):
    """Rows that were added to a roster, or ended in it, by one file or one act."""

    roster: str = ask("名册", max_length=32, examples=("officers",))
    rows: int = ask("登记行数", ge=0, examples=(1,))
    rejected: int = ask("退回行数", ge=0, default=0)
    sha256: str = ask("内容摘要", max_length=64, examples=("0" * 64,))
    file: str = ask("文件名", default="", max_length=200)


class Batch(Facts):
    """One month of one bulk source, as stored. `sums`: control sums, figure=number."""

    source: str = ask("来源", max_length=32, examples=("service_cases",))
    month: str = ask("月份", max_length=7, examples=("2024-01",))
    sha256: str = ask("文件摘要", max_length=64, examples=("0" * 64,))
    rows: int = ask("行数", ge=0, examples=(1,))
    rejected: int = ask("退回行数", ge=0, default=0)
    sums: tuple[str, ...] = ask("控制总数", default=())
    rules: int = ask("接收规则版本", ge=1, default=1)
    replaces: str = ask("取代的批次摘要", default="", max_length=64)


class RosterRows(Procedure):
    """名册登记"""

    key, law, title, since, series, subject = "roster_rows", T, "名册登记", date(2018, 12, 5), "册", ""
    registered = Step("登记", by=REGISTRAR, asks=Rows, cite=T["公示制度部分"])


class BulkBatch(Procedure):
    """批量数据登记"""

    key, law, title, since, series, subject = "bulk_batch", O, "批量数据登记", date(2019, 4, 26), "批", ""
    attested = Step("核对并签认", by=HEAD, asks=Batch, cite=O[6])
