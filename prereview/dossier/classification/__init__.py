"""How pages are told apart: from the pages of one file to runs of one kind.

`patterns` is `kinds.yaml` ready for use, `page_text` what one page shows, `scoring`
how well that fits each kind, `links` whether a page goes on from the one before it,
`signposts` what names, bookmarks and a contents page promise, `runs` the best cut
of the file into documents, and `context` what the neighbours say about it.
"""
