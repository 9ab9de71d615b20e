"""Elements of a DOCX's XML: what a run says, how a cell spans, what is deleted.

Deleted text is left out and inserted text kept, as if all changes were accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn

Element = Any
"""An lxml element of the document's XML."""

W_P, W_R, W_T, W_TBL, W_TR, W_TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
W_DELETED = {qn("w:del"), qn("w:moveFrom")}
W_INSERTED = {qn("w:ins"), qn("w:moveTo")}
TRANSPARENT = {
    qn("w:sdt"),
    qn("w:sdtContent"),
    qn("w:ins"),
    qn("w:moveTo"),
    qn("w:smartTag"),
    qn("w:customXml"),
}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = qn("w:txbxContent")

_TICKED, _EMPTY_BOX = "☑", "□"
_SYMBOLS = {
    "F052": _TICKED,
    "F0FE": _TICKED,
    "F0FC": "√",
    "F0A3": _EMPTY_BOX,
    "F06F": _EMPTY_BOX,
    "F0A8": _EMPTY_BOX,
}
"""Wingdings characters that forms use as check boxes, by their code in `w:sym`."""


def children(element: Element, tag: str) -> Iterator[Element]:
    """Direct children with a tag, looking through content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in TRANSPARENT:
            yield from children(child, tag)


def owner(table: Element) -> Element | None:
    """The cell a nested table stands in."""
    parent = table.getparent()
    while parent is not None and parent.tag != W_TC:
        parent = parent.getparent()
    return parent


def property_of(element: Element, group: str, name: str) -> Element | None:
    """A property element, such as `w:tcPr/w:gridSpan`."""
    properties = element.find(qn(f"w:{group}"))
    return None if properties is None else properties.find(qn(f"w:{name}"))


def whole(element: Element | None, otherwise: int) -> int:
    """The number in `w:val`."""
    value = None if element is None else element.get(qn("w:val"))
    return int(value) if value and value.isdigit() else otherwise


def grid_span(tc: Element) -> int:
    """Columns of the grid that a cell covers."""
    return max(whole(property_of(tc, "tcPr", "gridSpan"), 1), 1)


def grid_before(tr: Element) -> int:
    """Columns of the grid that a row leaves free before its first cell."""
    return whole(property_of(tr, "trPr", "gridBefore"), 0)


def vertical_merge(tc: Element) -> str | None:
    """`restart`, `continue`, or None when a cell is not merged with others below."""
    merge = property_of(tc, "tcPr", "vMerge")
    return None if merge is None else merge.get(qn("w:val"), "continue")


def page_breaks(paragraph: Element) -> tuple[bool, bool]:
    """Whether a new page begins before a paragraph's text, and whether one begins behind it.

    The places where the text merely ran over to the next page are not counted: they
    are those of the printer it was last printed on.
    """
    before = property_of(paragraph, "pPr", "pageBreakBefore")
    begins = before is not None and before.get(qn("w:val"), "true") not in ("0", "false", "off")
    ends = written = False
    for run in paragraph.iter(W_R):
        for part in run:
            if part.tag == qn("w:br") and part.get(qn("w:type")) == "page":
                begins, ends = begins or not written, ends or written
            written = written or (part.tag == W_T and bool((part.text or "").strip()))
    return begins, ends


def sections_on_new_pages(body: Element) -> Iterator[Element]:
    """The paragraphs behind which a section begins on a new page.

    A paragraph holds the properties of the section it ends; how the next one begins is
    among the properties of that one (ECMA-376 part 1, 17.6.22), at the end of the body for the last.
    """
    own = [s for s in body.iter(qn("w:sectPr")) if s.getparent().tag in (qn("w:pPr"), qn("w:body"))]
    for section, following in pairwise(own):
        kind = following.find(qn("w:type"))
        if kind is None or kind.get(qn("w:val")) not in ("continuous", "nextColumn"):
            yield section.getparent().getparent()


def text_of(paragraph: Element) -> str:
    """Text of a paragraph as it reads with all changes accepted, text boxes left out."""
    return "".join(run_text(run) for run in paragraph.iter(W_R) if is_own_run(run, paragraph))


def is_own_run(run: Element, paragraph: Element) -> bool:
    """Whether a run belongs to the paragraph itself: not deleted, not in a text box."""
    parent = run.getparent()
    while parent is not None and parent is not paragraph:
        if parent.tag in W_DELETED or parent.tag in (TEXT_BOX, FALLBACK):
            return False
        parent = parent.getparent()
    return True


def run_text(run: Element) -> str:
    """The text of a run; breaks and tabs as blanks, check boxes as signs."""
    parts: list[str] = []
    for child in run:
        if child.tag == W_T:
            parts.append(child.text or "")
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            parts.append(" ")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag == qn("w:sym"):
            parts.append(_SYMBOLS.get((child.get(qn("w:char")) or "").upper(), ""))
        elif child.tag == qn("w:fldChar"):
            parts.append(_form_field(child))
    return "".join(parts)


def _form_field(field: Element) -> str:
    """What a check box or a list of choices of an old form shows; other fields have their text in runs."""
    data = qn("w:ffData")
    box = field.find(f"{data}/{qn('w:checkBox')}")
    if box is not None:
        states = [state for name in ("w:checked", "w:default") if (state := box.find(qn(name))) is not None]
        ticked = bool(states) and states[0].get(qn("w:val"), "1") in ("1", "true", "on")
        return _TICKED if ticked else _EMPTY_BOX
    choices = field.findall(f"{data}/{qn('w:ddList')}/{qn('w:listEntry')}")
    chosen = whole(field.find(f"{data}/{qn('w:ddList')}/{qn('w:result')}"), 0)
    return (choices[chosen].get(qn("w:val")) or "") if chosen < len(choices) else ""


def text_boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(TEXT_BOX):
        if not any(ancestor.tag == FALLBACK for ancestor in box.iterancestors()):
            yield box


def highlighted(run: Element) -> bool:
    """Whether a run has a marker colour."""
    mark = property_of(run, "rPr", "highlight")
    return mark is not None and mark.get(qn("w:val")) not in (None, "none")
