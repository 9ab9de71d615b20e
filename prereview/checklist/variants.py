"""Rules with several tests under one id: each variant as a rule of its own.

A variant takes every key it does not have from its rule; `cases` and `notes`
belong to what they test, so a variant has its own. What is missing after that
is a fault of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from prereview.checklist.source import Place

RawRule = Mapping[str, Any]
"""A rule as it stands in the file, after its shape was checked."""

_WANTED = ("assert", "message", "advice", "provider")
_NOT_SHARED = ("variants", "cases", "notes")


class RawVariant(msgspec.Struct, frozen=True):
    """One test: the keys that make it, where it stands, and its name (None for a rule without variants)."""

    raw: RawRule
    place: Place
    name: str | None

    def lacks(self) -> Iterator[str]:
        """Keys that neither the variant nor its rule has."""
        yield from (key for key in _WANTED if key not in self.raw)
        if "if_empty" in self.raw and "for_each" not in self.raw:
            yield "for_each"


def variants_of(raw: RawRule, place: Place) -> tuple[RawVariant, ...]:
    """The tests of the rule at `place`, in order; the rule itself when it has no variants."""
    if "variants" not in raw:
        return (RawVariant(raw, place, None),)
    shared = {key: value for key, value in raw.items() if key not in _NOT_SHARED}
    return tuple(
        RawVariant(
            {**shared, **{key: value for key, value in variant.items() if key != "name"}},
            (*place, "variants", number),
            variant["name"],
        )
        for number, variant in enumerate(raw["variants"])
    )
