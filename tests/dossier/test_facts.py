"""Facts by path, by record and by pattern, and some more of them beside those there are."""

from __future__ import annotations

from prereview.dossier.facts import Fact, Facts


def test_more_facts_stand_beside_those_there_are() -> None:
    few = Facts([Fact("a.years[2024].sales", 1), Fact("a.years[2025].sales", 2), Fact("b.name", "x")])
    more = few.extended(
        [Fact("a.years[2025].sales", 3), Fact("a.years[2025].assets", 4), Fact("c.flag", True)]
    )
    whole = Facts(
        [*few.values(), Fact("a.years[2025].sales", 3), Fact("a.years[2025].assets", 4), Fact("c.flag", True)]
    )

    assert dict(more) == dict(whole)
    for pattern in ("a.years[*].sales", "a.years[*].assets", "a.years[2025].sales", "c.flag", "b.name"):
        assert more.match(pattern) == whole.match(pattern)
    assert more.keys_of("a.years") == ("2024", "2025")
    assert more.has_below(("a", "years", "[2025]"))


def test_the_first_ones_stay_as_they_are() -> None:
    few = Facts([Fact("a.years[2024].sales", 1)])
    few.extended([Fact("a.years[2025].sales", 2), Fact("b.name", "x")])
    assert tuple(few) == ("a.years[2024].sales",)
    assert few.keys_of("a.years") == ("2024",)
    assert not few.has_below(("b",))
