"""Row numbers of the form: lists, ranges, and what scans make of them."""

from __future__ import annotations

import pytest

from prereview.dossier.values.identifiers import row_numbers


@pytest.mark.parametrize(
    ("printed", "prefix", "rows"),
    [
        ("IP01、IP03-IP05", "IP", ("IP01", "IP03", "IP04", "IP05")),
        ("IP01～IP03；IP7", "IP", ("IP01", "IP02", "IP03", "IP07")),
        ("IP01、03、05", "IP", ("IP01", "IP03", "IP05")),
        ("IP02-04，08", "IP", ("IP02", "IP03", "IP04", "IP08")),
        ("IP01，3项发明专利", "IP", ("IP01",)),
        ("IP0 1、IP04、I P11", "IP", ("IP01", "IP04", "IP11")),
        ("IPO 3、IP06、I PI1", "IP", ("IP03", "IP06", "IP11")),
        ("研发活动编号：RDO2", "RD", ("RD02",)),
        ("1P01、lP02", "IP", ("IP01", "IP02")),
        ("NIP01", "NIP", ("NIP01",)),
        ("NIP01", "IP", ()),
        ("IP01-RD03", "IP", ("IP01",)),
        ("IP…", "IP", ()),
        ("IPOO", "IP", ()),
        ("SHIPO1", "IP", ()),
        ("无", "IP", ()),
    ],
)
def test_row_numbers(printed: str, prefix: str, rows: tuple[str, ...]):
    assert row_numbers(printed, prefix) == rows
