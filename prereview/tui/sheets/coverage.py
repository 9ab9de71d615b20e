"""材料: what an application needs, what is there, what could not be read, and who issues what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from prereview.review.sheets.coverage import PRESENCE_TITLES, Material, Presence, coverage_of
from prereview.tui.desk import Desk
from prereview.tui.lines import Row, columns, row, wrapped
from prereview.tui.places import Place
from prereview.tui.sheets.base import Sheet, heading

SIGNS: dict[Presence, tuple[str, str]] = {
    "present": ("✓", "good"),
    "missing": ("✖", "blocker"),
    "unsure": ("?", "unsure"),
    "not_needed": ("·", "dim"),
}


class CoverageSheet(Sheet):
    """One row a kind of paper, then the files that were not read in full."""

    name = "coverage"
    title = "材料"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._materials = coverage_of(desk.review)

    def rows(self, cells: int) -> Sequence[Row]:
        """Papers, then files with a problem, then all files."""
        counts = {p: sum(m.presence == p for m in self._materials) for p in SIGNS}
        summary = "　".join(f"{SIGNS[p][0]} {PRESENCE_TITLES[p]} {n}" for p, n in counts.items())
        rows = [row((summary, "dim"))]
        for material in self._materials:
            rows += self._material(material, cells)
        return [*rows, *self._troubled(cells), *self._files(cells)]

    def _material(self, material: Material, cells: int) -> list[Row]:
        sign, role = SIGNS[material.presence]
        id = self.rests_on(f"material:{material.kinds[0]}", ((material.title, e) for e in material.places))
        have = f"{material.count} 份" + (f" / 需 {material.expected}" if material.expected > 1 else "")
        room = max(cells - 44, 16)
        runs = columns(
            (
                (sign, role, 1, "left"),
                (PRESENCE_TITLES[material.presence], role, 8, "left"),
                (material.title, "bold" if material.presence != "not_needed" else "dim", room, "left"),
                (have if material.count else "", "", 14, "right"),
                (f"{material.pages} 页" if material.pages else "", "dim", 8, "right"),
            )
        )
        rows = [row(*runs, id=id)]
        if material.presence in ("missing", "unsure"):
            rows += wrapped(f"由谁出具：{material.issuer}", cells, "dim", indent=11, id=id)
        return rows

    def _troubled(self, cells: int) -> list[Row]:
        troubled = [f for f in self.desk.review.files if f.problem]
        rows = heading("未能读取或部分读取的文件", f"{len(troubled)} 份" if troubled else "无")
        for file in troubled:
            rows += wrapped(f"? {file.path}", cells, "unsure", hanging=2, id=f"file:{file.path}")
            rows += wrapped(str(file.problem), cells, "dim", indent=2, id=f"file:{file.path}")
        return rows

    def _files(self, cells: int) -> list[Row]:
        from prereview.dossier.kinds import KIND_TITLES

        rows = heading("全部文件", "回车看原件")
        for file in self.desk.review.files:
            kinds = "、".join(dict.fromkeys(KIND_TITLES.get(s.kind, s.kind) for s in file.sections))
            room = max(cells - 36, 20)
            runs = columns(
                (
                    (file.path, "", room, "left"),
                    (kinds, "dim", 24, "left"),
                    (f"{file.page_count} 页", "dim", 8, "right"),
                )
            )
            rows.append(row(*runs, id=f"page:{file.path}"))
        return rows

    def places(self, id: str) -> tuple[Place, ...]:
        """The first pages of a paper, or a file from its first page."""
        kind, _, name = id.partition(":")
        if kind in ("file", "page"):
            return (Place(name, 1),)
        return super().places(id)
