"""Places in documents, in words: file and page, or file and position in a DOCX.

`place` names the file in full, for machines and for the one who looks for it.
`FileNames` gives the short names a report can repeat: the file's own name without
folder and ending, as far as that is unique in the package.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from prereview.checklist.finding import Side
from prereview.dossier.facts import Evidence
from prereview.feedback.plain import plain_line

_WHERE = (("paragraph", "第", "段"), ("table", "表", ""), ("row", "第", "行"), ("column", "第", "列"))
_WHERE_NAMES = {"header": "页眉", "footer": "页脚", "comment": "批注", "whole file": ""}

LONGEST_NAME = 30
"""Characters of a short name; a longer one loses its middle."""

_ENDINGS = frozenset({".pdf", ".docx", ".doc", ".xlsx", ".xls", ".jpg", ".jpeg", ".png", ".tif", ".tiff"})


def place(evidence: Evidence) -> str:
    """Where a piece of evidence stands, in words: file and page, or file and DOCX locator."""
    return f"{evidence.file} {spot(evidence)}".rstrip()


def spot(evidence: Evidence) -> str:
    """The place inside its file: the page, or the DOCX locator; nothing for a whole file."""
    if evidence.page is not None:
        return f"第{evidence.page}页"
    return where_in_words(evidence.where) if evidence.where else ""


def where_in_words(where: str) -> str:
    """A DOCX locator in Chinese: `table 3, row 2, column 4` → `表3第2行第4列`."""
    parts = []
    for step in where.split(", "):
        name, _, number = step.partition(" ")
        shape = next(((before, after) for key, before, after in _WHERE if key == name), None)
        parts.append(f"{shape[0]}{number}{shape[1]}" if shape else _WHERE_NAMES.get(step, step))
    return "".join(parts)


def side_line(side: Side) -> str:
    """One value with the places it stands in: `净资产：1,796.93 万元（申请书.pdf 第5页）`."""
    places = "；".join(dict.fromkeys(place(e) for e in side.evidence[:3]))
    return f"{side.name}：{side.value}" + (f"（{places}）" if places else "")


class FileNames:
    """Short names of the files of a package, each meaning one file."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._names = _short_names(list(dict.fromkeys(paths)))

    def of(self, path: str) -> str:
        """The short name of a file."""
        return self._names.get(path) or _shortened(_stem(path))

    def place(self, evidence: Evidence) -> str:
        """A place as a report writes it: `《2024年度审计报告》第4页`."""
        return f"《{self.of(evidence.file)}》{spot(evidence)}"

    def places(self, evidence: Iterable[Evidence], most: int) -> str:
        """Some places, the pages of one file together: `《申请书》第5、13页；《审计报告》第4页`.

        In a DOCX the row of a table is enough.
        """
        spots: dict[str, dict[str, None]] = {}
        for one in list(dict.fromkeys(evidence))[:most]:
            spots.setdefault(self.of(one.file), {})[_spot_of_row(one)] = None
        return "；".join(f"《{name}》{_joined(list(where))}" for name, where in spots.items())


def _spot_of_row(evidence: Evidence) -> str:
    """A place without the column of its table, so that the cells of one row are one place."""
    return re.sub(r"(第\d+行)第\d+列$", r"\1", spot(evidence))


def _joined(spots: list[str]) -> str:
    pages = [s[1:-1] for s in spots if s.startswith("第") and s.endswith("页")]
    rest = [s for s in spots if not (s.startswith("第") and s.endswith("页"))]
    return "、".join([*([f"第{'、'.join(pages)}页"] if pages else []), *(s for s in rest if s)])


def _short_names(paths: list[str]) -> Mapping[str, str]:
    """The file's own name; with as many folders before it as it takes to mean one file."""
    names: dict[str, str] = {}
    open_ = dict.fromkeys(paths, 1)
    while open_:
        tried = {path: _tail(path, depth) for path, depth in open_.items()}
        counts = Counter(_shortened(name) for name in tried.values())
        settled = {
            path
            for path, name in tried.items()
            if counts[_shortened(name)] == 1 or open_[path] >= len(PurePosixPath(path).parts)
        }
        for path in settled or open_:
            names[path] = _shortened(tried[path]) if path in settled else tried[path]
        open_ = {path: depth + 1 for path, depth in open_.items() if path not in names}
    return names


def _tail(path: str, depth: int) -> str:
    folders = PurePosixPath(path).parts[-depth:-1]
    return "/".join((*folders, _stem(path)))


def _stem(path: str) -> str:
    name = PurePosixPath(path)
    return plain_line(name.stem if name.suffix.lower() in _ENDINGS else name.name)


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    tail = LONGEST_NAME // 3
    return f"{name[: LONGEST_NAME - tail - 1]}…{name[-tail:]}"
