"""What is compared between packages of different firms, taken from a review once and kept beside it.

Small against the review, and made by the worker that made the review: comparing
thousands of packages then needs nothing else. Texts carry their MinHash sketch.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from prereview.dossier.facts import Fact, Facts, split_path
from prereview.dossier.sections import SourceFile
from prereview.dossier.values.characters import tight
from prereview.dossier.values.identifiers import right_key
from prereview.dossier.values.names import normalise_name
from prereview.dossier.vocabulary import vocabulary
from prereview.review.model import Review

TRACES = "traces.bin"
"""File of the traces in the result folder of a package."""

BOXES = (
    "application.rd[*].purpose",
    "application.rd[*].core_technology",
    "application.rd[*].results",
    "application.products[*].key_technology",
    "application.products[*].advantage",
    "application.products[*].ip_support",
)
"""Texts about one thing that one firm did."""

STATEMENTS = (
    "application.innovation.ip_effect",
    "application.innovation.conversion",
    "application.innovation.rd_management",
    "application.innovation.staff_management",
)
"""Texts about the firm as a whole, for which advisers have patterns."""

NAMES = ("application.rd[*].name", "conversions[*].name")

SEALS = ("application.seal_name", "rd_approvals[*].seal_name", "rd_acceptances[*].seal_name")
"""Seals on papers that nobody but the firm itself seals."""

OWN_PAGES = frozenset(
    (
        "patent_certificate", "software_certificate", "other_ip_certificate", "ip_fee_receipt", "rd_approval",
        "rd_acceptance", "rd_ledger", "conversion_summary", "conversion_evidence", "cooperation_agreement",
        "personnel_list", "social_security", "product_description", "product_test_report",
        "product_certificate", "standard_evidence",
    )
)  # fmt: skip
"""Kinds of pages that belong to one firm; those of its accountants stand in all their clients' packages."""

SHORTEST_TEXT = 14
"""Shorter texts, in characters, are alike by chance; names of activities are at least this long."""

SHINGLE = 3
"""Characters of one piece of a text that is compared."""

PERMUTATIONS = 128
"""Numbers of the sketch of a text."""

PERMUTATIONS_OF_PICTURE = 32
"""The same for a picture, which must be much more alike."""


class Found(msgspec.Struct, frozen=True, array_like=True):
    """Something in one package, and where: `key` is what must be equal elsewhere, `text` what people see."""

    key: str
    title: str
    text: str
    file: str | None = None
    page: int | None = None


class Text(msgspec.Struct, frozen=True, array_like=True):
    """A text of a package: without white space and without the firm's own name."""

    kind: str
    """`box`, `statement` or `name`."""
    place: Found
    sketch: bytes
    """`PERMUTATIONS` unsigned numbers of 32 bits."""


class Person(msgspec.Struct, frozen=True, array_like=True):
    """Somebody on a staff list; an empty detail was not read."""

    place: Found
    hired_on: str = ""
    degree: str = ""
    title: str = ""
    department: str = ""


class Picture(msgspec.Struct, frozen=True, array_like=True):
    """A scanned page: its look, a sketch of it, checksums of its numbers."""

    place: Found
    look: str
    sketch: bytes
    numbers: tuple[int, ...]


class Traces(msgspec.Struct, frozen=True, array_like=True):
    """All that a package has in common with others, if it has."""

    firm: str
    code: str
    texts: tuple[Text, ...] = ()
    rights: tuple[Found, ...] = ()
    people: tuple[Person, ...] = ()
    seals: tuple[Found, ...] = ()
    pictures: tuple[Picture, ...] = ()


def encode_traces(traces: Traces) -> bytes:
    """Traces as bytes."""
    return msgspec.msgpack.encode(traces)


def decode_traces(data: bytes) -> Traces:
    """The traces those bytes hold. Raises `msgspec.MsgspecError` for others."""
    return msgspec.msgpack.decode(data, type=Traces)


def traces_of(review: Review) -> Traces:
    """The traces of a reviewed package."""
    return traces_of_facts(review.facts, review.files)


def traces_of_facts(facts: Facts, files: tuple[SourceFile, ...] = ()) -> Traces:
    """The traces of a package by its facts and files."""
    firm = str(facts.value("derived.firm_name") or "")
    code = str(facts.value("licence.uscc") or facts.value("application.uscc") or "")
    rights = (_found(right_key(str(f.value)) or "", f) for f in facts.match("application.ip[*].number"))
    seals = (_found(normalise_name(str(f.value)), f) for pattern in SEALS for f in facts.match(pattern))
    return Traces(
        firm=firm,
        code=code,
        texts=tuple(_texts(facts, normalise_name(firm))),
        rights=tuple(right for right in rights if right.key),
        people=tuple(_person(fact, facts) for fact in facts.match("personnel[*].name")),
        seals=tuple(seals),
        pictures=tuple(_pictures(files)),
    )


def _found(key: str, fact: Fact, text: str | None = None) -> Found:
    keys = " ".join(step[1:-1] for step in split_path(fact.path) if step.startswith("["))
    title = f"{keys} {vocabulary().title(fact.path)}".strip()
    evidence = fact.evidence[0] if fact.evidence else None
    shown = str(fact.value) if text is None else text
    return Found(key, title, shown, evidence.file if evidence else None, evidence.page if evidence else None)


def _texts(facts: Facts, own: str) -> Iterator[Text]:
    for kind, patterns in (("box", BOXES), ("statement", STATEMENTS), ("name", NAMES)):
        for pattern in patterns:
            for fact in facts.match(pattern):
                text = tight(str(fact.value))
                text = text.replace(own, "") if own else text
                if len(text) >= SHORTEST_TEXT:
                    pieces = {text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)}
                    yield Text(kind, _found("", fact, text), sketch_of(p.encode() for p in pieces))


def sketch_of(pieces: Iterator[bytes], permutations: int = PERMUTATIONS) -> bytes:
    """MinHash of a set (Broder 1997): two sketches agree in about the share that the sets have in common."""
    from datasketch import MinHash  # brings SciPy along: not for who only compares

    sketch = MinHash(num_perm=permutations, seed=1)
    sketch.update_batch(list(pieces))
    numbers: bytes = sketch.hashvalues.astype(np.uint32).tobytes()
    return numbers


def _person(fact: Fact, facts: Facts) -> Person:
    record = fact.path.rpartition(".")[0]

    def detail(leaf: str) -> str:
        return str(facts.value(f"{record}.{leaf}") or "")

    return Person(
        _found(normalise_name(str(fact.value)), fact),
        detail("hired_on"),
        detail("degree"),
        detail("title"),
        detail("department") or detail("post"),
    )


def _pictures(files: tuple[SourceFile, ...]) -> Iterator[Picture]:
    for file in files:
        kinds = {n: s.kind for s in file.sections for n in range(s.first, s.last + 1)}
        for look in file.looks:
            if kinds.get(look.page) in OWN_PAGES:
                bits = np.flatnonzero(np.unpackbits(np.frombuffer(bytes.fromhex(look.look), np.uint8)))
                sketch = sketch_of((str(bit).encode() for bit in bits), PERMUTATIONS_OF_PICTURE)
                place = Found("", "扫描页", file.path, file.path, look.page)
                yield Picture(place, look.look, sketch, look.numbers)
