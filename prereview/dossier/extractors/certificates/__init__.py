"""Certificates of registered rights: patents, programs, layout designs, plant varieties and others.

`pages` parts a section into certificates, `named` reads names and owners,
`unlabelled` reads certificates whose labels are a picture; one module per kind
puts the record together.

A certificate is known by its number; one whose number cannot be read keeps a
provisional key and is joined by its name. Owners are those the certificate names
now; the applicants of the filing day, which newer ones print as well, stand apart.
"""

from prereview.dossier.extractors.certificates.others import extract as extract_other
from prereview.dossier.extractors.certificates.patents import extract as extract_patent
from prereview.dossier.extractors.certificates.programs import extract as extract_software
from prereview.dossier.extractors.certificates.register import extract as extract_register_copy

__all__ = ["extract_other", "extract_patent", "extract_register_copy", "extract_software"]
