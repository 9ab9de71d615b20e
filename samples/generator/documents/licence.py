"""营业执照 and 企业承诺书: the landscape licence of 2019 and the firm's promise."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from samples.generator.dates import chinese_padded
from samples.generator.documents.sheet import Sheet, remarks
from samples.generator.layout import drawing, pdf
from samples.generator.layout.blocks import Paper, Signature, Space, Text, Title
from samples.generator.layout.fonts import register
from samples.generator.model import Dossier
from samples.generator.money import capital_in_words
from samples.generator.style import Style

_GOLD = Color(0.72, 0.58, 0.25)


def sheets(d: Dossier) -> Iterator[Sheet]:
    """The licence and the letter of commitment."""
    yield Sheet(id="licence", folder="licence", name="营业执照副本", build=_licence)
    yield Sheet(id="commitment", folder="licence", name="企业承诺书", build=_commitment)


def _licence(d: Dossier, s: Style) -> bytes:
    f = d.firm
    # Licences issued since 2022 no longer print the term.
    term = () if f.issued_on.year >= 2022 else (("营业期限", f"{chinese_padded(f.established_on)}至长期"),)
    return pdf.draw(
        landscape(A4),
        lambda canvas: face(
            canvas,
            code=f.credit_code,
            left=(
                ("名　　称", f.name),
                ("类　　型", f.type),
                ("法定代表人", f.legal_representative),
                ("经营范围", f.scope),
            ),
            right=(
                ("注册资本", capital_in_words(f.capital)),
                ("成立日期", chinese_padded(f.established_on)),
                *term,
                ("住　　所", f.address),
            ),
            registrar=f.registrar,
            issued=chinese_padded(f.issued_on),
        ),
        title="营业执照",
    )


def face(
    canvas: Canvas,
    code: str,
    left: tuple[tuple[str, str], ...],
    right: tuple[tuple[str, str], ...],
    registrar: str,
    issued: str,
) -> None:
    """The face of a licence in two columns."""
    width, height = landscape(A4)
    song, hei = register("song"), register("hei")
    canvas.setFillColorRGB(0.985, 0.975, 0.94)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    drawing.frame(canvas, width, height, _GOLD, inset=20)
    drawing.emblem(canvas, width / 2, height - 74, 30, drawing.RED)
    canvas.setFillGray(0)
    canvas.setFont(hei, 38)
    canvas.drawCentredString(width / 2, height - 150, "营 业 执 照")
    canvas.setFont(song, 12)
    canvas.drawCentredString(width / 2, height - 172, "（副　本）")
    canvas.drawString(70, height - 110, "统一社会信用代码")
    canvas.setFont(hei, 13)
    canvas.drawString(70, height - 128, code)
    drawing.square_code(canvas, width - 140, height - 140, 66, code)
    _column(canvas, left, 70, height - 215, 20)
    _column(canvas, right, 480, height - 215, 19)
    canvas.setFont(song, 13)
    canvas.drawString(520, 118, "登记机关")
    canvas.drawString(640, 80, issued)
    drawing.seal(canvas, 690, 112, registrar, radius=48)
    canvas.setFont(song, 8.5)
    canvas.drawString(70, 44, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn")
    canvas.drawCentredString(width / 2 + 40, 44, "市场主体应当于每年1月1日至6月30日通过公示系统报送年度报告")
    canvas.drawRightString(width - 60, 44, "国家市场监督管理总局监制")


def _column(canvas: Canvas, items: tuple[tuple[str, str], ...], x: float, y: float, per_line: int) -> None:
    """Labels with their values; long values wrap under themselves."""
    for name, text in items:
        size = 12.5 if len(text) <= 60 else 9.5
        fitting = int(per_line * 12.5 / size)
        canvas.setFont(register("hei"), 12.5)
        canvas.drawString(x, y, name)
        canvas.setFont(register("song"), size)
        lines = [text[i : i + fitting] for i in range(0, len(text), fitting)]
        for line in lines:
            canvas.drawString(x + 82, y, line)
            y -= size * 1.5
        y -= 12


def _commitment(d: Dossier, s: Style) -> Paper:
    f = d.firm
    return Paper(
        blocks=(
            Title(text=s.label("承诺书")),
            Text(text=f"{f.authority}：", indent=False),
            Text(
                text=f"{f.name}（统一社会信用代码：{f.credit_code}）申请高新技术企业认定，现就申报事项郑重承诺如下："
            ),
            Text(
                text="一、所提交的申请书及全部附件真实、准确、完整，电子材料与纸质材料一致，没有隐瞒和虚构。"
            ),
            Text(
                text="二、申请认定前一年内没有发生重大安全、重大质量事故，没有严重环境违法行为，未被列入严重违法失信名单。"
            ),
            Text(text="三、所列知识产权权属清晰，在有效保护期内，Ⅱ类知识产权此前没有用于高新技术企业认定。"),
            Text(text="四、研发费用和高新技术产品（服务）收入按规定归集核算，接受有关部门核查。"),
            Text(text="如有不实，愿意承担相应的法律责任和一切后果。"),
            *remarks(d, "commitment"),
            Space(height=30),
            Signature(
                lines=("法定代表人（签字）：", f"承诺单位（盖章）：{f.name}", s.day(d.applied_on)),
                seal=f.name,
                hand=(f.legal_representative,),
            ),
        ),
        font=s.body,
        heading_font=s.headings,
        size=12,
        title=s.label("承诺书"),
    )
