import msgspec
import pytest

from prereview.documents.model import Box, Seal, Signature
from prereview.dossier.extractors.signing import ACCOUNTANT, REPRESENTATIVE, record_signing
from prereview.dossier.facts import FactCollector
from tests.dossier.extractors.form_pages import costs
from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, table

COVER = line("法定代表人（签名）：", x=100, top=500), line("（公章）", x=100, top=530)
OPINION = line("中国注册会计师：", x=300, top=500), line("中国注册会计师：", x=300, top=560)


def signature(x, top, confidence=0.85):
    return Signature(Box(x, top, x + 60, top + 30), confidence)


def read(asks, *pages, counted=None):
    facts = FactCollector("a.pdf")
    record_signing(pages, facts, "audits[2024]" if counted else "application", asks, counted)
    return {f.path.rpartition(".")[2]: f.value for f in facts.facts()}


def with_marks(blocks, signatures=(), seals=()):
    return msgspec.structs.replace(page(*blocks), signatures=tuple(signatures), seals=tuple(seals))


def test_a_signed_and_sealed_cover():
    seal = Seal(Box(240, 480, 340, 580), "round", 0.99, "甲公司", 0.9)
    found = read(REPRESENTATIVE, with_marks(COVER, [signature(230, 495)], [seal]))
    assert found == {"signed": True, "sealed": True, "seal_name": "甲公司"}


def test_an_unsigned_printed_cover_is_told():
    assert read(REPRESENTATIVE, page(*COVER)) == {"signed": False, "sealed": False}


@pytest.mark.parametrize("signatures", [1, 2])
def test_accountants_are_counted(signatures):
    marks = [signature(420, 495 + 60 * n) for n in range(signatures)]
    assert (
        read(ACCOUNTANT, with_marks(OPINION, marks), counted="cpa_signatures")["cpa_signatures"] == signatures
    )


def test_a_personal_seal_stands_for_its_signer_and_round_ones_for_the_firm():
    frames = [Seal(Box(400, t, 460, t + 40), "frame", 0.8, "中国注册会计师", 0.9) for t in (495, 555)]
    firm = Seal(Box(110, 490, 210, 590), "round", 0.99)
    found = read(
        ACCOUNTANT, with_marks(OPINION, [signature(420, 495)], [*frames, firm]), counted="cpa_signatures"
    )
    assert (found["cpa_signatures"], found["sealed"]) == (2, True)


def test_a_signature_read_as_words_counts_beside_other_marks():
    lines = [
        line(f"中国注册会计师：{name}", x=300, top=t, method="ocr")
        for name, t in (("张三丰", 500), ("李四", 560))
    ]
    assert (
        read(ACCOUNTANT, with_marks(lines, [signature(420, 495)]), counted="cpa_signatures")["cpa_signatures"]
        == 2
    )
    # alone they may be signatures or printed names: nobody can tell
    assert "cpa_signatures" not in read(ACCOUNTANT, with_marks(lines), counted="cpa_signatures")
    empty = [line("中国注册会计师：", x=300, top=t, method="ocr") for t in (500, 560)]
    assert read(ACCOUNTANT, with_marks(empty), counted="cpa_signatures")["cpa_signatures"] == 0


def test_handwriting_far_from_the_words_or_unsure_does_not_count():
    marks = [signature(420, 100), signature(420, 495, 0.3)]
    assert read(ACCOUNTANT, with_marks(OPINION, marks), counted="cpa_signatures")["cpa_signatures"] == 0


def test_a_page_with_a_picture_that_was_not_looked_at_says_nothing():
    unseen = msgspec.structs.replace(page(*COVER), image_share=0.4)
    assert read(REPRESENTATIVE, unseen) == {}


def test_a_scan_without_handwriting_is_doubtful_and_words_behind_the_label_are_a_signature():
    def scanned(text):
        collector = FactCollector("a.pdf")
        record_signing(
            [page(line(text, x=100, top=500, method="ocr"))], collector, "application", REPRESENTATIVE
        )
        return next(f for f in collector.facts() if f.path.endswith("signed"))

    assert scanned("法定代表人(签名):史国栋").value is True
    blank = scanned("法定代表人(签名):")
    assert (blank.value, blank.confidence) == (False, 0.7)


def test_a_docx_says_nothing():
    assert read(REPRESENTATIVE, page(*COVER, number=None)) == {}


def form_page(number, marks=()):
    blocks = (
        line("五、企业年度研究开发费用结构明细表（2024年度）", top=80, page=number),
        table(costs("RD01", "合计"), top=110, page=number),
        line("企业填报人（签字）：            日期：2026年7月21日", x=120, top=420, page=number),
    )
    return msgspec.structs.replace(page(*blocks, number=number), signatures=tuple(marks))


def cost_signatures(*pages):
    values = values_of("application_form", *pages)
    return {path: value for path, value in values.items() if "cost_tables" in path}


def test_a_cost_table_with_handwriting_below_is_signed():
    signed = {"application.cost_tables[2024].signed": True}
    assert cost_signatures(form_page(1, [signature(216, 410)])) == signed


def test_a_cost_table_without_handwriting_is_unsigned_where_the_form_bears_some_elsewhere():
    cover = with_marks(COVER, [signature(230, 495)])
    assert cost_signatures(form_page(1)) == {}
    assert cost_signatures(cover, form_page(2)) == {"application.cost_tables[2024].signed": False}


def test_a_count_rests_on_the_surer_kind_of_marks():
    frames = [Seal(Box(400, t, 460, t + 40), "frame", 0.7, "中国注册会计师", 0.9) for t in (495, 555)]
    hands = [signature(420, 495), signature(420, 555)]
    firm = [Seal(Box(110, 490, 210, 590), "round", sure) for sure in (0.99, 0.6)]
    facts = FactCollector("a.pdf")
    record_signing(
        [with_marks(OPINION, hands, [*frames, *firm])], facts, "audits[2024]", ACCOUNTANT, "cpa_signatures"
    )
    sure = {fact.path: fact.confidence for fact in facts.facts()}
    assert sure == {"audits[2024].sealed": 0.99, "audits[2024].cpa_signatures": 0.85}
