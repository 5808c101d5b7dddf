"""Figures of government service: rosters at the year's end, and attested batches of cases."""

from __future__ import annotations

from yifa.kernel.figure import Bulk, Column, Figures, Source, Stock

ITEMS, CASES = "service_items", "service_cases"

FIGURES: Figures = {
    "service_items_total": Stock(ITEMS),
    "service_departments": Stock("organs", (("in_hall", True),)),
    "service_points_township": Stock("outlet_township"),
    "service_points_village": Stock("outlet_village"),
    "service_bundles": Stock("bundles"),
    "cross_province_items": Stock(ITEMS, (("cross_province", True),)),
    "service_items_online": Stock(ITEMS, (("online", True),)),
    "service_items_no_meeting": Stock(ITEMS, (("no_meeting", True),)),
    "permit_items_total": Stock(ITEMS, (("permit", True),)),
    "permit_items_instant": Stock(ITEMS, (("permit", True), ("instant", True))),
    "materials_before": Stock("bundles", number="materials_before"),
    "materials_cut": Stock("bundles", number="materials_cut"),
    "service_cases_handled": Bulk(CASES),
    "ratings_given": Bulk(CASES, (("rated", True),)),
    "ratings_good": Bulk(CASES, (("rated", True), ("good", True))),
}

SOURCES = (
    Source(
        CASES,
        "政务服务办件",
        "件",
        (
            Column("item", "事项编码"),
            Column("concluded_on", "办结日期", "date"),
            Column("rated", "已评价", "bool"),
            Column("good", "好评", "bool"),
        ),
        "concluded_on",
    ),
)
