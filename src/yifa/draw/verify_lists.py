"""The part of the verification that concerns the two lists, the tickets and who was drawn. Pure."""

from __future__ import annotations

import heapq
from collections import Counter
from typing import Any

from yifa.proofs.canon import canonical
from yifa.proofs.merkle import Frontier

from .lists import HEAVIEST
from .rules import LEAST_TEAM
from .tags import RowLeaves, Tickets, closed, quota, ticket_leaf

Entry = tuple[bytes, bytes, str]
"""(ticket, id in UTF-8, id): the order of the draw."""


def rules_wrong(freeze: dict[str, Any]) -> list[str]:
    keys = [s["key"].encode() for s in freeze["strata"]]
    organs = [p["organ"] for p in freeze["team"]]
    out = ["类别重复，或者次序不对"] if keys != sorted(set(keys)) else []
    out += ["检查的第一天晚于最后一天"] if freeze["visits"][0] > freeze["visits"][1] else []
    out += ["同一个单位列了两次，或者没有单位"] if len(set(organs)) < len(organs) or not organs else []
    out += [f"“{p['organ']}”少于{LEAST_TEAM}人" for p in freeze["team"] if p["officers"] < LEAST_TEAM]
    for s in freeze["strata"]:
        if s.get("basis_points", 0) > 10000:
            out.append(f"“{s['key']}”的比例超过 1")
        if s["take"] != quota(s["eligible"], s.get("basis_points"), s.get("count")) or s["take"] > s["eligible"]:
            out.append(f"“{s['key']}”可抽{s['eligible']}户，抽{s['take']}户，与规则不符")
        if s["listed"] != s["eligible"] + sum(s["excluded"].values()) or set(s["excluded"]) - set(freeze["reasons"]):
            out.append(f"“{s['key']}”的户数加不起来，或者不列入的理由没有说明")
    return out


def officers_wrong(freeze: dict[str, Any], officers: list[list[Any]], salt: bytes) -> list[str]:
    tree, leaves, last = Frontier(), RowLeaves("officers", salt), b""
    for row in officers:
        if row[0].encode() <= last:
            return [f"“{row[0]}”重复，或者次序不对"]
        last = row[0].encode()
        tree.add(leaves.of(last, canonical(row)))
    if {"count": tree.size, "root": tree.root().hex()} != freeze["officers"]:
        return ["名单被改动过：与冻结的人数或者树根不符"]
    return []


class Subjects:
    """What the subjects say, read once, in the memory of those that are drawn. `spare`: how many replacements there are,
    so many of the next tickets are kept."""

    def __init__(self, heads: dict[str, Any], seed: bytes, salt: bytes, spare: int) -> None:
        self._freeze, self._selection = heads["freeze"], heads["selection"]
        self._leaves, self._tickets, self._spare = RowLeaves("subjects", salt), Tickets(seed), spare
        self._list, self._ticket_tree = Frontier(), Frontier()
        self._last, self._wrong = b"", list[str]()
        self._listed: Counter[str] = Counter()
        self._excluded: Counter[tuple[str, str]] = Counter()
        self._bounds = {s["key"]: bytes.fromhex(s["threshold"]) for s in self._selection["strata"]}
        self.under: dict[str, list[Entry]] = {k: [] for k in self._bounds}
        self._beyond: dict[str, list[Entry]] = {k: [] for k in self._bounds}

    def add(self, row: list[Any], text: str) -> None:
        """A row and its canonical text."""
        id, _, stratum, weight, reason = row
        key = id.encode()
        if key <= self._last or not 1 <= weight <= HEAVIEST:
            self._wrong.append(f"“{id}”重复、次序不对，或者权数不对")
            weight = 1
        self._last = key
        self._list.add(self._leaves.of(key, text))
        self._listed[stratum] += 1
        if reason:
            self._excluded[stratum, reason] += 1
            return
        ticket = self._tickets.of(id, weight)
        self._ticket_tree.add(ticket_leaf(id, stratum, ticket))
        if stratum not in self._bounds:
            return
        if ticket <= self._bounds[stratum]:
            self.under[stratum].append((ticket, key, id))
        elif self._spare:
            self._beyond[stratum].append((ticket, key, id))
            if len(self._beyond[stratum]) > 2 * self._spare + 1000:
                self._beyond[stratum] = heapq.nsmallest(self._spare, self._beyond[stratum])

    def beyond(self, stratum: str) -> list[Entry]:
        """The next tickets after those drawn, as many as there are replacements."""
        return heapq.nsmallest(self._spare, self._beyond[stratum])

    def list_wrong(self) -> list[str]:
        out, f = list(self._wrong), self._freeze
        if {"count": self._list.size, "root": self._list.root().hex()} != f["subjects"]:
            out.append("名单被改动过：与冻结的户数或者树根不符")
        strata = {s["key"]: s for s in f["strata"]}
        for key in {*self._listed} - {*strata}:
            out.append(f"名单里有规则没有的类别“{key}”")
        for key, s in strata.items():
            excluded = {code: n for (k, code), n in self._excluded.items() if k == key}
            if self._listed[key] != s["listed"] or excluded != s["excluded"]:
                out.append(f"“{key}”的户数，或者不列入的户数，与名单不符")
        return out

    def tickets_wrong(self) -> list[str]:
        out, s = list[str](), self._selection
        if {"count": self._ticket_tree.size, "root": self._ticket_tree.root().hex()} != s["tickets"]:
            out.append("重算的签号与公布的树根不符")
        if [(x["key"], x["take"]) for x in s["strata"]] != [(x["key"], x["take"]) for x in self._freeze["strata"]]:
            out.append("抽取的类别或者户数与冻结的不符")
        for x in s["strata"]:
            drawn = self.under[x["key"]]
            if len(drawn) != x["take"] or (max(drawn)[0].hex() if drawn else "") != x["threshold"]:
                out.append(f"“{x['key']}”的门槛不对：在它以内的有{len(drawn)}户，应抽{x['take']}户")
        return out

    def drawn_wrong(self, drawn: list[list[Any]], salt: bytes) -> list[str]:
        entries = sorted((t, key, id, k) for k, under in self.under.items() for t, key, id in under)
        right = [[k, id, t.hex()] for t, _, id, k in entries]
        out = [] if [row[:3] for row in drawn] == right else ["记录里抽中的与重算的不同"]
        if closed("drawn", salt, drawn) != self._selection["drawn"]:
            out.append("与抽取时封存的结果不符：抽取以后改动过")
        return out
