import os

import pytest

from prereview.batch.packages import LONG_SETTLED, find_packages, is_whole


@pytest.fixture
def season(tmp_path):
    for name in ("企业10", "企业2", "街道/企业3", ".hidden"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "申请书.pdf").write_bytes(b"x" * 10)
    (tmp_path / "空").mkdir()
    (tmp_path / "企业4.pdf").write_bytes(b"%PDF")
    (tmp_path / "说明.txt").write_bytes(b"-")
    return tmp_path


@pytest.fixture(params=["path", "url"])
def place(request, season):
    """The folder, named as a folder and as a URL."""
    if request.param == "path":
        return str(season)
    pytest.importorskip("fsspec")
    return f"file://{season}"


def names(place, **options):
    return [p.name for p in find_packages(place, **options)]


def package(place, name="企业2"):
    return next(p for p in find_packages(place) if p.name == name)


def test_folders_and_single_files_are_packages_in_natural_order(place):
    assert names(place) == ["企业2", "企业4.pdf", "企业10", "街道"]


def test_depth_and_pattern_pick(place):
    assert names(place, depth=2) == ["企业2/申请书.pdf", "企业10/申请书.pdf", "街道/企业3"]
    assert names(place, pattern="企业1*") == ["企业10"]


def test_a_fingerprint_follows_names_sizes_and_times(place, season):
    first = package(place)
    assert package(place) == first
    os.utime(season / "企业2" / "申请书.pdf", (1, 1))
    touched = package(place)
    (season / "企业2" / "新.pdf").write_bytes(b"y")
    added = package(place)
    assert len({p.fingerprint for p in (first, touched, added)}) == 3
    assert added.byte_count == 11


def test_what_a_copying_program_does_shows_as_activity_only(place, season):
    first = package(place)
    (season / "企业2" / ".新.pdf.x7Hg2").write_bytes(b"half")
    during = package(place)
    assert during.fingerprint == first.fingerprint
    assert during.activity != first.activity


@pytest.mark.parametrize(
    ("name", "content", "whole"),
    [
        ("a.pdf", b"%PDF-1.7 ... %%EOF\n", True),
        ("a.pdf", b"%PDF-1.7 ..." + bytes(5000), False),
        ("a.docx", b"PK\x03\x04 ... PK\x05\x06" + bytes(18), True),
        ("a.docx", b"PK\x03\x04 ..." + bytes(5000), False),
        ("a.jpg", bytes(50), True),
    ],
)
def test_a_file_without_its_end_is_being_copied_unless_it_rests(tmp_path, name, content, whole):
    (tmp_path / "企业").mkdir()
    file = tmp_path / "企业" / name
    file.write_bytes(content)
    (found,) = find_packages(str(tmp_path))
    now = file.stat().st_mtime
    assert is_whole(found, now + 5) is whole
    assert is_whole(found, now + LONG_SETTLED + 1)
