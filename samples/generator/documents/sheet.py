"""A paper of a package: what it is called and how it is built."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from samples.generator.layout.blocks import Block, Paper, Parties, Signature, Text
from samples.generator.model import Dossier
from samples.generator.style import Style

Built = Paper | bytes
"""Blocks to be laid out, or a finished PDF."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One paper."""

    id: str
    """Such as `tax/2024`; what stands before the slash is its kind."""
    folder: str
    """Key of `package.FOLDERS`."""
    name: str
    """File name without ending."""
    build: Callable[[Dossier, Style], Built]

    @property
    def kind(self) -> str:
        """The kind of paper, as `Style.word` and `Style.scanned` name it."""
        return self.id.split("/")[0]


def remarks(d: Dossier, sheet: str) -> list[Block]:
    """What was left standing in a paper that should not be there."""
    return [
        Text(text=left.text, mark=left.kind if left.kind != "text" else "", note=left.about)
        for left in d.leftovers.get(sheet, ())
    ]


def both_parties(first: str, second: str, day: str) -> Parties:
    """The end of a contract: both parties seal it on the same day."""
    left, right = (
        Signature(lines=(f"{party}（盖章）：", name, f"日期：{day}"), seal=name, align="left")
        for party, name in (("甲方", first), ("乙方", second))
    )
    return Parties(left=left, right=right)
