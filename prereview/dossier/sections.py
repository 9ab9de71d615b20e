"""A section: a run of pages of one file that is one document of one kind."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from prereview.documents.model import Block, Line, Page, Table
from prereview.dossier.facts import Fact
from prereview.dossier.kinds import DocumentKind


class Section(msgspec.Struct, frozen=True):
    """Pages `first` to `last` (from 1, both included) of `file`; a DOCX is page 1 to 1.

    Of a DOCX that holds several papers, a section is the blocks from `blocks[0]` to before
    `blocks[1]`, counted from 0. An unknown section may be of any of the kinds in `maybe`, of
    which it shows some sign; None stands for all of them.
    """

    file: str
    kind: DocumentKind
    first: int
    last: int
    confidence: float
    blocks: tuple[int, int] | None = None
    maybe: tuple[DocumentKind, ...] | None = None


class SectionView(msgspec.Struct, frozen=True):
    """What an extractor reads: one section and its pages.

    `blocks` are the lines and tables of all its pages in reading order, without
    page furniture (running heads, page numbers) and with tables that continue
    over a page joined into one.
    """

    section: Section
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]

    @property
    def kind(self) -> DocumentKind:
        """Kind of the section."""
        return self.section.kind

    def lines(self) -> Iterator[Line]:
        """Running text outside tables, in reading order."""
        return (b for b in self.blocks if isinstance(b, Line))

    def tables(self) -> Iterator[Table]:
        """Tables in reading order."""
        return (b for b in self.blocks if isinstance(b, Table))


class SectionFacts(msgspec.Struct, frozen=True):
    """What one section states, before it is joined with the others.

    `problem` is a Chinese sentence when the section could not be read for facts.
    """

    view: SectionView
    facts: tuple[Fact, ...]
    problem: str | None = None


class PageLook(msgspec.Struct, frozen=True, array_like=True):
    """What tells a scanned page again without keeping its picture: its look, its numbers as checksums."""

    page: int
    look: str
    numbers: tuple[int, ...]


class SourceFile(msgspec.Struct, frozen=True):
    """A file of the package as the review lists it."""

    path: str
    sha256: str
    page_count: int
    status: str
    problem: str | None
    sections: tuple[Section, ...]
    unread_pages: tuple[int, ...] = ()
    """Pages (from 1) that no text could be read from and that are not blank."""
    looks: tuple[PageLook, ...] = ()
    """Scanned pages, to find the same one in packages of different firms."""
