"""Where a PDF page is to be read: its text layer, its image, or both.

A text layer is trusted when it is what a person sees. A layer hidden behind a
scan was written by recognition software and may be wrong: the image is read
again and the better reading wins. Characters that cannot be meant (private use,
rare characters throughout) betray a broken font: the image is read. Certificates
print their values as text over an image that carries heading and labels: there
both are read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

import pypdfium2 as pdfium
from msgspec.structs import replace

from prereview.documents.layout import Glyph
from prereview.documents.limits import LIMITS
from prereview.documents.model import Page
from prereview.documents.pdf_objects import UNMAPPED, Drawing, text_is_hidden
from prereview.documents.scan import engine as recognition
from prereview.documents.scan.image import image_pixels, render
from prereview.documents.tables import blocks_of

Source = Literal["text", "image", "doubtful", "both"]
"""`doubtful`: a text layer that the image may say better."""

FEW_CHARACTERS = 8
"""A page with fewer characters has no text layer worth the name."""

LARGE_IMAGE = 0.5
"""A text layer under an image that covers this part of the page may be recognised text."""

SOME_IMAGE = 0.15
"""Images that cover this part of the page may carry text of their own; seals cover less."""

TOO_MANY_PIXELS = "页内图像尺寸过大，未识别；请降低分辨率后重新提供"

STRANGE = 0.1
"""From this share of characters that cannot be meant on, a text layer is broken."""

USUAL_SHARE = 0.12
"""Chinese text has at least this share of the most usual characters."""

ENOUGH_CHINESE = 30
"""Chinese characters from which their usualness can be judged."""

OUTLINES = 120
"""Shapes on a page with hardly any text: letters drawn as outlines."""

USUAL = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值"
    "号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严企业申请审核"
    "项目费用研究开发收入利润资产负债合计金额单位编号名称日期专利软件著作权授权登记证书法定代表人注册营业执照税额应纳税所得"
)


def source_of(page: pdfium.PdfPage, glyphs: Sequence[Glyph], drawing: Drawing, image_share: float) -> Source:
    """Which reading of a page to take; `image_share` is the part of its area that images cover."""
    characters = sum(g.text != " " for g in meant(glyphs))
    if characters < FEW_CHARACTERS and (image_share >= LARGE_IMAGE or not characters):
        return "image"
    if is_broken(glyphs):
        return "doubtful"
    if image_share >= LARGE_IMAGE and (not drawing.text_on_top or text_is_hidden(page)):
        return "doubtful"
    if image_share >= SOME_IMAGE or (drawing.shapes > OUTLINES and characters < drawing.shapes / 4):
        return "both"
    return "text"


def is_broken(glyphs: Sequence[Glyph]) -> bool:
    """Whether characters are such that the text cannot be meant."""
    shown = [g.text for g in glyphs if g.text.strip()]
    if not shown:
        return False
    strange = sum(unicodedata.category(c[0]) in ("Co", "Cn", "Cs") or c == UNMAPPED for c in shown)
    if strange > STRANGE * len(shown):
        return True
    chinese = [c for c in shown if "\u3400" <= c[0] <= "\u9fff"]
    usual = sum(c in USUAL for c in chinese)
    return len(chinese) >= ENOUGH_CHINESE and usual < USUAL_SHARE * len(chinese)


def meant(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters of which the file says what they are."""
    return [g for g in glyphs if g.text != UNMAPPED]


def read_recognised(
    page: pdfium.PdfPage, printed: Page, glyphs: list[Glyph], drawing: Drawing, source: Source
) -> Page:
    """The page as read from its rendering, or from rendering and text layer together."""
    from prereview.documents.scan.page import read_scan, text_beside

    if image_pixels(page) > LIMITS.image_pixels:
        blocks = blocks_of(drawing.rulings, meant(glyphs), printed.number or 1)
        return replace(
            printed, blocks=blocks, state="read" if blocks else "image_only", problem=TOO_MANY_PIXELS
        )
    image = render(page)
    number = printed.number or 1
    if source == "both":
        added = text_beside(image, glyphs, drawing)
        blocks = blocks_of(drawing.rulings, [*meant(glyphs), *added], number)
        return with_seals(page, replace(printed, blocks=blocks), drawing)
    seen = read_scan(image, printed)
    if source == "doubtful" and not _better(seen, glyphs):
        return replace(printed, blocks=blocks_of(drawing.rulings, meant(glyphs), number), seals=seen.seals)
    return seen


def with_seals(page: pdfium.PdfPage, read: Page, drawing: Drawing) -> Page:
    """The page with its seals, signatures and codes, where it holds pictures that may be such."""
    if not recognition.available():
        return read
    from prereview.documents.scan.stamped import may_be_stamped, with_marks

    if not may_be_stamped(drawing) or image_pixels(page) > LIMITS.image_pixels:
        return read
    return with_marks(page, read, drawing)


def _better(seen: Page, glyphs: Sequence[Glyph]) -> bool:
    """Whether the image gave about as much text as the layer has, or the layer cannot be meant."""
    layer = sum(g.text != " " for g in glyphs)
    return seen.character_count >= 0.7 * layer or (is_broken(glyphs) and seen.character_count > 0)
