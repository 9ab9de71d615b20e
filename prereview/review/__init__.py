"""One package through reading, facts and checklist: `review_package`.

It is loaded when it is first used: who only shows a review need not wait for all extractors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prereview.review.model import Review, Summary

if TYPE_CHECKING:
    from prereview.review.run import review_package

__all__ = ["Review", "Summary", "review_package"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    if name != "review_package":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from prereview.review.run import review_package

    return review_package
