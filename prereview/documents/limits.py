"""Finite limits on what is read, in one place; each is checked before the work it bounds."""

from __future__ import annotations

import msgspec

MEGABYTE = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """Bounds of one reading. Sizes in bytes, times in seconds."""

    file_bytes: int = 300 * MEGABYTE
    files: int = 5_000
    pages_per_file: int = 2_000
    characters_per_page: int = 60_000
    path_objects_per_page: int = 40_000
    form_depth: int = 8
    archive_members: int = 5_000
    archive_bytes: int = 2_000 * MEGABYTE
    archive_ratio: int = 200
    """Unpacked size over packed size of one archive member."""
    archive_depth: int = 3
    office_bytes: int = 400 * MEGABYTE
    """Unpacked size of a DOCX or XLSX."""
    image_pixels: int = 250_000_000
    """Pixels of all images of a PDF page before any is decoded."""
    pictures_per_file: int = 200
    """Pictures of a DOCX that are recognised."""
    page_seconds: float = 90.0
    """Time for one step of a worker: a file opened, a page read."""
    conversion_seconds: float = 60.0
    """Time for another program to convert a file; less than a step has."""
    worker_bytes: int = 3_000 * MEGABYTE
    """Memory a worker may hold."""
    worker_address_bytes: int = 16_000 * MEGABYTE
    """Addresses a worker may reserve; engines reserve far more than they use."""
    cache_bytes: int = 1_000 * MEGABYTE
    page_pixels: int = 12_000_000
    """Pixels of one rendered page."""
    picture_pixels: int = 120_000_000
    """Pixels of a picture file before it is decoded."""
    sheet_cells: int = 500_000
    """Cells of one sheet of a workbook."""
    image_side: int = 8_000
    """Longest side of one rendered page in pixels."""


LIMITS = Limits()
