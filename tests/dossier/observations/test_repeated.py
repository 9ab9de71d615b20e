from prereview.dossier.facts import Facts
from prereview.dossier.observations.repeated import repeated_evidence
from tests.dossier.sectioned import fact


def papers(*rows):
    facts = []
    for n, (kind, number, result) in enumerate(rows, 1):
        head = f"conversion_evidence[{n}]"
        facts += [fact(f"{head}.kind", kind), fact(f"{head}.number", number), fact(f"{head}.result", result)]
    return Facts(facts)


def found(*rows):
    return [f.value for f in repeated_evidence(papers(*rows))]


def test_one_invoice_for_two_results_is_named_with_both():
    assert found(("发票", "2344 2000", "甲技术"), ("发票", "23442000", "乙软件")) == [
        "23442000",
        "发票",
        ("甲技术", "乙软件"),
    ]


def test_two_pages_of_one_result_and_two_kinds_with_one_number_are_not_a_repeat():
    assert found(("发票", "1", "甲技术"), ("发票", "1", "甲技术"), ("销售合同", "1", "乙软件")) == []
