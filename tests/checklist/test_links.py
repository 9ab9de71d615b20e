"""The matrix of activities, rights, products and conversions, and the papers of conversions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from prereview.checklist.links import (
    early_results,
    link_matrix,
    one_sided_links,
    papers_of_conversions,
    products_tested,
)
from prereview.dossier.facts import Fact, Facts, Value

FIRM: dict[str, Value] = {
    "application.ip[IP01].name": "甲方法",
    "application.ip[IP02].name": "乙装置",
    "application.ip[IP03].name": "丙软件",
    "application.rd[RD01].ip": ("IP01",),
    "application.rd[RD01].started_on": date(2024, 3, 1),
    "application.rd[RD02].ip": (),
    "application.rd[RD02].started_on": date(2025, 1, 1),
    "application.products[PS01].name": "数据平台",
    "application.products[PS01].ip": ("IP01",),
    "application.products[PS02].name": "检测仪",
    "application.products[PS02].ip": ("IP02", "IP09"),
    "conversions[1].name": "数据汇聚技术",
    "conversions[1].ip": ("IP01",),
    "conversions[1].rd": ("RD02",),
    "conversions[1].product": ("PS01",),
    "conversions[2].name": "检测算法",
    "conversions[2].ip": (),
    "conversions[2].rd": ("RD01",),
}


def firm(**more: Value) -> Facts:
    return facts_of(FIRM | more)


def facts_of(values: Mapping[str, Value]) -> Facts:
    return Facts(Fact(path, value) for path, value in values.items())


def test_dead_and_idle_ends() -> None:
    matrix = link_matrix(firm())
    assert matrix.dead() == ("PS02→IP09",)
    assert matrix.idle_rights() == ("IP03",)
    assert matrix.products_without_rd() == ("PS02",)
    assert matrix.products_without_ip() == ()
    assert matrix.product_to_rd["PS01"] == ("RD01", "RD02")


def test_a_conversion_whose_right_the_form_gives_to_another_activity() -> None:
    assert list(one_sided_links(link_matrix(firm()))) == ["1：RD02–IP01"]
    shared = firm(**{"application.rd[RD02].ip": ("IP01",)})
    assert list(one_sided_links(link_matrix(shared))) == []


def test_activities_without_result() -> None:
    matrix = link_matrix(firm(**{"conversions[1].rd": (), "application.rd[RD01].ip": ()}))
    assert matrix.rd_without_result() == ("RD02",)
    assert matrix.rd_without_conversion() == ("RD02",)


def test_papers_find_their_conversion_by_result_file_or_contract() -> None:
    facts = firm(
        **{
            "conversion_evidence[1].result": "数据汇聚技术",
            "conversion_evidence[1].number": "XS-1",
            "conversion_evidence[2].contract_number": "XS-1",
            "conversion_evidence[3].file": "02_检测算法",
            "conversion_evidence[4].file": "2",
            "conversion_evidence[5].file": "合同扫描件",
            "conversion_evidence[6].file": "01_检测算法",
        }
    )
    assert papers_of_conversions(facts) == {"1": "1", "2": "1", "3": "2", "4": "2", "6": "2"}


def test_a_proof_older_than_the_research() -> None:
    papers: dict[str, Value] = {
        "conversion_evidence[1].result": "检测算法",
        "conversion_evidence[1].dated_on": date(2024, 2, 29),
    }
    assert list(early_results(firm(**papers))) == [("2", "1")]
    later = papers | {"conversion_evidence[1].dated_on": date(2024, 3, 1)}
    assert list(early_results(firm(**later))) == []


def test_a_test_report_finds_its_product() -> None:
    facts = firm(
        **{
            "test_reports[1].product": "检测仪（YH-879）",
            "test_reports[2].product": "数据平台",
            "test_reports[3].product": "蓄电池",
        }
    )
    assert products_tested(facts) == {"1": "PS02", "2": "PS01"}


def test_nothing_read_gives_an_empty_matrix() -> None:
    matrix = link_matrix(Facts())
    assert (matrix.dead(), matrix.idle_rights(), matrix.conversions) == ((), (), ())
