from decimal import Decimal

from prereview.dossier.records import merge_sections
from tests.dossier.sectioned import fact, section


def paths(*sections):
    return {f.path: f.value for f in merge_sections(sections)}


def test_a_person_in_two_lists_is_one_record_and_another_gets_the_next_number():
    staff = section("personnel_list", fact("personnel[1].name", "甲"), fact("personnel[2].name", "乙"))
    technical = section(
        "personnel_list",
        fact("personnel[1].name", "乙"),
        fact("personnel[1].tech", True),
        fact("personnel[2].name", "丙"),
        file="b.pdf",
    )
    assert paths(staff, technical) == {
        "personnel[1].name": "甲",
        "personnel[2].name": "乙",
        "personnel[2].tech": True,
        "personnel[3].name": "丙",
    }


def test_rows_of_one_section_keep_their_numbers_whatever_their_order_and_names():
    rows = [fact(f"conversions[{n}].name", name) for n, name in ((1, "甲"), (3, "甲"), (2, "乙"))]
    assert paths(section("conversion_summary", *rows)) == {f.path: f.value for f in rows}


def test_years_are_not_rows():
    first = section("tax_return", fact("tax_returns[2023].firm_name", "甲公司"))
    second = section("tax_return", fact("tax_returns[2023].firm_name", "甲公司", "b.pdf"))
    merged = merge_sections([first, second])
    assert [f.path for f in merged] == ["tax_returns[2023].firm_name"]
    assert [e.file for e in merged[0].evidence] == ["a.pdf", "b.pdf"]


def test_a_part_of_a_report_that_is_a_file_of_its_own_is_there():
    report = section("financial_audit_report", fact("audits[2025].has_narrative", False))
    narrative = section(
        "financial_audit_report", fact("audits[2025].has_narrative", True, "b.pdf"), file="b.pdf"
    )
    for order in ((report, narrative), (narrative, report)):
        (merged,) = merge_sections(order)
        assert merged.value is True
        assert merged.readings == ()
        assert [e.file for e in merged.evidence] == ["b.pdf"]


def test_readings_that_differ_are_both_kept():
    first = section("business_licence", fact("licence.firm_name", "甲公司"))
    second = section("business_licence", fact("licence.firm_name", "乙公司"), file="b.pdf")
    (merged,) = merge_sections([first, second])
    assert (merged.value, [r.value for r in merged.readings]) == ("甲公司", ["乙公司"])


def test_provisional_keys_of_two_sections_stay_apart():
    sections = [
        section("rd_approval", fact("rd_approvals[?1].name", name), file=file)
        for name, file in (("甲的研发", "a.pdf"), ("乙的研发", "b.pdf"))
    ]
    assert sorted(paths(*sections).values()) == ["乙的研发", "甲的研发"]


def test_papers_of_one_title_are_numbered_when_they_name_different_firms():
    sections = [
        section("commitment_letter", fact("firm_names[企业承诺书].name", name), file=file)
        for name, file in (("甲公司", "a.pdf"), ("乙公司", "b.pdf"), ("甲公司", "c.pdf"))
    ]
    assert paths(*sections) == {
        "firm_names[企业承诺书].name": "甲公司",
        "firm_names[企业承诺书（2）].name": "乙公司",
    }


def test_the_total_of_a_yearly_audit_is_not_that_of_the_years():
    reports = [
        section(
            "special_audit_rd",
            fact(f"special_rd[{year}].total", Decimal(amount)),
            fact("special_rd.total", Decimal(amount)),
            fact("special_rd.domestic", Decimal(amount)),
            fact("special_rd.stated_ratio", Decimal("0.05")),
            file=f"{year}.pdf",
        )
        for year, amount in ((2024, 100), (2025, 200))
    ]
    merged = {f.path: f for f in merge_sections(reports)}
    assert merged.keys() == {"special_rd[2024].total", "special_rd[2025].total", "special_rd.domestic"}
    assert merged["special_rd.domestic"].value == 300
    (alone,) = [f.value for f in merge_sections(reports[:1]) if f.path == "special_rd.total"]
    assert alone == 100


def test_domestic_cost_of_yearly_audits_that_state_no_total_over_years():
    reports = [
        section(
            "special_audit_rd",
            fact(f"special_rd[{year}].total", Decimal(amount)),
            fact("special_rd.domestic", Decimal(amount - 10)),
            file=f"{year}.pdf",
        )
        for year, amount in ((2024, 100), (2025, 200))
    ]
    assert paths(*reports)["special_rd.domestic"] == 280
    assert "special_rd.domestic" not in paths(reports[0])
    totals = [fact(f"special_rd[{year}].total", Decimal(100)) for year in (2023, 2024)]
    of_both = section("special_audit_rd", *totals, fact("special_rd.domestic", Decimal(190)))
    assert paths(of_both)["special_rd.domestic"] == 190


def test_one_sealed_paper_of_a_record_is_enough():
    task_book = section("rd_approval", fact("rd_approvals[RD01].sealed", False))
    decision = section("rd_approval", fact("rd_approvals[RD01].sealed", True))
    for order in ((task_book, decision), (decision, task_book)):
        (merged,) = merge_sections(order)
        assert (merged.value, merged.readings) == (True, ())


def test_a_rule_and_the_letter_that_issues_it_are_one_record():
    letter = section(
        "management_rules",
        fact("rules[1].title", "研发管理办法"),
        fact("rules[1].document_number", "甲字1号"),
    )
    other = section("management_rules", fact("rules[1].title", "培训制度"))
    rule = section(
        "management_rules", fact("rules[1].title", "研发管理办法"), fact("rules[1].firm_name", "甲公司")
    )
    assert paths(letter, other, rule) == {
        "rules[1].title": "研发管理办法",
        "rules[1].document_number": "甲字1号",
        "rules[2].title": "培训制度",
        "rules[1].firm_name": "甲公司",
    }
    people = [fact(f"personnel[{n}].name", name) for n, name in ((1, "甲"), (2, "乙"))]
    ranks = [fact(f"personnel[{n}].title", "工程师") for n in (1, 2)]
    assert len(paths(section("personnel_list", *people, *ranks))) == 4
