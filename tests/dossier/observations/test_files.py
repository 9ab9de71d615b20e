import msgspec
import pytest

from prereview.dossier.observations.attachments import attachments
from prereview.dossier.observations.page_numbers import page_gaps
from prereview.dossier.sections import Section
from tests.dossier.pages import document, line, page


def numbered(*numbers: str | None, path: str = "审计报告.pdf"):
    pages = [
        page(*([line(text, top=800, page=at)] if text else []), number=at)
        for at, text in enumerate(numbers, 1)
    ]
    return [(document(*pages, path=path), ())]


def gaps(*numbers: str | None):
    found = [f.value for f in page_gaps(numbered(*numbers))]
    return list(zip(found[1::3], found[2::3], strict=True))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("第 1 页 共 3 页", "第 2 页 共 3 页", "第 3 页 共 3 页"), []),
        (("第1页共4页", "第2页共4页", "第4页共4页"), [(4, 2)]),
        (("第1页,共4页", "第2页,共4页"), [(4, 2)]),
        (("第1页共4页", None, "第3页共4页", "第4页共4页"), []),  # a number that was not read is no gap
        (("第2页共2页", "第1页共5页"), []),  # another paper begins
        (("第1页共9页",), []),  # one page alone shows nothing
    ],
)
def test_gaps_of_a_printed_numbering(numbers, expected):
    assert gaps(*numbers) == expected


def test_files_as_attachments():
    paper = document(page(number=1), page(number=2), path="03 知识产权/IP05_某软件[V1].pdf")
    paper = msgspec.structs.replace(paper, byte_count=2_097_153)
    sections = (
        Section(paper.path, "software_certificate", 1, 1, 1.0),
        Section(paper.path, "blank", 2, 2, 1.0),
    )
    facts = {f.path.rpartition(".")[2]: f for f in attachments([(paper, sections)])}
    assert facts["name"].value == "IP05_某软件[V1].pdf"
    assert facts["row"].value == "IP05"
    assert facts["kinds"].value == ("software_certificate",)
    assert facts["pages"].value == 2
    assert facts["size"].value == 2_097_153
    assert facts["size"].path == "attachments[03 知识产权/IP05_某软件（V1）.pdf].size"


@pytest.mark.parametrize(
    ("name", "row"),
    [("RD03_立项.pdf", "RD03"), ("附件PS02 说明.pdf", "PS02"), ("NIP01.pdf", "NIP01"), ("GRIP12.pdf", None)],
)
def test_the_row_a_file_is_named_after(name, row):
    found = {f.path.rpartition(".")[2]: f.value for f in attachments([(document(page(), path=name), ())])}
    assert found.get("row") == row
