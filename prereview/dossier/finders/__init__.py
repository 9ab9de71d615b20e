"""Finders: from labels to values, in tables and in running text.

`matching` compares printed labels with the lexicon, `grid` reads tables by row
and column labels, `labels` cuts label-and-value lines, `stitch` joins tables
that continue on the next page.
"""
