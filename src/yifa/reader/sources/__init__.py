"""From a published file to its text: `.txt`, `.html`, `.docx` and `.pdf` with text. Pure; see read.py."""

from .mistakes import Unreadable
from .read import KINDS, Document, from_bytes, from_file, from_text

__all__ = ["KINDS", "Document", "Unreadable", "from_bytes", "from_file", "from_text"]
