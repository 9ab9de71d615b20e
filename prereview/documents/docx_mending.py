"""Word files that Word opens and python-docx refuses, made whole in memory.

Other programs leave behind relations to parts that are not there (`NULL`, a
bookmark, a picture that was thrown out), forget the type of a part's content,
damage parts that hold no text, or write the strict variant of the standard, in
which all namespaces have other names (ISO/IEC 29500-1 against 29500-4). A part
with text that cannot be parsed is never left out: such a file stays damaged.
"""

from __future__ import annotations

import io
import mimetypes
import posixpath
import re
import zipfile
import zlib
from pathlib import Path

from lxml import etree

_TYPES = "[Content_Types].xml"
_HOLDS_TEXT = re.compile(r"word/(document|header|footer|footnotes|endnotes|comments)\w*\.xml", re.IGNORECASE)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPE_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FURNITURE = (f"{_WORD}headerReference", f"{_WORD}footerReference")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)

Parts = dict[str, bytes]
"""The members of the archive by name."""


def mended(path: Path) -> io.BytesIO:
    """The same file, with what is missing no longer named. Raises `BadZipFile` for no archive at all."""
    parts = _transitional(_members(path))
    for name in [name for name in parts if name.endswith(".rels")]:
        _settle_relations(parts, name)
    _add_types(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def _members(path: Path) -> Parts:
    """What can be read, without the parts that are no XML although they are called so."""
    parts: Parts = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            try:
                content = archive.read(name)
            except _UNREADABLE:
                if _HOLDS_TEXT.fullmatch(name):
                    raise
                continue
            if (
                _HOLDS_TEXT.fullmatch(name)
                or not name.endswith((".xml", ".rels"))
                or _parsed(content) is not None
            ):
                parts[name] = content
    return parts


def _parsed(content: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


def _transitional(parts: Parts) -> Parts:
    return {
        name: _STRICT.sub(_TRANSITIONAL, content) if name.endswith((".xml", ".rels")) else content
        for name, content in parts.items()
    }


def _settle_relations(parts: Parts, name: str) -> None:
    """Take away relations to parts that are not in the archive, with the headers and footers they name.

    The others lead to their parts in the letters the archive has: some programs write them differently.
    """
    relations = _parsed(parts[name])
    if relations is None:
        return
    folder, file = posixpath.split(name)
    owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    known = {part.lower(): part for part in parts}
    inner = [r for r in relations.iter(_RELATION) if r.get("TargetMode") != "External"]
    targets = {r: known.get(_place(r, posixpath.dirname(owner)).lower()) for r in inner}
    dead = [r for r, target in targets.items() if target is None]
    for relation, target in targets.items():
        if target is None:
            relations.remove(relation)
        else:
            relation.set("Target", f"/{target}")
    parts[name] = etree.tostring(relations)
    element = _parsed(parts[owner]) if dead and owner in parts else None
    if element is not None:
        gone = {relation.get("Id") for relation in dead}
        for reference in [r for r in element.iter(*_FURNITURE) if r.get(_ID) in gone]:
            parent = reference.getparent()
            if parent is not None:
                parent.remove(reference)
        parts[owner] = etree.tostring(element)


def _place(relation: etree._Element, folder: str) -> str:
    """The member a relation leads to, as written."""
    target = str(relation.get("Target", ""))
    place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(place)


def _add_types(parts: Parts) -> None:
    """Declare the content of parts whose type nothing declares."""
    types = _parsed(parts.get(_TYPES, b""))
    if types is None:
        return
    declared = {str(d.get("Extension", "")).lower() for d in types.iter(f"{_TYPE_NAMESPACE}Default")}
    named = {str(o.get("PartName", "")).lstrip("/").lower() for o in types.iter(f"{_TYPE_NAMESPACE}Override")}
    for name in parts:
        text = _HOLDS_TEXT.fullmatch(name)
        if text and name.lower() not in named:
            kind = _TYPE.format("document.main" if text[1] == "document" else text[1])
            etree.SubElement(types, f"{_TYPE_NAMESPACE}Override", PartName=f"/{name}", ContentType=kind)
            named.add(name.lower())
    lacking = {
        posixpath.splitext(name)[1][1:].lower() for name in parts if name.lower() not in named
    } - declared
    for extension in sorted(lacking - {""}):
        kind = mimetypes.guess_type(f"a.{extension}")[0] or "application/octet-stream"
        etree.SubElement(types, f"{_TYPE_NAMESPACE}Default", Extension=extension, ContentType=kind)
    parts[_TYPES] = etree.tostring(types)
