"""Pre-submission checks for High-tech Enterprise applications (高新技术企业认定).

The names of `__all__` are the public API; each is loaded when it is first used, so
that `import prereview` costs nothing. Their types stand in `__init__.pyi`.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_PLACES = {
    "Finding": "prereview.checklist.finding",
    "PrereviewError": "prereview.errors",
    "Review": "prereview.review",
    "Severity": "prereview.checklist.finding",
    "Verdict": "prereview.checklist.finding",
    "annotate_package": "prereview.feedback.annotate",
    "compare_rounds": "prereview.review.rounds",
    "render_html": "prereview.feedback.html",
    "render_opinion": "prereview.feedback.opinion",
    "render_text": "prereview.feedback.text",
    "render_workbook": "prereview.feedback.workbook",
    "review_package": "prereview.review",
    "to_result": "prereview.feedback.result",
}
"""Public name → the module it comes from."""

__all__ = ["__version__", *_PLACES]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})
