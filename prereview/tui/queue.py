"""Folders that hold many packages: told from a single package by what is in them, and listed.

Works in threads; has no widget. A folder that a batch wrote its results to is known by
its ledger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from prereview.checklist.finding import Severity

if TYPE_CHECKING:
    from prereview.review.store import Store

PAPERS = re.compile(
    "申请书|申报书|营业执照|知识产权|专利|研发|立项|审计|纳税|所得税|承诺|职工|科技人员|成果转化|"
    "组织管理|产品|辅助账|社保|目录"
)
"""Words in the names of the folders and files of one package."""

ENOUGH = 3
"""Names with such words that make a folder a package."""

WEIGHTS = (*map(str, Severity), "cannot_tell", "unread")


class QueueSource(msgspec.Struct, frozen=True):
    """A folder of packages, or (`is_batch`) of what a batch found out about them."""

    folder: Path
    is_batch: bool = False


class QueueRow(msgspec.Struct, frozen=True):
    """One package of a queue. `counts` as in the store; `status` is a word for one without a verdict."""

    name: str
    package: Path
    firm: str = ""
    verdict: str = ""
    status: str = "未预审"
    counts: Mapping[str, int] = {}
    decided: int = 0
    looked_at: datetime | None = None
    content: Path | None = None
    """The review a batch wrote."""

    @property
    def is_checked(self) -> bool:
        """Whether there is a review."""
        return bool(self.verdict)


class Order(StrEnum):
    """How a queue is sorted."""

    WEIGHT = "轻重"
    NAME = "名称"
    OPEN = "未处理"
    LOOKED_AT = "最近查看"

    def next(self) -> Order:
        """The order after this one, round and round."""
        order = list(Order)
        return order[(order.index(self) + 1) % len(order)]


class QueueView:
    """How a person looks at a queue; kept while one of its packages is open."""

    def __init__(self) -> None:
        self.order = Order.WEIGHT
        self.text = ""
        self.current: str | None = None


def queue_at(path: Path, as_queue: bool | None = None) -> QueueSource | None:
    """The queue a path names; None when it is one package, or is not there."""
    from prereview.batch.run import LEDGER

    if not path.is_dir():
        return None
    if (path / LEDGER).is_file():
        return QueueSource(path, is_batch=True)
    return QueueSource(path) if as_queue or (as_queue is None and is_folder_of_packages(path)) else None


def is_folder_of_packages(folder: Path) -> bool:
    """Whether at least two of the folders in it look like packages, and it does not itself."""
    if looks_like_package(folder):
        return False
    return sum(looks_like_package(child) or _wraps_one(child) for child in _folders(folder)) >= 2


def looks_like_package(folder: Path) -> bool:
    """Whether enough of what is in it is named like the papers of an application."""
    return sum(PAPERS.search(child.name) is not None for child in _children(folder)) >= ENOUGH


def _wraps_one(folder: Path) -> bool:
    return any(looks_like_package(child) for child in _folders(folder))


def _folders(folder: Path) -> list[Path]:
    return [child for child in _children(folder) if child.is_dir() and not child.is_symlink()]


def _children(folder: Path) -> list[Path]:
    try:
        return [child for child in folder.iterdir() if not child.name.startswith(".")]
    except OSError:
        return []


# ---- what is in a queue


def rows_of(source: QueueSource, store: Store | None) -> tuple[QueueRow, ...]:
    """All packages of a queue, in natural order."""
    return _batch_rows(source.folder, store) if source.is_batch else _folder_rows(source.folder, store)


def _folder_rows(folder: Path, store: Store | None) -> tuple[QueueRow, ...]:
    from prereview.batch.packages import find_packages

    found = find_packages(str(folder.resolve()))
    return tuple(_with_store(QueueRow(p.name, Path(p.location)), store) for p in found)


def _with_store(found: QueueRow, store: Store | None) -> QueueRow:
    """What the store knows of a package, on top of what is known."""
    last = store.newest(found.package) if store is not None else None
    if store is None or last is None:
        return found
    decided = sum(d.state is not None for d in store.decisions(last.application).by_finding.values())
    return msgspec.structs.replace(
        found,
        firm=last.name,
        verdict=last.verdict,
        status="",
        counts=last.counts,
        decided=decided,
        looked_at=last.looked_at,
    )


def _batch_rows(folder: Path, store: Store | None) -> tuple[QueueRow, ...]:
    from prereview.batch.ledger import STATUS_TITLES, Ledger, batches_in
    from prereview.batch.run import LEDGER
    from prereview.batch.work import REVIEW

    url = f"sqlite:///{(folder / LEDGER).resolve()}"
    rows: list[QueueRow] = []
    for batch in batches_in(url):
        ledger = Ledger(url, batch)
        try:
            entries = ledger.entries()
        finally:
            ledger.close()
        for entry in entries.values():
            content = folder / entry.package / REVIEW
            row = QueueRow(
                name=entry.package,
                package=Path(batch) / entry.package,
                firm=entry.summary.firm,
                verdict=entry.summary.verdict or (entry.problem or ""),
                status=STATUS_TITLES[entry.status],
                counts=entry.summary.counts,
                content=content if content.is_file() else None,
            )
            rows.append(_with_decisions(row, store))
    return tuple(rows)


def _with_decisions(row: QueueRow, store: Store | None) -> QueueRow:
    """Of a package that a batch checked the store knows only what people did."""
    known = _with_store(row, store)
    return msgspec.structs.replace(row, decided=known.decided, looked_at=known.looked_at)


# ---- order and sums


def ordered(rows: Iterable[QueueRow], order: Order, text: str = "") -> tuple[QueueRow, ...]:
    """Rows that hold the text, sorted."""
    needle = text.strip().lower()
    kept = [r for r in rows if needle in f"{r.name} {r.firm} {r.verdict} {r.status}".lower()]
    match order:
        case Order.NAME:
            return tuple(kept)
        case Order.OPEN:
            return tuple(sorted(kept, key=lambda r: -_open(r)))
        case Order.LOOKED_AT:
            return tuple(
                sorted(kept, key=lambda r: r.looked_at.timestamp() if r.looked_at else 0.0, reverse=True)
            )
        case _:
            return tuple(sorted(kept, key=_weight))


def _open(row: QueueRow) -> int:
    return sum(row.counts.get(str(s), 0) for s in Severity) - row.decided


def _weight(row: QueueRow) -> tuple[object, ...]:
    """What blocks first; what was not checked yet comes last."""
    return (not row.is_checked, *(-row.counts.get(w, 0) for w in WEIGHTS))


def strip(rows: Iterable[QueueRow]) -> str:
    """One line over the queue: `38 家 · 5 建议暂缓 · 24 修改后提交 · 9 可提交 · 3 未预审`."""
    members = list(rows)
    checked = [r for r in members if r.counts]
    held = sum(r.counts.get("blocker", 0) > 0 for r in checked)
    mend = sum(r.counts.get("blocker", 0) == 0 < r.counts.get("must_fix", 0) for r in checked)
    parts = [f"{len(members)} 家"]
    for count, title in (
        (held, "建议暂缓"),
        (mend, "修改后提交"),
        (len(checked) - held - mend, "可提交"),
        (len(members) - len(checked), "未预审"),
    ):
        if count:
            parts.append(f"{count} {title}")
    return " · ".join(parts)
