"""Values: printed text to amounts, dates, identifiers and names, without knowing any document."""
