"""A review as text and as the result file."""
