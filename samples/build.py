"""Builds the two sample packages: `python -m samples.build`, or `make samples`.

Writes `samples/clean/`, `samples/flawed/` and `samples/expected.yaml` beside this file.
Needs the fonts that `samples.generator.layout.fonts` names; the built files need none.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import yaml

from samples.generator.flaws import CHOSEN, expected
from samples.generator.layout.fonts import FontMissingError
from samples.generator.package import Package, make_package
from samples.generator.style import SAMPLE_STYLE

FOLDER = Path(__file__).parent
SEED = 396
TRADE = "elevators"

_HEAD = """\
# What a review of the two samples must find, written by `python -m samples.build`.
#
# clean    no failing finding above hint
# flawed   each line is one planted mistake: a finding of the rule that names the subject;
#          `also` lists rules that may fail as a consequence, nothing else above hint may
"""


def build(folder: Path = FOLDER) -> tuple[Package, Package]:
    """Writes both packages and the expected findings into a folder."""
    clean = make_package(SEED, trade=TRADE, style=SAMPLE_STYLE)
    flawed = make_package(SEED, CHOSEN, trade=TRADE, style=SAMPLE_STYLE)
    for name, package in (("clean", clean), ("flawed", flawed)):
        write(package, folder / name)
    facts = {
        "firm": clean.dossier.firm.name,
        "applied_on": clean.dossier.applied_on,
        "clean": [],
        "flawed": expected(flawed.planted),
    }
    text = _HEAD + yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=120)
    (folder / "expected.yaml").write_text(text, encoding="utf-8")
    return clean, flawed


def write(package: Package, folder: Path) -> None:
    """Writes the files of a package into a folder of its own, in place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in package.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def main() -> int:
    """The command."""
    try:
        packages = build()
    except FontMissingError as error:
        print(error, file=sys.stderr)
        return 1
    for name, package in zip(("clean", "flawed"), packages, strict=True):
        size = sum(map(len, package.files.values())) / 1e6
        print(f"samples/{name}: {package.dossier.firm.name}, {len(package.files)} files, {size:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
