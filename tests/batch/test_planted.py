"""What invented firms copied from each other is found, and the pattern that all use is not reported."""

from __future__ import annotations

import pytest

from prereview.batch import Options, run_batch, write_overview
from samples.build import write
from samples.generator.layout.fonts import available
from samples.generator.season import make_season

pytestmark = [
    pytest.mark.skipif(not available(), reason="the fonts of the samples are not installed"),
    pytest.mark.usefixtures("inline"),
]

FIRMS = 4


def test_planted_copies_are_found_and_nothing_else_is_reported(tmp_path):
    planted = set()
    for number, (package, copied) in enumerate(make_season(FIRMS, 700, kinds={"application"}), 1):
        write(package, tmp_path / "材料" / f"企业{number}")
        planted |= {(c.kind, f"企业{c.one + 1}", f"企业{c.other + 1}") for c in copied}
    done = run_batch(str(tmp_path / "材料"), tmp_path / "结果", Options(jobs=1))
    overview = write_overview(tmp_path / "结果", done.entries)
    assert {(c.kind, *(p.package for p in c.places)) for c in overview.copies.copies} == planted
    assert {kind for kind, *_ in planted} == {"text", "right"}
    assert all(p.file and p.page for c in overview.copies.copies for p in c.places)
    assert [len(t.packages) for t in overview.copies.templates] == [FIRMS] * len(overview.copies.templates)
    assert overview.copies.templates
