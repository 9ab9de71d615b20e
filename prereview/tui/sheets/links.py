"""关联: which activity, right, product and conversion refer to which, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prereview.checklist.links import LinkMatrix, link_matrix
from prereview.dossier.facts import Evidence
from prereview.tui.cells import pad
from prereview.tui.desk import Desk
from prereview.tui.lines import Row, Run, row, wrapped
from prereview.tui.places import Place, places_from
from prereview.tui.sheets.base import Sheet, heading

FIRST = 8
"""Cells of the first column."""

LINKED, NONE = "●", "·"


class LinksSheet(Sheet):
    """Rights down, activities, products and conversions across; below it what is not linked."""

    name = "links"
    title = "关联"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._matrix = link_matrix(desk.review.facts)

    def rows(self, cells: int) -> Sequence[Row]:
        """The matrix, the lists, the activities."""
        matrix = self._matrix
        if not matrix.rights and not matrix.rd_to_ip:
            return [row(("没有读到知识产权清单和研发活动", "unsure"))]
        return [*self._by_right(cells), *self._lists(cells), *self._by_activity(cells)]

    def _columns(self) -> list[tuple[str, str, frozenset[str]]]:
        """Group, key, and the rights each column refers to."""
        matrix = self._matrix
        return [
            *(("RD", rd, frozenset(cited)) for rd, cited in matrix.rd_to_ip.items()),
            *(("PS", ps, frozenset(cited)) for ps, cited in matrix.product_to_ip.items()),
            *(("转化", c.key, frozenset(c.ip)) for c in matrix.conversions),
        ]

    def _by_right(self, cells: int) -> Iterator[Row]:
        columns = self._columns()
        each = max(2, min(4, (cells - FIRST - 4) // max(len(columns), 1)))
        yield row((f"{LINKED} 有引用　{NONE} 无", "dim"))
        yield _heads(columns, each)
        yield row(
            (" " * FIRST, ""), *_cells(columns, each, [(_digits(key), "bold") for _, key, _ in columns])
        )
        idle = set(self._matrix.idle_rights())
        for right in self._matrix.rights:
            marks = [(LINKED, "good") if right in cited else (NONE, "dim") for _, _, cited in columns]
            sign = ("▲", "must_fix") if right in idle else (" ", "")
            yield row((pad(right, FIRST - 1), "bold"), sign, *_cells(columns, each, marks), id=f"ip:{right}")

    def _lists(self, cells: int) -> list[Row]:
        matrix = self._matrix
        rows = heading("需要核对的对应关系")
        found = [
            ("指向不存在的编号", matrix.dead(), "must_fix"),
            ("没有使用的知识产权", matrix.idle_rights(), "must_fix"),
            ("没有知识产权的产品", matrix.products_without_ip(), "must_fix"),
            ("没有研发活动支持的产品", matrix.products_without_rd(), "must_fix"),
            ("既无知识产权也无转化的研发活动", matrix.rd_without_result(), "explain"),
            ("没有转化的研发活动", matrix.rd_without_conversion(), "hint"),
        ]
        for title, keys, role in found:
            sign = ("▲ " if role == "must_fix" else "○ ", role) if keys else ("✓ ", "good")
            rows += [row(sign, (title, "bold"), *((("　无", "dim"),) if not keys else ()))]
            if keys:
                rows += wrapped("、".join(keys), cells, role, indent=4)
        return rows

    def _by_activity(self, cells: int) -> list[Row]:
        facts = self.desk.review.facts
        rows = heading("逐项", "回车看原件")
        for rd, cited in self._matrix.rd_to_ip.items():
            converted = [c.key for c in self._matrix.conversions if rd in c.rd]
            rows += self._thing(
                f"rd:{rd}", rd, str(facts.value(f"application.rd[{rd}].name") or ""), cited, converted, cells
            )
        for ps, cited in self._matrix.product_to_ip.items():
            behind = self._matrix.product_to_rd.get(ps, ())
            name = str(facts.value(f"application.products[{ps}].name") or "")
            rows += self._thing(f"ps:{ps}", ps, name, (*cited, *behind), [], cells)
        for c in self._matrix.conversions:
            rows += self._thing(f"cv:{c.key}", f"转化{c.key}", c.name, (*c.ip, *c.rd, *c.products), [], cells)
        return rows

    def _thing(
        self, id: str, key: str, name: str, linked: Sequence[str], converted: Sequence[str], cells: int
    ) -> list[Row]:
        targets = [*linked, *(f"转化{c}" for c in converted)]
        text = f"{name}　→ {'、'.join(targets) if targets else '无'}"
        first, *rest = wrapped(text, cells - FIRST, id=id)
        return [
            row((pad(key, FIRST), "bold"), *first.runs, id=id),
            *(row(" " * FIRST, *r.runs, id=id) for r in rest),
        ]

    def places(self, id: str) -> tuple[Place, ...]:
        """The pages of a right, activity, product or conversion."""
        kind, _, key = id.partition(":")
        record = {
            "ip": "application.ip",
            "rd": "application.rd",
            "ps": "application.products",
            "cv": "conversions",
        }[kind]
        return places_from(_evidence(self.desk, f"{record}[{key}]", self._matrix, kind, key))


def _evidence(
    desk: Desk, record: str, matrix: LinkMatrix, kind: str, key: str
) -> Iterator[tuple[str, Evidence]]:
    """Places of the row itself, then of the rows it refers to or is referred to by."""
    facts = desk.review.facts
    records = [record]
    if kind == "ip":
        records += [f"application.rd[{rd}]" for rd, cited in matrix.rd_to_ip.items() if key in cited]
        records += [
            f"application.products[{ps}]" for ps, cited in matrix.product_to_ip.items() if key in cited
        ]
        records += [f"conversions[{c.key}]" for c in matrix.conversions if key in c.ip]
    for wanted in records:
        for field in ("name", "ip", "number", "rd", "product"):
            fact = facts.get(f"{wanted}.{field}")
            if fact is not None:
                value = "、".join(fact.value) if isinstance(fact.value, tuple) else str(fact.value)
                for evidence in fact.evidence[:1]:
                    yield f"{wanted.partition('[')[2].rstrip(']')} {value}", evidence


def _heads(columns: Sequence[tuple[str, str, frozenset[str]]], each: int) -> Row:
    runs: list[Run] = [(" " * FIRST, "")]
    group = ""
    for name, _, _ in columns:
        if name != group:
            runs.append((" " if group else "", ""))
            runs.append((pad(name, each) if each >= 4 else pad(name, each)[:each], "title"))
            group = name
        else:
            runs.append((" " * each, ""))
    return row(*runs)


def _cells(columns: Sequence[tuple[str, str, frozenset[str]]], each: int, marks: Sequence[Run]) -> list[Run]:
    runs: list[Run] = []
    group = columns[0][0] if columns else ""
    for (name, _, _), (text, role) in zip(columns, marks, strict=True):
        if name != group:
            runs.append((" ", ""))
            group = name
        runs.append((pad(text, each), role))
    return runs


def _digits(key: str) -> str:
    """`RD03` → `03`: the group stands above."""
    return key.lstrip("RDPSrdps") or key
