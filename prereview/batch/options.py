"""What a batch is told, and what it tells: values that cross its borders."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from prereview.batch.ledger import Entry
from prereview.batch.work import LONG

Order = Literal["small", "large", "name"]


class Options(msgspec.Struct, frozen=True):
    """How a batch is run; `scheduler` names a Dask cluster, else `jobs` local processes work.

    `store` is the database of ledger and reviews; without it the ledger lies in the
    target folder and the reviews in the user's own store. `long` is the number of
    pages from which a package is read in parts (0: never).
    """

    checklist: str = "hnte-2016"
    depth: int = 1
    pattern: str = "*"
    jobs: int | None = None
    order: Order = "large"
    scheduler: str | None = None
    as_of: date | None = None
    password: str | None = None
    store: str | None = None
    again: bool = False
    """Check every package again, changed or not."""
    long: int = LONG


class Step(msgspec.Struct, frozen=True):
    """How far the run is: a package finished (`entry`), or a part of a long one (`part` of how many)."""

    package: str
    entry: Entry | None
    part: tuple[int, int] | None
    done: int
    total: int
    pages: int
    share: float
    """Part of all bytes that is done, 0 to 1."""
    seconds: float
    """Since the run began."""


class Result(msgspec.Struct, frozen=True):
    """All packages of the folder as they stand after a run; `checked` names those of this run."""

    entries: tuple[Entry, ...]
    checked: tuple[str, ...]
    unchanged: int
    seconds: float
