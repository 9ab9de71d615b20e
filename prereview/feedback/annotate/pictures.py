"""Picture files as PDF, so that a photographed certificate can carry comments as well.

The page has the size the reader takes the picture to have; what evidence names lies
at the same place.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from prereview.documents.rendering import as_jpeg, rendered

DPI = 150
QUALITY = 80


def picture_as_pdf(source: Path) -> pikepdf.Pdf:
    """A PDF with a page per frame. Raises what reading a picture raises."""
    pdf = pikepdf.Pdf.new()
    with rendered(source) as renderer:
        for number in range(1, renderer.page_count + 1):
            picture = renderer.page(number, DPI)
            width, height = renderer.size(number)
            image = pikepdf.Stream(pdf, as_jpeg(picture, QUALITY))
            image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
            image.Width, image.Height = picture.width, picture.height
            image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
            drawing = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Page Do Q"
            page = Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(width, 2), round(height, 2)]),
                Resources=Dictionary(XObject=Dictionary(Page=image)),
                Contents=pikepdf.Stream(pdf, drawing.encode("ascii")),
            )
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf
