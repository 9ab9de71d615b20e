"""Which known label a printed text is, one misread character forgiven.

Scans give `利润忘额` for `利润总额`, and statements hold labels that differ by
one character (`流动负债合计`, `非流动负债合计`). A text that is one of the labels is
that label. Otherwise the nearest one counts only when it is long enough, close
enough, and no other label, wanted or not, is as close.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rapidfuzz.distance import Levenshtein

from prereview.dossier.finders.matching import bare

SHORTEST = 5
"""Labels with fewer characters must be read exactly."""

LONG = 10
"""Labels with at least so many characters may have two wrong ones."""


class LabelBook:
    """Labels by name, and labels that stand beside them and must not be taken for one.

    `clean` reduces a printed text to what labels are compared on. Labels with fewer
    than `shortest` characters must be read exactly.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        others: Iterable[str] = (),
        *,
        clean: Callable[[str], str] = bare,
        shortest: int = SHORTEST,
    ) -> None:
        self._clean = clean
        self._shortest = shortest
        self._labels: dict[str, str | None] = {clean(other): None for other in others}
        self._labels |= {clean(label): name for name, labels in names.items() for label in labels}
        self._known: dict[str, str | None] = {}
        self._forgiving: dict[int, list[str]] = {}
        """Labels in which a character may be wrong, by their length."""
        for label in self._labels:
            if self._allowed(label):
                self._forgiving.setdefault(len(label), []).append(label)
        self._ranks = {
            clean(label): n for labels in names.values() for n, label in reversed([*enumerate(labels)])
        }

    def name_of(self, text: str) -> str | None:
        """The name of the label a text is; None for anything else."""
        label = self._clean(text)
        if label not in self._known:
            self._known[label] = self._labels[label] if label in self._labels else self._nearest(label)
        return self._known[label]

    def rank(self, text: str, name: str) -> int | None:
        """The place of a label among those of a name, best first; None where it is not to the letter one."""
        label = self._clean(text)
        return self._ranks.get(label) if self._labels.get(label) == name else None

    def knows(self, text: str) -> bool:
        """Whether a text is, to the letter, one of the labels or of those beside them."""
        return self._clean(text) in self._labels

    def _allowed(self, label: str) -> int:
        """Characters of a label that may be wrong."""
        return 0 if len(label) < self._shortest else 1 if len(label) < LONG else 2

    def _nearest(self, text: str) -> str | None:
        near: dict[int, set[str | None]] = {}
        for length in range(len(text) - 2, len(text) + 3):
            for label in self._forgiving.get(length, ()):
                allowed = self._allowed(label)
                if abs(length - len(text)) > allowed:
                    continue
                distance = Levenshtein.distance(text, label, score_cutoff=allowed)
                if distance <= allowed:
                    near.setdefault(distance, set()).add(self._labels[label])
        names = near[min(near)] if near else set()
        return next(iter(names)) if len(names) == 1 else None
