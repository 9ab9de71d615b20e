"""A fact as plain values and back, for whoever keeps facts as msgpack.

The value is tagged by its type, because a date, a decimal and a text look alike there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from prereview.dossier.facts import Evidence, Fact, Value

PackedFact = tuple[str, str, Any, str | None, tuple[Evidence, ...], tuple[Any, ...], str | None]

_TAGS: dict[type, tuple[str, Callable[[Any], Any]]] = {
    bool: ("b", bool),
    int: ("i", int),
    Decimal: ("m", str),
    date: ("d", date.isoformat),
    tuple: ("r", list),
    str: ("t", str),
}
_UNTAG: dict[str, Callable[[Any], Value]] = {
    "b": bool,
    "i": int,
    "m": Decimal,
    "d": date.fromisoformat,
    "r": tuple,
    "t": str,
}


def pack_fact(fact: Fact) -> PackedFact:
    """The fact as values that msgpack knows; evidence stays as it is."""
    tag, plain = _TAGS[type(fact.value)]
    readings = tuple(pack_fact(r) for r in fact.readings)
    return fact.path, tag, plain(fact.value), fact.unit, fact.evidence, readings, fact.working


def unpack_fact(item: PackedFact | list[Any]) -> Fact:
    """The inverse of `pack_fact`; evidence may be as msgpack gives it.

    Raises ValueError, KeyError or `msgspec.ValidationError` for what is no packed fact.
    """
    path, tag, plain, unit, evidence, readings, working = item
    return Fact(
        path,
        _UNTAG[tag](plain),
        unit,
        msgspec.convert(evidence, tuple[Evidence, ...]),
        tuple(unpack_fact(r) for r in readings),
        working,
    )
