"""Pairs that may be alike among very many, without comparing each with each.

Locality-sensitive hashing of MinHash sketches (Leskovec, Rajaraman, Ullman, Mining
of Massive Datasets, 3.4), one band at a time on arrays: a sketch costs 512 bytes,
so that the texts of ten thousand packages fit into the memory of one machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Generic, TypeVar

import numpy as np

KeyT = TypeVar("KeyT", bound=Hashable)

ROWS = 4
"""Numbers of a sketch that make a band: pairs with half of their pieces in common meet in one of 32."""

CROWD = 40
"""Members of a group that are compared each with each; in a larger one each is compared with two others."""


def near_pairs(sketches: Sequence[bytes], owners: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Index pairs (the smaller first) of sketches that agree in a band and have different owners."""
    if len(sketches) < 2:
        return
    table = np.frombuffer(b"".join(sketches), np.uint32).reshape(len(sketches), -1)
    seen: set[tuple[int, int]] = set()
    for first in range(0, table.shape[1] - ROWS + 1, ROWS):
        band = np.ascontiguousarray(table[:, first : first + ROWS]).view(f"V{4 * ROWS}").ravel()
        _, group, count = np.unique(band, return_inverse=True, return_counts=True)
        order = np.argsort(group, kind="stable")
        bounds = np.concatenate(([0], np.cumsum(count)))
        for number in np.flatnonzero(count > 1):
            members = order[bounds[number] : bounds[number + 1]].tolist()
            for pair in _pairs(members):
                if pair not in seen and owners[pair[0]] != owners[pair[1]]:
                    seen.add(pair)
                    yield pair


def _pairs(members: list[int]) -> Iterator[tuple[int, int]]:
    if len(members) <= CROWD:
        yield from combinations(members, 2)
    else:
        yield from ((members[0], other) for other in members[1:])
        yield from pairwise(members[1:])


class Groups(Generic[KeyT]):
    """Things joined two by two, and the sets this makes (union-find)."""

    def __init__(self) -> None:
        self._above: dict[KeyT, KeyT] = {}

    def leader(self, key: KeyT) -> KeyT:
        """The member that stands for the set of `key`; itself when it was joined to nothing."""
        above = self._above.setdefault(key, key)
        while above != self._above[above]:
            self._above[above] = self._above[self._above[above]]
            above = self._above[above]
        self._above[key] = above
        return above

    def join(self, one: KeyT, other: KeyT) -> None:
        """Put two things, and all that is joined to them, into one set."""
        self._above[self.leader(one)] = self.leader(other)

    def sets(self) -> list[list[KeyT]]:
        """All sets of two and more, in the order their first members came."""
        found: dict[KeyT, list[KeyT]] = defaultdict(list)
        for key in list(self._above):
            found[self.leader(key)].append(key)
        return [members for members in found.values() if len(members) > 1]
