"""What is still to come in a starter folder, as a list to work through."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from prereview.documents.starter import TO_FILL
from prereview.feedback.starter.materials import count_for, folders, title_of
from prereview.feedback.starter.profile import Profile
from prereview.review import Review


class Remaining(msgspec.Struct, frozen=True):
    """One paper that is not there yet; `have` of `wanted` copies were recognised."""

    folder: str
    title: str
    have: int
    wanted: int
    issuer: str
    time: str


def remaining_in(profile: Profile, review: Review | None) -> tuple[Remaining, ...]:
    """Papers the profile needs and the review did not find; all of them without a review."""
    return tuple(_remaining(profile, review))


def _remaining(profile: Profile, review: Review | None) -> Iterator[Remaining]:
    for folder in folders():
        for need in folder.needs:
            wanted = count_for(need, profile)
            counts = [_found(review, kind) for kind in need.kinds]
            have = sum(counts)
            if have < wanted:
                yield Remaining(folder.folder, title_of(need), have, wanted, need.issuer, need.time)


def _found(review: Review | None, kind: str) -> int:
    count = review.facts.value(f"materials[{kind}].count") if review else None
    return count if isinstance(count, int) else 0


def render_remaining(package: Path, profile: Profile, review: Review | None) -> str:
    """The list as text for people, ending in a newline."""
    left = remaining_in(profile, review)
    blank = unfilled(package)
    lines = [f"【待准备的材料】{len(left)} 项" if left else "【待准备的材料】已齐备"]
    folder = ""
    for item in left:
        if item.folder != folder:
            folder = item.folder
            lines.append(folder)
        count = f"{item.have}/{item.wanted} 份" if item.have else f"{item.wanted} 份"
        lines.append(f"  □ {item.title}　{count}　{item.issuer}　{item.time}")
    if blank:
        lines += ["", f"【待填写的模板】{len(blank)} 份（填写后删去文件名中的“{TO_FILL}”）"]
        lines += [f"  {name}" for name in blank]
    return "\n".join(lines) + "\n"


def unfilled(package: Path) -> tuple[str, ...]:
    """Templates of the folder that still have the mark in their name, with `/` between folders."""
    found = (
        (Path(folder) / name).relative_to(package).as_posix()
        for folder, _, names in os.walk(package)
        for name in names
        if TO_FILL in name and not name.startswith(("~$", "."))
    )
    return tuple(sorted(found))
