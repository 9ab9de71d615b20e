"""Balance sheet, income statement, cash flow and equity statement, row by row from a table of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from samples.generator.layout.blocks import Block, Break, Row, Signature, Text, Title, table, value, words
from samples.generator.model import Dossier, Figures
from samples.generator.money import ZERO, grouped
from samples.generator.style import Style

Rows = list[tuple[str, str]]
_TERM = re.compile(r"([+-]?)(\w+)")
_CLAIMS_ONLY = {"", "-"}


@cache
def layouts() -> dict[str, dict[str, Rows]]:
    """Rows of the statements under both standards."""
    path = Path(__file__).with_name("statement_rows.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def figure(f: Figures, name: str) -> str:
    """A printed figure: an amount, a sum of amounts, or nothing."""
    if name in _CLAIMS_ONLY:
        return ""
    if name == "zero":
        return grouped(ZERO)
    amount = sum(((-1 if sign == "-" else 1) * f[key] for sign, key in _TERM.findall(name)), ZERO)
    return grouped(amount)


def statements(d: Dossier, s: Style, year: int, seal: str) -> Iterator[Block]:
    """The four statements of a year, each on its page."""
    layout = layouts()["small" if d.small_standards else "enterprise"]
    form = "会小企" if d.small_standards else "会企"
    now, before = d.books[year], d.books[year - 1]
    signed = Signature(
        lines=(f"企业负责人：{d.firm.legal_representative}　　主管会计工作负责人：{d.firm.contact}",),
        seal=d.firm.name,
        align="left",
    )
    yield from _head("资产负债表", f"{form}01表", d, f"{year}年12月31日")
    yield _balance_sheet(layout, s, now, before)
    yield signed
    yield from _head("利润表", f"{form}02表", d, f"{year}年度")
    yield _two_columns(layout["income"], now, before, s.label("本期金额"), s.label("上期金额"))
    yield signed
    yield from _head("现金流量表", f"{form}03表", d, f"{year}年度")
    previous = before if "cf_net" in before else {}
    yield _two_columns(layout["cash"], now, previous, s.label("本期金额"), s.label("上期金额"))
    yield signed
    yield Break(turn="landscape")
    yield from list(_head("所有者权益变动表", f"{form}04表", d, f"{year}年度"))[1:]
    yield _equity(now, before)
    yield signed
    yield Break(turn="portrait")


def _head(title: str, form: str, d: Dossier, when: str) -> Iterator[Block]:
    yield Break()
    yield Title(text=title)
    yield Text(text=f"编制单位：{d.firm.name}　　　{when}　　　{form}　　　单位：元", indent=False, size=9)


def _balance_sheet(layout: dict[str, Rows], s: Style, now: Figures, before: Figures) -> Block:
    closing, opening = s.label("期末余额"), s.label("年初余额")
    left, right = list(layout["assets"]), list(layout["claims"])
    height = max(len(left), len(right))
    left = [*left[:-1], *[("", "")] * (height - len(left)), left[-1]]
    right = [*right[:-1], *[("", "")] * (height - len(right)), right[-1]]
    rows = [
        [words(a), *_pair(now, before, x), words(b), *_pair(now, before, y)]
        for (a, x), (b, y) in zip(left, right, strict=True)
    ]
    head = ["资　　产", closing, opening, "负债和所有者权益", closing, opening]
    return table([head, *rows], (21, 14.5, 14.5, 21, 14.5, 14.5), size=7.4)


def _pair(now: Figures, before: Figures, name: str) -> Row:
    earlier = figure(before, name) if before and _known(before, name) else ""
    return [value(figure(now, name), align="right"), value(earlier, align="right")]


def _known(f: Figures, name: str) -> bool:
    return name in _CLAIMS_ONLY or name == "zero" or all(key in f for _, key in _TERM.findall(name))


def _two_columns(rows: Rows, now: Figures, before: Figures, current: str, previous: str) -> Block:
    lines = [[words(text), *_pair(now, before, name)] for text, name in rows]
    return table([["项　　目", current, previous], *lines], (52, 24, 24), size=8.6)


def _equity(now: Figures, before: Figures) -> Block:
    parts = ("capital", "surplus", "undistributed", "equity")
    moves: tuple[tuple[str, Figures], ...] = (
        ("一、上年年末余额", {k: before[k] for k in parts}),
        ("二、本年年初余额", {k: before[k] for k in parts}),
        ("三、本年增减变动金额", {k: now[k] - before[k] for k in parts}),
        ("（一）综合收益总额", {"undistributed": now["net"], "equity": now["net"]}),
        ("（二）所有者投入资本", {}),
        ("（三）利润分配", {"surplus": now["surplus_added"], "undistributed": -now["surplus_added"] - now["dividend"],
                          "equity": -now["dividend"]}),
        ("1．提取盈余公积", {"surplus": now["surplus_added"], "undistributed": -now["surplus_added"]}),
        ("2．对所有者的分配", {"undistributed": -now["dividend"], "equity": -now["dividend"]}),
        ("四、本年年末余额", {k: now[k] for k in parts}),
    )  # fmt: skip
    rows = [
        [words(text), *(value(grouped(amounts[k]) if k in amounts else "", align="right") for k in parts)]
        for text, amounts in moves
    ]
    return table(
        [["项　　目", "实收资本（或股本）", "盈余公积", "未分配利润", "所有者权益合计"], *rows],
        (30, 17, 17, 18, 18),
    )
