import os

import pytest

from prereview.batch.packages import find_packages, fingerprint, size_of


@pytest.fixture
def season(tmp_path):
    for name in ("企业10", "企业2", "街道/企业3", ".hidden"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "申请书.pdf").write_bytes(b"x" * 10)
    (tmp_path / "空").mkdir()
    (tmp_path / "企业4.pdf").write_bytes(b"%PDF")
    (tmp_path / "说明.txt").write_bytes(b"-")
    return tmp_path


def names(season, **options):
    return [p.name for p in find_packages(season, **options)]


def test_folders_and_single_files_are_packages_in_natural_order(season):
    assert names(season) == ["企业2", "企业4.pdf", "企业10", "街道"]


def test_depth_and_pattern_pick(season):
    assert names(season, depth=2) == ["企业2/申请书.pdf", "企业10/申请书.pdf", "街道/企业3"]
    assert names(season, pattern="企业1*") == ["企业10"]


def test_a_fingerprint_follows_names_sizes_and_times(season):
    package = season / "企业2"
    first = fingerprint(package)
    assert fingerprint(package) == first
    os.utime(package / "申请书.pdf", (1, 1))
    touched = fingerprint(package)
    (package / "新.pdf").write_bytes(b"y")
    assert len({first, touched, fingerprint(package)}) == 3
    assert size_of(package) == 11
