"""`python -m benchmarks.dossier`: the facts of a package of some 200 pages, and where the time goes.

The clean sample is read first (not counted) and then built into a dossier, the best
of five; 1 s is wanted for 150 pages. The peer is writing the same documents as JSON
in the same run, so that a slow machine slows both.
"""

from __future__ import annotations

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

from prereview.documents import read_documents
from prereview.dossier.build import build_dossier

SAMPLE = Path(__file__).parent.parent / "samples" / "clean"
ROUNDS = 5
SHOWN = 8


def main() -> None:
    """Print the figures."""
    documents = tuple(read_documents(SAMPLE))
    pages = sum(len(document.pages) for document in documents)
    built = build_dossier(documents)
    seconds = best(lambda: build_dossier(documents))
    peer = best(lambda: msgspec.json.encode(documents))
    print(f"pages            {pages}, facts {len(built.facts)}")
    scaled = seconds / pages * 150
    print(f"dossier          {seconds * 1000:.0f} ms, {scaled * 1000:.0f} ms for 150 pages (1000 allowed)")
    print(f"pages as JSON    {peer * 1000:.0f} ms, building is {seconds / peer:.0f} times that")
    profile = cProfile.Profile()
    profile.runcall(build_dossier, documents)
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[room(file)] += own
    whole = sum(spent.values())
    for name, own in spent.most_common(SHOWN):
        print(f"  {own / whole:5.1%}  {name}")


def best(run: Callable[[], object]) -> float:
    """Processor seconds of the quickest of some runs."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        run()
        seconds.append(time.process_time() - started)
    return min(seconds)


def room(file: str) -> str:
    """The folder of the project a function stands in; others together."""
    _, found, tail = file.partition("/prereview/")
    return "/".join(("prereview/" + tail).split("/")[:3]) if found else "Python and libraries"


if __name__ == "__main__":
    main()
