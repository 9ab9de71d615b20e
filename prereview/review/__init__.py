"""One package through reading, facts and checklist: `review_package`."""

from prereview.review.model import Review, Summary
from prereview.review.run import review_package

__all__ = ["Review", "Summary", "review_package"]
