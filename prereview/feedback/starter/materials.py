"""The folders of a starter folder: what belongs in each, how many, who issues it."""

from __future__ import annotations

from functools import cache

import msgspec

from prereview.data_files import read_data
from prereview.dossier.kinds import KIND_TITLES, DocumentKind
from prereview.feedback.starter.profile import Profile
from prereview.review.sheets.coverage import NEEDS, Need


class Folder(msgspec.Struct, frozen=True):
    """One folder: its name, the kinds of papers it takes, and the lines of its note."""

    folder: str
    kinds: tuple[DocumentKind, ...]
    note: tuple[str, ...]

    @property
    def needs(self) -> tuple[Need, ...]:
        """The papers of the sheet that belong here, in its order."""
        return tuple(need for need in NEEDS if set(need.kinds) & set(self.kinds))


@cache
def folders() -> tuple[Folder, ...]:
    """All folders in the order of an application's contents page."""
    return msgspec.convert(read_data("prereview.feedback.starter", "materials.yaml"), tuple[Folder, ...])


def count_for(need: Need, profile: Profile) -> int:
    """How many of a paper an application of this profile needs; 0 where it depends."""
    if "patent_certificate" in need.kinds:
        return profile.rights
    if "product_description" in need.kinds:
        return profile.products
    if "rd_ledger" in need.kinds:
        return profile.years
    per = {"one": 1, "year": profile.years, "activity": profile.activities, "optional": 0}
    return per[need.per]


def title_of(need: Need) -> str:
    """The paper in words."""
    return "、".join(KIND_TITLES[kind] for kind in need.kinds)
