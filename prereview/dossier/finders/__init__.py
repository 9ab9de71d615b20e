"""Finders: from labels to values, in tables and in running text.

`matching` and `lexicon` compare printed labels with those we know. `grid` reads
tables by row and column labels, `listing` tables of records by the labels on top
(`unruled` where the rules are missing), `labels` cuts label-and-value lines,
`labelled` reads labelled values wherever they stand, `running` finds sentences
over line breaks. `sheets`, `columns` and `figures` serve statements and
schedules; `stitch` joins tables that continue on the next page.
"""
