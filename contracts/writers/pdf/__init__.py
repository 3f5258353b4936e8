"""The contract as PDF: laid out once, tagged, with its source inside.

A page is made in five steps, one module each: ``markup`` writes the document as a page,
``template`` holds the page's look, ``layout`` breaks it into pages, ``tags`` gives it its
structure, ``finish`` adds metadata, attachments and signature fields and writes the bytes.
"""

from __future__ import annotations

from contracts.writers.pdf.extract import extract
from contracts.writers.pdf.glyphs import missing_glyphs
from contracts.writers.pdf.layout import Layout, lay_out
from contracts.writers.pdf.parts import Attachment, Relationship
from contracts.writers.pdf.write import finish, page_numbers, write, write_pdf

__all__ = [
    "Attachment",
    "Layout",
    "Relationship",
    "extract",
    "finish",
    "lay_out",
    "missing_glyphs",
    "page_numbers",
    "write",
    "write_pdf",
]
