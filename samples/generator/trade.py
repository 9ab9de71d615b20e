"""What firms of a trade make and research, from the files under `trades/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from samples.generator.model import Topic

FOLDER = Path(__file__).with_name("trades")


class ProductKind(msgspec.Struct, frozen=True, kw_only=True):
    """A product of a trade."""

    name: str
    model: str
    unit: str
    price: tuple[float, float]
    use: str


class Trade(msgspec.Struct, frozen=True, kw_only=True):
    """A line of business."""

    noun: str
    industry: str
    fields: tuple[str, str, str]
    other_field: tuple[str, str, str]
    scope: str
    customers: tuple[str, ...]
    equipment: tuple[str, ...]
    materials: tuple[str, ...]
    side_business: str
    products: tuple[ProductKind, ...]
    topics: tuple[Topic, ...]


@cache
def trades() -> dict[str, Trade]:
    """All trades by the name of their file."""
    return {
        path.stem: msgspec.convert(_read(path), Trade, strict=False) for path in sorted(FOLDER.glob("*.yaml"))
    }


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
