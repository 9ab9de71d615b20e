"""Application packages of invented firms, for samples, tests and benchmarks.

A seed invents a firm with all its figures (`invent`); one module per kind of paper
turns the firm into pages (`documents`); named mistakes change the firm as all papers or
as one paper sees it (`flaws`); `package.make_package` puts it together. Figures flow from
one place into every paper, so what has no planted mistake agrees by construction.
"""
