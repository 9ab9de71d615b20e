"""What a planted mistake is."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from samples.generator.model import Dossier


def unchanged(dossier: Dossier) -> Dossier:
    """For mistakes that leave out a paper."""
    return dossier


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """The finding a mistake must give."""

    rule: str
    subject: str = ""
    """What the finding is about; empty for rules about the whole package."""
    severity: str = "must_fix"
    also: tuple[str, ...] = ()
    """Rules that may fail as a consequence."""


class Planting(msgspec.Struct, frozen=True, kw_only=True):
    """A mistake in one package."""

    finding: Expected
    papers: tuple[str, ...] = ()
    """Ids of the papers that show it; one that ends with `/` stands for all of a kind, `*` for all."""
    change: Callable[[Dossier], Dossier] = unchanged
    dropped: tuple[str, ...] = ()
    """Ids of papers left out."""
    word: tuple[str, ...] = ()
    """Ids of papers that must be DOCX for the mistake to be in them."""

    def concerns(self, sheet: str) -> bool:
        """Whether a paper shows the mistake."""
        return any(sheet == p or p == "*" or (p.endswith("/") and sheet.startswith(p)) for p in self.papers)
