"""The third floor: rules as data, their evaluation over facts, and the score range.

Knows nothing of files, pages or screens: facts go in, findings come out.
"""
