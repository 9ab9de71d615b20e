"""Certificates of patents and computer programs, and the receipts of patent fees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from samples.generator.dates import chinese_padded
from samples.generator.documents.sheet import Sheet
from samples.generator.layout import drawing, pdf
from samples.generator.layout.blocks import Block, Break, Paper, Signature, Text, Title, table
from samples.generator.layout.fonts import register
from samples.generator.model import Dossier, Right
from samples.generator.money import plain
from samples.generator.style import Style

_TITLES = {"invention": "发明专利证书", "utility": "实用新型专利证书", "design": "外观设计专利证书"}
_NAMES = {"invention": "发明名称", "utility": "实用新型名称", "design": "外观设计名称"}
_GREEN = Color(0.16, 0.42, 0.36)
_BLUE = Color(0.16, 0.36, 0.62)
_FORBIDDEN = str.maketrans('/:*?"<>|\\', "_________")


def sheets(d: Dossier) -> Iterator[Sheet]:
    """A certificate per right, and the receipts of all patents in one file."""
    for key, right in {**d.rights, **d.used_rights}.items():
        yield Sheet(
            id=f"certificate/{key}",
            folder="rights",
            name=f"{key}_{right.name.translate(_FORBIDDEN)}",
            build=partial(_certificate, key=key),
        )
    if any(right.fee_paid_on for right in d.rights.values()):
        yield Sheet(id="receipts", folder="rights", name="专利年费缴纳票据", build=_receipts)


def _certificate(d: Dossier, s: Style, key: str) -> bytes:
    right = {**d.rights, **d.used_rights}[key]
    if right.kind == "software":
        return pdf.draw(A4, partial(_software, right=right), title="计算机软件著作权登记证书")
    return pdf.draw(A4, partial(_patent, right=right, d=d, s=s), title=_TITLES[right.kind])


def _lines(canvas: Canvas, text: str, x: float, y: float, size: float, fitting: int, leading: float) -> float:
    """A text cut after so many characters; returns where the next line would stand."""
    for start in range(0, len(text), fitting):
        canvas.setFont(register("song"), size)
        canvas.drawString(x, y, text[start : start + fitting])
        y -= leading
    return y


def _patent(canvas: Canvas, right: Right, d: Dossier, s: Style) -> None:
    width, height = A4
    drawing.frame(canvas, width, height, _GREEN)
    drawing.emblem(canvas, width / 2, height - 96, 30, _GREEN)
    canvas.setFillGray(0)
    canvas.setFont(register("song"), 10)
    canvas.drawString(60, height - 62, f"证书号第{right.certificate_number}号")
    canvas.drawRightString(width - 60, height - 62, "第 1 页 (共 1 页)")
    canvas.setFont(register("hei"), 27)
    spaced = " ".join(_TITLES[right.kind]) if right.kind == "invention" else _TITLES[right.kind]
    canvas.drawCentredString(width / 2, height - 175, spaced)
    number = f"{right.number[:2]} {right.number[2:6]} {right.number[6]} {right.number[7:]}"
    publication = f"{right.publication[:2]} {right.publication[2:-1]} {right.publication[-1]}"
    owner, inventors = "；".join(right.owners), "；".join(right.inventors)
    people = "设计人" if right.kind == "design" else "发明人"
    y = height - 225
    items: tuple[tuple[str, str], ...]
    if s.two_page_certificates:
        items = (
            (_NAMES[right.kind], right.name), (people, inventors), ("专 利 号", number),
            ("专利申请日", chinese_padded(right.applied_on)), ("专 利 权 人", owner), ("地    址", f"{d.firm.postcode} {d.firm.address}"),
        )  # fmt: skip
        last = f"授权公告日：{chinese_padded(right.granted_on)}　　　授权公告号：{publication}"
    else:
        items = (
            (_NAMES[right.kind], right.name), ("专利权人", owner), ("地址", f"{d.firm.postcode} {d.firm.address}"), (people, inventors),
        )  # fmt: skip
        last = ""
    for name, text in items:
        y = _lines(canvas, f"{name}：{text}", 70, y, 12, 37, 21) - 6
    if last:
        y = _lines(canvas, last, 70, y, 12, 60, 21)
    else:
        canvas.drawString(70, y, f"专利号：{number}")
        canvas.drawString(320, y, f"授权公告号：{publication}")
        canvas.drawString(70, y - 27, f"专利申请日：{chinese_padded(right.applied_on)}")
        canvas.drawString(320, y - 27, f"授权公告日：{chinese_padded(right.granted_on)}")
        canvas.drawString(70, y - 54, f"申请日时申请人：{owner}")
        canvas.drawString(70, y - 81, f"申请日时{people}：{inventors}")
        y -= 100
    body = (
        "国家知识产权局依照中华人民共和国专利法进行审查，决定授予专利权，颁发本证书并在专利登记簿上予以登记。"
        "专利权自授权公告之日起生效。专利权的转移、质押、无效、终止、恢复等事项以专利登记簿记载为准。"
    )
    _lines(canvas, body, 70, y - 14, 10.5, 43, 18)
    drawing.bars(canvas, 72, 178, 130, 26, right.number)
    canvas.setFont(register("song"), 12)
    canvas.drawString(72, 130, "局长")
    canvas.drawCentredString(width - 165, 96, chinese_padded(right.granted_on))
    drawing.handwriting(canvas, 104, 124, "沈知行", 24)
    drawing.seal(canvas, width - 165, 128, "国家知识产权局", radius=50)


def _software(canvas: Canvas, right: Right) -> None:
    width, height = A4
    canvas.setFillColorRGB(0.93, 0.96, 0.99)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    drawing.frame(canvas, width, height, _BLUE)
    canvas.setFillGray(0)
    canvas.setFont(register("hei"), 20)
    canvas.drawCentredString(width / 2, height - 118, "中华人民共和国国家版权局")
    canvas.drawCentredString(width / 2, height - 152, "计算机软件著作权登记证书")
    canvas.setFont(register("song"), 11)
    canvas.drawCentredString(width / 2 + 90, height - 190, f"证书号：{right.certificate_number}")
    name, version = right.name.rsplit("V", 1)
    items = [("软 件 名 称", f"{name}|V{version}"), ("著 作 权 人", "；".join(right.owners))]
    if right.granted_on.year < 2024:
        items.append(("开发完成日期", chinese_padded(right.applied_on)))
        items.append(("首次发表日期", chinese_padded(right.published_on)))
    items += [("权利取得方式", "原始取得"), ("权 利 范 围", "全部权利"), ("登  记  号", right.number)]
    y = height - 240
    for label, text in items:
        canvas.setFont(register("song"), 13)
        canvas.drawString(110, y, f"{label}：")
        for line in text.split("|"):
            y = _lines(canvas, line, 210, y, 13, 22, 22)
        y -= 12
    legal = "根据《计算机软件保护条例》和《计算机软件著作权登记办法》的规定，经中国版权保护中心审核，对以上事项予以登记。"
    _lines(canvas, legal, 110, y - 16, 12, 31, 22)
    drawing.square_code(canvas, 110, 120, 62, right.number)
    canvas.setFont(register("song"), 10)
    canvas.drawString(110, 92, f"No. {right.number[-7:]}8")
    canvas.setFont(register("song"), 13)
    canvas.drawCentredString(width - 180, 118, chinese_padded(right.granted_on))
    drawing.seal(canvas, width - 180, 150, "计算机软件著作权登记专用章", radius=52)


def _receipts(d: Dossier, s: Style) -> Paper:
    blocks: list[Block] = []
    paid = [right for right in d.rights.values() if right.fee_paid_on]
    for number, right in enumerate(paid):
        if number and number % 3 == 0:
            blocks.append(Break())
        year = (d.applied_on - right.applied_on).days // 365 + 1
        code = f"{abs(hash_of(right.number)) % 10**10:010d}"
        assert right.fee_paid_on
        blocks += [
            Title(text="中央非税收入统一票据（电子）", level=1),
            Text(text=f"票据代码：00010123　　票据号码：{code}　　校验码：{code[:6]}", indent=False, size=9),
            Text(text=f"交款人：{right.owners[0]}　　开票日期：{right.fee_paid_on.isoformat()}", indent=False, size=9),
            table(
                [
                    ["项目编码", "项目名称", "单位", "数量", "标准", "金额（元）", "备注"],
                    ["103044712", f"专利年费（第{year}年度）", "元", "1", plain(right.fee), plain(right.fee),
                     f"申请号：{right.number[2:]}"],
                ],
                (13, 24, 7, 7, 12, 13, 26),
            ),
            Text(text=f"金额合计（小写）：{plain(right.fee)}", indent=False, size=9),
            Signature(lines=("收款单位：国家知识产权局",), seal="国家知识产权局专利局", align="left"),
        ]  # fmt: skip
    return Paper(blocks=tuple(blocks), font="song", table_font="song", title="专利年费缴纳票据")


def hash_of(text: str) -> int:
    """A number out of a text, the same on every machine."""
    value = 7
    for character in text:
        value = (value * 131 + ord(character)) % 2**61
    return value
