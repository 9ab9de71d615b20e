"""One module per kind of paper: each turns a dossier into pages.

A module has `sheets(dossier)`, which names its papers and says how each is built from a
dossier. A paper is built from the dossier it is given, so that a mistake planted for one
paper is seen by that paper alone.
"""
