"""Cutting labelled values out of running text: `名称：…`, `专 利 号  ZL …`.

Certificates, licences, covers and signature blocks print labels and values
without a table. Every known label is found first; a value then runs from its
label to the next one, and down as long as lines start in the value's column.
On a page this goes by distances; in a DOCX by the order of the text.

A label counts only when it stands free: after a gap, a mark or the beginning of
a line (名称 is not found in 发明名称), and before a colon or a gap. Nothing is
taken from below a label that has no value beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Line, Snippet
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.rows import Row, rows_of
from prereview.dossier.finders.spots import LEVEL, NEXT_ROW, Lexicon, Spot, find_spots

COLUMN = 4.0
"""A gap this wide ends a value: the next column begins."""

REACH = 15.0
"""A value further from its label than this belongs to something else."""

LARGER = 1.4
"""A row of print this many times larger than the one above begins something else, a title mostly."""

WIDE_ROW = 3.5
"""The same as `NEXT_ROW` for rows that begin exactly where the value above them does."""

SET_OFF = 1.25
"""Lines of one value follow each other closer than those of two, by this ratio at least."""

LONG = 18
"""A value of so many characters may have been wrapped."""

_NEVER_ALONE = re.compile(r"[\[【(〔]?(?:软件)?简称|[Vv]\d|\d{1,2}(?:\.\d{1,3})+$")
"""Short name and version, which programs print below their names."""

_OTHER_LABEL = re.compile(
    r"[\u4e00-\u9fff/]{0,8}(?:日|日期|时间|序号|编号|号码|人|地址|电话|邮编|单位|机关)(?:\([签盖][^()]*\))?:"
)
"""Beginnings of lines that are a labelled value of their own, whether the label is asked for or not."""

Labels = Mapping[str, Iterable[str]]


def cut_labels(lines: Sequence[Line], labels: Labels) -> dict[str, Snippet]:
    """The value of each label, by name; the first that has one wins.

    `labels` maps a name to the ways its label is printed, without a colon. The
    lines of a value are kept apart by a line feed (`flat` joins them): in a list
    of owners the line break may stand for a lost separator.
    """
    found: dict[str, Snippet] = {}
    for name, snippet in cut_each(lines, labels):
        found.setdefault(name, snippet)
    return found


def cut_each(lines: Sequence[Line], labels: Labels) -> list[tuple[str, Snippet]]:
    """Every labelled value with its name, in reading order; a label that occurs twice gives two."""
    lexicon = sorted(
        ((squash(variant), name) for name, variants in labels.items() for variant in variants),
        key=lambda entry: -len(entry[0]),
    )
    return [*_cut_rows(rows_of(lines), lexicon), *_cut_paragraphs(lines, lexicon)]


def flat(snippet: Snippet) -> str:
    """The text of a value on one line: nothing beside Chinese characters, a blank between Latin words."""
    return join_lines(snippet.text.split("\n"))


class _Stretch(NamedTuple):
    """Characters `start` to `end` of a row."""

    row: int
    start: int
    end: int


# ---- pages: by distance


def _cut_rows(rows: Sequence[Row], lexicon: Lexicon) -> Iterator[tuple[str, Snippet]]:
    spots = find_spots(rows, lexicon)
    for row_spots in spots:
        for spot in row_spots:
            if spot.name:
                stretches = _value_of(spot, rows, spots)
                if stretches:
                    yield spot.name, _snippet(rows, stretches)


def _value_of(spot: Spot, rows: Sequence[Row], spots: Sequence[Sequence[Spot]]) -> list[_Stretch]:
    """The stretches of a value: beside the label (or both halves of it), then the lines below."""
    if spot.below is None:
        beside = [_beside(spot, rows, spots)]
    else:
        between = [
            _in_column(rows, spots, index, rows[spot.row].places[spot.end - 1].x1, None)
            for index in range(spot.row + 1, spot.below.row)
        ]
        beside = [_beside(spot, rows, spots), *between, _beside(spot.below, rows, spots)]
    stretches = [stretch for stretch in beside if stretch] or _around(spot, rows, spots)
    if not stretches:
        return []
    below = list(_lines_below(spot, stretches[-1], rows, spots))
    return _lines_above(spot, [*stretches, *below], len(below), rows, spots) + stretches + below


def _beside(spot: Spot, rows: Sequence[Row], spots: Sequence[Sequence[Spot]]) -> _Stretch | None:
    row = rows[spot.row]
    limit = min((s.start for s in spots[spot.row] if s.start >= spot.end), default=len(row.places))
    if spot.end >= limit or row.gap_before(spot.end) > REACH * row.em:
        return None
    return _Stretch(spot.row, spot.end, _end_of_run(row, spot.end, limit))


def _around(spot: Spot, rows: Sequence[Row], spots: Sequence[Sequence[Spot]]) -> list[_Stretch]:
    """A value of two lines beside a label that is centred between them: one line above its row, one below."""
    row, found = rows[spot.row], []
    right = _next_column(spot, rows, spots)
    for index in (spot.row - 1, spot.row + 1):
        if not 0 <= index < len(rows) or rows[index].page != row.page:
            return []
        if abs(rows[index].middle - row.middle) > row.em:
            return []
        stretch = _in_column(rows, spots, index, row.places[spot.end - 1].x1, right)
        if stretch is None:
            return []
        found.append((stretch, rows[index].places[stretch.start].x0))
    (upper, upper_x0), (lower, lower_x0) = found
    near = upper_x0 - row.places[spot.end - 1].x1 <= REACH * row.em
    return [upper, lower] if near and abs(upper_x0 - lower_x0) <= 0.5 * row.em else []


def _lines_above(
    spot: Spot, value: Sequence[_Stretch], count: int, rows: Sequence[Row], spots: Sequence[Sequence[Spot]]
) -> list[_Stretch]:
    """The upper lines of a value that is centred at its label: `count`, as many as below, set as close.

    Set off from what stands above, or they are the last lines of another value.
    """
    first = value[0]
    top = first.row - count
    if not count or top < 0 or spot.below is not None or rows[top].page != rows[first.row].page:
        return []
    value_x0, right = rows[first.row].places[first.start].x0, _next_column(spot, rows, spots)
    label_x0, em = rows[spot.row].places[spot.start].x0, rows[spot.row].em
    pitch = rows[value[1].row].middle - rows[first.row].middle
    above: list[_Stretch] = []
    for index in range(top, first.row):
        row = rows[index]
        stretch = _in_column(rows, spots, index, value_x0 - 0.5 * em, right)
        beside = any(label_x0 - em <= p.x0 < value_x0 - em for p in row.places)
        close = abs(rows[index + 1].middle - row.middle - pitch) <= 0.2 * pitch
        if stretch is None or beside or not close or abs(row.places[stretch.start].x0 - value_x0) > 0.5 * em:
            return []
        above.append(stretch)
    before = rows[top - 1] if top and rows[top - 1].page == rows[top].page else None
    set_off = before is None or rows[top].middle - before.middle >= SET_OFF * pitch
    return above if set_off else []


def _end_of_run(row: Row, start: int, limit: int) -> int:
    return next((i for i in range(start + 1, limit) if row.gap_before(i) > COLUMN * row.em), limit)


def _lines_below(
    spot: Spot, last: _Stretch, rows: Sequence[Row], spots: Sequence[Sequence[Spot]]
) -> Iterator[_Stretch]:
    """Rows under a value that go on with it: they start in its column, and no label stands before them."""
    first_row = rows[spot.row]
    label_x0, value_x0 = first_row.places[spot.start].x0, rows[last.row].places[last.start].x0
    right = _next_column(spot, rows, spots)
    before = last
    for index in range(last.row + 1, len(rows)):
        row, above = rows[index], rows[index - 1]
        if row.page != above.page or row.em > LARGER * above.em or not _follows(row, above, value_x0):
            return
        from_x = value_x0
        if any(label_x0 - row.em <= p.x0 < value_x0 - row.em for p in row.places):
            if _reaches_margin(rows, before, right) and _starts_line(row, label_x0):
                from_x = label_x0 - 2.5 * row.em
            elif _hangs(row, _text(rows, before), label_x0, value_x0):
                from_x = row.places[0].x0
            else:
                return
        stretch = _in_column(rows, spots, index, from_x - row.em, right)
        if stretch is None or _OTHER_LABEL.match(_text(rows, stretch)):
            return
        before = stretch
        yield stretch


def _follows(row: Row, above: Row, value_x0: float) -> bool:
    """Whether a row is near enough to the one above to go on with its value.

    Further off, it must start just where the value does, in print, which misses no
    label, or with what is never a value of its own.
    """
    step, em = row.middle - above.middle, max(row.em, above.em)
    if step <= NEXT_ROW * em:
        return True
    first = row.places[0]
    aligned = step <= WIDE_ROW * em and abs(first.x0 - value_x0) <= 0.5 * row.em
    return aligned and (first.line.method != "ocr" or bool(_NEVER_ALONE.match(row.text)))


def _hangs(row: Row, above: str, label_x0: float, value_x0: float) -> bool:
    """Whether a printed row starts between label and value because its value is wrapped there."""
    first = row.places[0]
    between = label_x0 + row.em < first.x0 < value_x0
    unfinished = above.endswith((";", "、", ",")) or len(row.text) <= len(above) >= LONG
    return between and unfinished and first.line.method != "ocr" and not re.search("[:。]", row.text)


def _text(rows: Sequence[Row], stretch: _Stretch) -> str:
    return rows[stretch.row].text[stretch.start : stretch.end]


def _next_column(spot: Spot, rows: Sequence[Row], spots: Sequence[Sequence[Spot]]) -> float | None:
    """Where the next label on the spot's own row begins."""
    following = [s.start for s in spots[spot.row] if s.start >= spot.end]
    return rows[spot.row].places[min(following)].x0 if following else None


def _starts_line(row: Row, x0: float) -> bool:
    return any(abs(p.x0 - x0) <= 2.5 * row.em for p in row.places[:1])


def _reaches_margin(rows: Sequence[Row], stretch: _Stretch, right: float | None) -> bool:
    """Whether a stretch fills its line, so that the text goes on at the left margin."""
    row = rows[stretch.row]
    margin = max((r.places[-1].x1 for r in rows if r.page == row.page), default=0.0)
    return right is None and row.places[stretch.end - 1].x1 >= margin - 2 * row.em


def _in_column(
    rows: Sequence[Row], spots: Sequence[Sequence[Spot]], index: int, x0: float, x1: float | None
) -> _Stretch | None:
    """The run of text of a row that starts between two positions; None where a label stands."""
    row = rows[index]
    inside = [i for i, p in enumerate(row.places) if p.x0 >= x0 and (x1 is None or p.x0 < x1 - row.em)]
    if not inside or any(s.start in inside for s in spots[index]):
        return None
    start = inside[0]
    starts_run = start == 0 or row.gap_before(start) > row.em
    return _Stretch(index, start, _end_of_run(row, start, inside[-1] + 1)) if starts_run else None


def _snippet(rows: Sequence[Row], stretches: Sequence[_Stretch]) -> Snippet:
    texts: list[str] = []
    places = [p for s in stretches for p in rows[s.row].places[s.start : s.end]]
    for stretch in stretches:
        text = ""
        before = None
        for place in rows[stretch.row].places[stretch.start : stretch.end]:
            text += (" " if before is not None and before is not place.word else "") + place.text
            before = place.word
        texts.append(text)
    box = places[0].word.box
    for place in places:
        box = box.union(place.word.box)
    first = rows[stretches[0].row]
    left, right = min(p.x0 for p in places), max(p.x1 for p in places)
    return Snippet(
        text="\n".join(texts),
        page=first.page,
        box=type(box)(left, box.top, right, box.bottom),
        method=places[0].line.method,
        confidence=min(min(p.word.confidence, p.line.confidence) for p in places),
    )


# ---- paragraphs of a DOCX: by order


def _cut_paragraphs(lines: Sequence[Line], lexicon: Lexicon) -> Iterator[tuple[str, Snippet]]:
    if not lexicon or all(line.box is not None for line in lines):
        return
    names = dict(reversed(lexicon))
    spaced = "|".join(r"\s*".join(map(re.escape, label)) for label, _ in lexicon)
    pattern = re.compile(rf"(?:^|(?<=[\s:;,。、)|/]))({spaced})(?:\s*:\s*|\s+|$)")
    for line in lines:
        if line.box is not None:
            continue
        text = line.text.translate(LEVEL)
        matches = list(pattern.finditer(text))
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            value = text[match.end() : following.start() if following else len(text)].strip()
            if value:
                name = names[squash(match.group(1))]
                yield name, Snippet(value, line.page, None, line.where, line.method, line.confidence)
