"""Sample packages: what builds them, and two built ones with the findings they must give."""
