"""Files to pages: PDF, DOCX and ZIP as lines and tables with their places."""

from prereview.documents.package import SourcePath, list_files
from prereview.documents.reader import Progress, read_document, read_documents

__all__ = ["Progress", "SourcePath", "list_files", "read_document", "read_documents"]
