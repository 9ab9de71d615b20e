"""`python -m benchmarks.reading [PACKAGE]`: reading measured against its peers, one figure a line.

Digital pages against pdfplumber and pdftotext, scans against RapidOCR as it comes,
memory over a long scan, and what a second reading costs. Everything is measured in
one run on one machine, so that the ratios mean something.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
from rapidfuzz.distance import Levenshtein

from benchmarks.papers import Scan, printed_files, scans, write_scans
from prereview.documents import Progress, read_documents
from prereview.documents.cache import DIRECTORY_VARIABLE, default_cache
from prereview.documents.model import Box, Document, Line, Table
from prereview.documents.pdf import open_pdf
from prereview.documents.pdf_objects import display_matrix, drawing_of, glyphs_of
from prereview.documents.tables import blocks_of
from prereview.documents.workers import resident_bytes

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "clean"
MEGABYTE = 1024 * 1024


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--scans", type=int, default=16, help="scanned pages to recognise")
    parser.add_argument(
        "--long", type=int, default=0, help="pages of the long scan (0: skip, 500: as required)"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DIRECTORY_VARIABLE] = str(Path(folder) / "cache")
        default_cache.cache_clear()
        scratch = Path(folder)
        files = printed_files(arguments.package)
        print("== digital pages")
        digital(files)
        print("== scanned pages")
        found = list(scans(arguments.package, arguments.scans))
        scanned(found, scratch)
        print("== second reading")
        again(arguments.package, scratch)
        if arguments.long:
            print("== a long scan")
            long_scan(found, arguments.long, scratch)


def timed(work: Callable[[], object]) -> float:
    """Seconds, the better of two runs."""
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def digital(files: Sequence[Path]) -> None:
    """Characters, boxes, lines and ruled tables of printed pages in one process."""
    ours = timed(lambda: [_read_text(path) for path in files])
    peer = timed(lambda: [_read_by_pdfplumber(path) for path in files])
    pages = sum(len(_read_text(path)) for path in files)
    print(
        f"{pages} pages: {ours:.2f} s, pdfplumber {peer:.2f} s: {peer / ours:.1f} times as fast (wanted: 10)"
    )
    same, cells = _compare_cells(files)
    print(f"cells of ruled tables as pdfplumber gives them: {same} of {cells} ({same / max(cells, 1):.2%})")
    if shutil.which("pdftotext"):
        bare = timed(lambda: [_run_pdftotext(path) for path in files])
        print(f"pdftotext -bbox {bare:.2f} s: {ours / bare:.1f} times its time (wanted: at most 4)")


def _read_text(path: Path) -> list[tuple[Line | Table, ...]]:
    document = open_pdf(path)
    pages = []
    for index in range(len(document)):
        page = document[index]
        matrix, (width, height) = display_matrix(page), page.get_size()
        glyphs = list(glyphs_of(page, matrix, width, height))
        pages.append(blocks_of(drawing_of(page, matrix, width, height).rulings, glyphs, index + 1))
    document.close()
    return pages


def _read_by_pdfplumber(path: Path) -> list[list[list[list[str | None]]]]:
    with pdfplumber.open(path) as document:
        read = []
        for page in document.pages:
            page.extract_words()
            read.append(page.extract_tables())
    return read


def _compare_cells(files: Sequence[Path]) -> tuple[int, int]:
    """Cells that both give, by page, and all cells of pdfplumber."""
    same = cells = 0
    for path in files:
        pages = zip(_read_text(path), _read_by_pdfplumber(path), strict=True)
        for blocks, tables in pages:
            mine = Counter(squash(c.text) for b in blocks if isinstance(b, Table) for c in b.cells)
            theirs = Counter(
                squash(c) for t in tables if len(t) * len(t[0]) > 1 for row in t for c in row if c
            )
            same += sum((mine & theirs).values())
            cells += sum(theirs.values())
    return same, cells


def _run_pdftotext(path: Path) -> None:
    subprocess.run(["pdftotext", "-bbox", str(path), os.devnull], check=True, capture_output=True)


def squash(text: str) -> str:
    """Text without blanks, in one normal form."""
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).split())


def scanned(found: Sequence[Scan], scratch: Path) -> None:
    """Pages per second and characters wrong, against RapidOCR with its defaults on the same cores."""
    path = write_scans(scratch / "scans.pdf", list(found))
    start = time.perf_counter()
    (document,) = read_documents(path)
    ours = time.perf_counter() - start
    peer, texts = _rapidocr(found)
    print(
        f"{len(found)} pages: {len(found) / ours:.2f} pages/s, RapidOCR {len(found) / peer:.2f} pages/s: ",
        end="",
    )
    print(f"{peer / ours:.1f} times as fast (wanted: 1.8)")
    mine = [_error(scan.truth, [squash(t) for t in _texts(document, i)]) for i, scan in enumerate(found)]
    theirs = [_error(scan.truth, read) for scan, read in zip(found, texts, strict=True)]
    characters = sum(len("".join(scan.truth)) for scan in found)
    shares = (f"{sum(errors) / characters:.2%}" for errors in (mine, theirs))
    print("characters missing or too many: {}, RapidOCR {}".format(*shares))
    _compare_seals(document, found)


def _compare_seals(document: Document, found: Sequence[Scan]) -> None:
    """Seals that the printed pages show, sought on their scans."""
    wanted = [(i, box) for i, scan in enumerate(found) for box in scan.seals]
    read = [(i, seal.box) for i, page in enumerate(document.pages) for seal in page.seals]
    seen = sum(any(_meet(i, box, *other) for other in read) for i, box in wanted)
    false = sum(not any(_meet(i, box, *other) for other in wanted) for i, box in read)
    print(f"seals found: {seen} of {len(wanted)} (wanted: 98 %), false ones: {false}")


def _meet(page: int, box: Box, other_page: int, other: Box) -> bool:
    reach = 0.4 * max(box.width, box.height)
    near = abs(box.centre - other.centre) < reach and abs(box.middle - other.middle) < reach
    return page == other_page and near


def _rapidocr(found: Sequence[Scan]) -> tuple[float, list[list[str]]]:
    """Seconds and texts of RapidOCR as it comes; loading its models is not counted."""
    import logging

    from rapidocr import RapidOCR

    logging.disable(logging.WARNING)
    engine = RapidOCR()
    engine(found[0].pixels)
    start = time.perf_counter()
    read = [engine(scan.pixels) for scan in found]
    seconds = time.perf_counter() - start
    return seconds, [[squash(text) for text in result.txts or ()] for result in read]


def _texts(document: Document, index: int) -> list[str]:
    page = document.pages[index]
    return [
        part.text
        for block in page.blocks
        for part in ([block] if isinstance(block, Line) else block.cells)
        if part.text
    ]


def _error(truth: Sequence[str], read: Sequence[str]) -> int:
    """Characters that differ, once the pieces that are right are set aside."""
    left, right = Counter(map(squash, truth)), Counter(read)
    common = left & right
    rest = ("".join((side - common).elements()) for side in (left, right))
    a, b = ("".join(sorted(text)) for text in rest)
    return Levenshtein.distance(a, b)


def again(package: Path, scratch: Path) -> None:
    """A package read, read again, and read after one file changed."""
    copy = scratch / "package"
    shutil.copytree(package, copy)
    pages: list[Progress] = []
    for label in ("first", "second", "after a change"):
        if label == "after a change":
            changed = printed_files(copy)[0]
            changed.write_bytes(changed.read_bytes() + b"\n%changed\n")
        pages.clear()
        start = time.perf_counter()
        for _ in read_documents(copy, on_page_done=pages.append):
            pass
        last = pages[-1]
        print(f"{label}: {time.perf_counter() - start:.2f} s, ", end="")
        print(f"{last.pages_done - last.pages_cached} of {last.pages_done} pages read")


def long_scan(found: Sequence[Scan], pages: int, scratch: Path) -> None:
    """The most memory that this process and a worker hold while a long scan is read."""
    path = write_scans(scratch / "long.pdf", list(found), repeat=-(-pages // len(found)))
    os.environ[DIRECTORY_VARIABLE] = "off"
    default_cache.cache_clear()
    before = resident_bytes(os.getpid())
    most = {"parent": 0, "worker": 0}
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(most, done))
    watch.start()
    start = time.perf_counter()
    count = sum(len(document.pages) for document in read_documents(path))
    seconds = time.perf_counter() - start
    done.set()
    watch.join()
    print(
        f"{count} pages in {seconds:.0f} s; parent grew by {(most['parent'] - before) / MEGABYTE:.0f} MB ",
        end="",
    )
    print(f"(wanted: below 300), a worker held {most['worker'] / MEGABYTE:.0f} MB (wanted: below 1500)")


def _watch(most: dict[str, int], done: threading.Event) -> None:
    import multiprocessing

    while not done.wait(0.5):
        most["parent"] = max(most["parent"], resident_bytes(os.getpid()))
        for child in multiprocessing.active_children():
            most["worker"] = max(most["worker"], resident_bytes(child.pid or 0))


if __name__ == "__main__":
    main()
