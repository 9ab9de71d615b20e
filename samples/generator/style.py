"""How one firm's papers look: fonts, labels, dates, folders, formats.

Drawn from the seed, so that packages differ in what a reader must cope with and not only
in their figures.
"""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec

from samples.generator.dates import chinese, chinese_padded


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """The look of a package."""

    body: str
    """Font of running text: `song`, `hei` or `kai`."""
    tables: str
    """Font of tables."""
    headings: str
    """Font of headings."""
    date_form: str
    """`chinese`, `padded`, `dash` or `dot`."""
    references: str
    """What joins row numbers: `、`, `，`, `,` or `;`."""
    path_mark: str
    """What joins the names of a technical field."""
    tick: str
    """A ticked box."""
    folders: str
    """How folders are named: `spaced`, `underscored`, `dotted` or `flat`."""
    labels: dict[str, str]
    """Wordings of labels that vary between forms."""
    word: frozenset[str]
    """Kinds of papers handed in as DOCX."""
    scanned: frozenset[str]
    """Papers handed in as scans."""
    merged: frozenset[str]
    """Kinds of papers of which all stand in one file."""
    two_page_certificates: bool
    """Patent certificates of the generation before the electronic one."""

    def label(self, name: str) -> str:
        """The wording of a label in this package."""
        return self.labels.get(name, name)

    def day(self, day: date) -> str:
        """A day as this firm writes it."""
        forms = {
            "chinese": chinese(day),
            "padded": chinese_padded(day),
            "dash": day.isoformat(),
            "dot": f"{day.year}.{day.month}.{day.day}",
        }
        return forms[self.date_form]

    def period(self, first: date, last: date) -> str:
        """A period from day to day."""
        return f"{self.day(first)}至{self.day(last)}" if self.date_form != "dash" else f"{first}~{last}"

    def join(self, keys: tuple[str, ...]) -> str:
        """Row numbers of a cell, 0 for none."""
        return self.references.join(keys) or "0"

    def path(self, field: str) -> str:
        """A technical field; the list's own slash inside a name is kept."""
        return field.replace("/", self.path_mark)


_LABELS = {
    "Ⅰ类": ("Ⅰ类", "I类", "Ⅰ 类"),
    "Ⅱ类": ("Ⅱ类", "II类", "Ⅱ 类"),
    "授权号": ("授权号", "授权号", "专利号/著作权号"),
    "期末余额": ("期末余额", "期末余额", "期末数"),
    "年初余额": ("上年年末余额", "年初余额", "期初余额"),
    "本期金额": ("本期金额", "本年金额", "本期发生额"),
    "上期金额": ("上期金额", "上年金额", "上期发生额"),
    "立项报告": ("研究开发项目立项报告", "研发项目立项书", "研发项目任务书"),
    "验收报告": ("研究开发项目验收报告", "研发项目结题报告", "项目验收报告"),
    "项目名称": ("项目名称", "研发项目名称", "研究开发项目名称"),
    "起止时间": ("起止时间", "起止日期", "实施期限"),
    "辅助账": ("研发支出辅助账", "高新技术企业认定研发费用辅助账", "研究开发费用辅助账"),
    "说明": ("高新技术产品（服务）说明", "产品（服务）技术说明", "主要产品说明书"),
    "名单": ("企业职工和科技人员情况说明", "职工总体情况和科技人员情况说明", "职工与科技人员情况说明"),
    "承诺书": ("企业承诺书", "高新技术企业认定申报承诺书", "承诺书"),
    "装备调试费用与试验费用": ("装备调试费用与试验费用", "装备调试费用与试验费用", "装备调试费与试验费用"),
}


_MERGED: tuple[tuple[str, ...], ...] = (
    (),
    (),
    ("evidence",),
    ("approval", "acceptance"),
    ("evidence", "approval", "acceptance"),
)


def draw_style(random: Random) -> Style:
    """A look out of chance."""
    body = random.choice(("song", "song", "hei", "kai"))
    word = {
        name for name in ("approval", "rules", "product", "personnel", "commitment") if random.random() < 0.5
    }
    scans = {
        name for name in ("licence", "certificates", "acceptance", "commitment") if random.random() < 0.35
    }
    return Style(
        body=body,
        tables=random.choice(("song", "hei")),
        headings=random.choice(("hei", "hei", body)),
        date_form=random.choice(("chinese", "padded", "dash", "dot")),
        references=random.choice(("、", "，", ",", "；")),
        path_mark=random.choice(("/", "-", "—", " / ")),
        tick=random.choice(("☑", "■", "√")),
        folders=random.choice(("spaced", "underscored", "dotted", "flat")),
        labels={name: random.choice(wordings) for name, wordings in _LABELS.items()},
        word=frozenset(word | {"rules"}),
        scanned=frozenset(scans - word),
        merged=frozenset(_MERGED[random.randrange(len(_MERGED))]),
        two_page_certificates=random.random() < 0.3,
    )


SAMPLE_STYLE = Style(
    body="song",
    tables="song",
    headings="song",
    date_form="chinese",
    references="、",
    path_mark="/",
    tick="☑",
    folders="spaced",
    labels={name: wordings[0] for name, wordings in _LABELS.items()},
    word=frozenset(("rules", "product", "personnel")),
    scanned=frozenset(("licence", "certificate/IP02", "acceptance/RD01")),
    merged=frozenset(("evidence", "approval", "acceptance")),
    two_page_certificates=False,
)
"""The look of the two committed samples: most papers digital, some DOCX, three scans."""
