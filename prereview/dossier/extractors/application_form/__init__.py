"""The application form (高新技术企业认定申请书) with its registration table, table by table.

Promises: a value stands beside, below or at the crossing of its label, whatever
the grid; money is in yuan, 万元 where the form says nothing; a cell that is blank
or says 无 gives no value, 0 stays 0. Cells left empty are recorded apart. Refuses:
to take a row or a year whose number is not printed and cannot be told.
"""

from __future__ import annotations

from prereview.dossier.extractors.application_form.activities import read_activities
from prereview.dossier.extractors.application_form.blanks import Blanks
from prereview.dossier.extractors.application_form.cost_signatures import read_cost_signatures
from prereview.dossier.extractors.application_form.costs import read_costs
from prereview.dossier.extractors.application_form.cover import applied_on, read_cover
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.innovation import read_innovation
from prereview.dossier.extractors.application_form.loose import read_loose_lines
from prereview.dossier.extractors.application_form.main_table import read_main_table
from prereview.dossier.extractors.application_form.parts import parts_of
from prereview.dossier.extractors.application_form.products import read_products
from prereview.dossier.extractors.application_form.register import add_field_code, read_register
from prereview.dossier.extractors.application_form.rights import read_counts, read_rights
from prereview.dossier.extractors.application_form.staff import read_staff
from prereview.dossier.extractors.application_form.standards import read_standards
from prereview.dossier.extractors.application_form.years import form_years
from prereview.dossier.extractors.signing import REPRESENTATIVE, record_draft, record_signing
from prereview.dossier.facts import FactCollector
from prereview.dossier.sections import SectionView

_READERS = (
    read_main_table,
    add_field_code,
    read_counts,
    read_rights,
    read_staff,
    read_activities,
    read_products,
    read_innovation,
    read_standards,
)


def extract(view: SectionView, facts: FactCollector) -> None:
    """Add the facts of one application form."""
    parts, lines, blanks = tuple(parts_of(view.blocks)), tuple(view.lines()), Blanks()
    years = form_years(parts, lines, applied_on(lines))
    form = Form(parts, lines, years, facts, blanks)
    read_register(form)
    read_loose_lines(form)
    read_cover(lines, facts, blanks, with_region=not any(form.of("register")))
    for read in _READERS:
        read(form)
    read_cost_signatures(view.pages, read_costs(form), facts)
    record_signing(view.pages, facts, "application", REPRESENTATIVE)
    record_draft(view.pages, facts, "application", REPRESENTATIVE)
    blanks.write(facts)
