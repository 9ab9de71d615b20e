"""`python -m benchmarks.feedback [PACKAGE]`: reports and annotated copies, one figure a line.

Without PACKAGE an invented one of 300 pages with 60 findings spread over them is made.
The review is given (it comes from the cache or the store); what is timed is the
writing. Next to each time stands its share of the time PDFium needs to render the
same pages once at 96 dpi, a yardstick of the machine.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from prereview.checklist.finding import Finding, Severity, Side, Verdict, identity_of
from prereview.checklist.score import score_innovation
from prereview.documents.model import Box
from prereview.documents.rendering import rendered
from prereview.dossier.facts import Evidence, Facts
from prereview.dossier.sections import Section, SourceFile
from prereview.feedback.annotate import annotate_package
from prereview.feedback.html import render_html
from prereview.feedback.opinion import render_opinion
from prereview.feedback.result import render_json
from prereview.feedback.text import render_text
from prereview.feedback.workbook import render_workbook
from prereview.review import Review, review_package
from prereview.review.model import Timings, Tool, summarise

FILES, PAGES, FINDINGS = 10, 30, 60
REPORTS_SECONDS, COPY_MILLISECONDS = 3.0, 10.0
"""What is asked for: all reports, and annotated copies a page."""


def main() -> None:
    """Time every report of a package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", nargs="?", type=Path, help="measure this package instead")
    package = parser.parse_args().package
    with tempfile.TemporaryDirectory(prefix="prereview-benchmark-") as scratch:
        if package is None:
            package = Path(scratch, "package")
            review = invented(package)
        else:
            review = review_package(package)
        measure(review, package, Path(scratch))


def measure(review: Review, package: Path, scratch: Path) -> None:
    """Print the times of all reports and of the annotated copies."""
    pages = sum(file.page_count for file in review.files)
    print(f"package                 {pages} pages, {len(review.failing())} findings")
    yardstick = timed(lambda: render_all(package))[0]
    print(f"render all pages once   {yardstick:6.2f} s")
    total = 0.0
    for name, write in (
        ("text", lambda: render_text(review)),
        ("json", lambda: render_json(review)),
        ("html with pictures", lambda: render_html(review, package)),
        ("opinion (DOCX)", lambda: render_opinion(review)),
        ("workbook (XLSX)", lambda: render_workbook(review)),
    ):
        seconds, content = timed(write)
        total += seconds
        size = len(content) / 1024
        print(f"{name:22}  {seconds:6.2f} s  {seconds / yardstick:5.2f} of rendering  {size:8.0f} KiB")
    print(f"all reports             {total:6.2f} s  (asked for: {REPORTS_SECONDS:g} s)")
    seconds, copies = timed(lambda: annotate_package(review, package, scratch / "copies"))
    written = {copy.name for copy in copies if copy.path}
    copied = sum(file.page_count for file in review.files if file.path in written)
    each = seconds / max(copied, 1) * 1000
    print(f"annotated copies        {seconds:6.2f} s  {len(written)} files, {copied} pages")
    print(f"  a page                {each:6.2f} ms (asked for: {COPY_MILLISECONDS:g} ms)")


T = TypeVar("T")


def timed(write: Callable[[], T]) -> tuple[float, T]:
    """Seconds of one call, and what it gave."""
    started = time.perf_counter()
    made = write()
    return time.perf_counter() - started, made


def render_all(package: Path) -> None:
    """Every page of every PDF once."""
    for path in sorted(package.rglob("*.pdf")):
        with rendered(path) as renderer:
            for number in range(1, renderer.page_count + 1):
                renderer.page(number, 96)


# ---- an invented package


def invented(package: Path) -> Review:
    """Write a package and give a review of it, with findings that compare two files each."""
    package.mkdir(parents=True)
    names = [f"{number:02d} 材料.pdf" for number in range(1, FILES + 1)]
    for name in names:
        write_pdf(package / name)
    files = tuple(
        SourceFile(n, "0" * 64, PAGES, "read", None, (Section(n, "application_form", 1, PAGES, 1.0),), ())
        for n in names
    )
    findings = tuple(finding(number, names) for number in range(FINDINGS))
    facts = Facts([])
    return Review(
        tool=Tool("hnte-2016", "1"),
        name=package.name,
        files=files,
        facts=facts,
        sections=(("cost", "研发费用"), ("income", "收入与产品")),
        findings=findings,
        score=score_innovation(facts),
        summary=summarise(files, findings),
        timings=Timings(0.0, 0.0, 0.0),
    )


def finding(number: int, names: list[str]) -> Finding:
    """A contradiction between two pages of two files."""
    page = number * 7 % PAGES + 1
    sides = (
        side(
            "利润总额",
            f"{810 + number}.02 万元",
            "application.years[2024].profit",
            names[number % FILES],
            page,
        ),
        side(
            "审计利润总额",
            f"{820 + number}.55 万元",
            "audits[2024].profit",
            names[(number + 3) % FILES],
            page,
        ),
    )
    severity = list(Severity)[1 + number % 3]
    rule = f"X-{number:02d}"
    return Finding(
        rule=rule,
        title="利润总额与审计报告一致",
        section=("cost", "income")[number % 2],
        verdict=Verdict.FAIL,
        severity=severity,
        subject="2024",
        message=f"利润总额：申请书为 {sides[0].value}，审计报告为 {sides[1].value}，两处不一致",
        basis="申请书填报说明",
        advice="以审计报告为准更正申请书",
        sides=sides,
        identity=identity_of(rule, "2024", (str(number),)),
        provider="财务负责人",
    )


def side(title: str, value: str, path: str, file: str, page: int) -> Side:
    """One value with its place on a page."""
    box = Box(72, 100 + page * 12, 300, 114 + page * 12)
    return Side(title, value, path, (Evidence(file, page, box, None, value, "table", 1.0),))


def write_pdf(path: Path) -> None:
    """Pages of text and a ruled table, as dense as a form."""
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(PAGES):
        canvas.setFont("Helvetica", 9)
        for row in range(45):
            y = 780 - row * 16
            canvas.drawString(72, y, f"row {row:02d}   1,234.56   9,876.54   text of a cell in this row")
            canvas.line(60, y - 4, 535, y - 4)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main()
