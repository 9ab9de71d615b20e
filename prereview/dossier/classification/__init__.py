"""How pages are told apart: from the pages of one file to runs of one kind.

`patterns` is `kinds.yaml` ready for use (`needles` makes it quick), `headings` and
`page_text` are what one page shows, `scoring` how well that fits each kind, `links`
whether a page goes on from the one before it, `signposts` what names, bookmarks and a
contents page promise, `runs` the best cut of the file into documents, `context` what
the neighbours say about it, and `gaps` the pages without text.
"""
