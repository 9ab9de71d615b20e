"""Extractors: one per kind of document, from a section to facts.

`EXTRACTORS` is the whole list: a kind without an entry is kept as material of
the package, but nothing is read from it. An extractor reads its section only,
writes paths of the vocabulary only, and leaves out what it cannot read surely.
"""

from __future__ import annotations

from typing import Protocol

from prereview.dossier.extractors import (
    agency_evidence,
    application_form,
    business_licence,
    certificates,
    change_notices,
    commitment_letter,
    conversion_evidence,
    conversion_summary,
    cooperation_agreement,
    fee_receipts,
    financial_audit_report,
    management_rules,
    personnel_list,
    product_descriptions,
    product_papers,
    rd_acceptance,
    rd_approval,
    rd_ledger,
    social_security,
    special_audit,
    standard_evidence,
    tax_return,
)
from prereview.dossier.facts import FactCollector
from prereview.dossier.kinds import DocumentKind
from prereview.dossier.sections import SectionView


class Extractor(Protocol):
    """Reads one section and records what it states."""

    def __call__(self, view: SectionView, facts: FactCollector) -> None:
        """Add the facts of `view` to `facts`."""


EXTRACTORS: dict[DocumentKind, Extractor] = {
    "application_form": application_form.extract,
    "business_licence": business_licence.extract,
    "patent_certificate": certificates.extract_patent,
    "software_certificate": certificates.extract_software,
    "other_ip_certificate": certificates.extract_other,
    "ip_fee_receipt": fee_receipts.extract,
    "ip_transfer_notice": change_notices.extract_transfer,
    "ip_register_copy": certificates.extract_register_copy,
    "name_change_notice": change_notices.extract_name_change,
    "standard_evidence": standard_evidence.extract,
    "commitment_letter": commitment_letter.extract,
    "agency_evidence": agency_evidence.extract,
    "financial_audit_report": financial_audit_report.extract,
    "special_audit_rd": special_audit.extract,
    "special_audit_income": special_audit.extract,
    "tax_return": tax_return.extract,
    "rd_approval": rd_approval.extract,
    "rd_acceptance": rd_acceptance.extract,
    "rd_ledger": rd_ledger.extract,
    "conversion_summary": conversion_summary.extract,
    "conversion_evidence": conversion_evidence.extract,
    "management_rules": management_rules.extract,
    "cooperation_agreement": cooperation_agreement.extract,
    "personnel_list": personnel_list.extract,
    "social_security": social_security.extract,
    "product_description": product_descriptions.extract,
    "product_test_report": product_papers.extract_test_report,
    "product_certificate": product_papers.extract_certificate,
}
