"""Step 8: the document in each format, in memory, read back and compared before anybody gets it.

The formats depend on each other: the table of contents of the Word file needs the page numbers of
the PDF, and the PDF carries the Word file. So the pages are laid out first, then Word is written,
then the PDF. A writer is imported only when it is needed.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contracts.catalogue import outputs as kinds
from contracts.errors import MachineError, WriterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from contracts.document import Document
    from contracts.usecases.targets import Target

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Inside:
    """What a PDF carries beside the Word file.

    ``data`` are the facts as JSON; ``record`` makes the record out of the outputs before the PDF.
    """

    data: bytes
    record: Callable[[Mapping[str, bytes]], bytes]


@dataclass(slots=True)
class Rendering:
    """The making of one contract's files."""

    document: Document
    template: Path
    target: Target
    inside: Inside
    tracked: bool = False
    _layout: Any = field(default=None, init=False)

    def render(self, formats: Iterable[str]) -> dict[str, bytes]:
        """Return file name to bytes for each format.

        Raises:
            WriterError: an output would not say what the document says.
            SourceError: the template cannot be used.
            MachineError: a library that a format needs is missing.
        """
        wanted = tuple(formats)
        files: dict[str, bytes] = {}
        if "docx" in wanted or "pdf" in wanted:
            files["docx"] = self._said("docx", self._word)
        for format_, make in (("html", self._html), ("txt", self._txt), ("json", self._json)):
            if format_ in wanted:
                files[format_] = self._said(format_, make)
        if "pdf" in wanted:
            files["pdf"] = self._said("pdf", lambda: self._page(files))
        _refuse_differences(self.document, files)
        return {self.target.name(f): data for f, data in files.items() if f in wanted}

    def _said(self, format_: str, make: Callable[[], bytes]) -> bytes:
        _log.info("Step 8 – Writing %s of %s", format_, self.document.agreement)
        with _able(format_):
            return make()

    def layout(self) -> Any:
        """Return the laid out pages; made once, because nothing takes longer."""
        if self._layout is None:
            from contracts.writers.pdf import lay_out

            self._layout = lay_out(self.document, self.template)
        return self._layout

    def _word(self) -> bytes:
        from contracts.writers import docx

        pages = self.layout().page_numbers if self.document.toc else None
        return docx.write(self.document, self.template, tracked=self.tracked, pages=pages)

    def _html(self) -> bytes:
        from contracts.writers import html

        return html.write(self.document, self.template)

    def _txt(self) -> bytes:
        from contracts.writers import txt

        return txt.write(self.document, self.template)

    def _json(self) -> bytes:
        from contracts.writers import json

        return json.write(self.document, self.template)

    def _page(self, files: Mapping[str, bytes]) -> bytes:
        from contracts.usecases.inside import attachments
        from contracts.writers.pdf import finish

        named = {self.target.name(format_): data for format_, data in files.items()}
        record = self.inside.record(named)
        word = (self.target.name("docx"), files["docx"])
        carried = attachments(self.document, self.inside.data, word, record)
        data = finish(self.layout(), carried)
        if self.document.status == "draft":
            return data
        # only what is signed comes back as a scan, and has to be found by its pages
        from contracts.archive.codes import code_of
        from contracts.archive.stamp import stamp

        return stamp(data, code_of(self.document))


def _refuse_differences(document: Document, files: Mapping[str, bytes]) -> None:
    from contracts.parity.compare import compare

    _log.info("Step 8 – Comparing %s of %s", ", ".join(files), document.agreement)
    differences = compare(document, files)
    if differences:
        raise WriterError(*differences)


@contextmanager
def _able(format_: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # cffi reports a missing C library (Pango) as an OSError without a number
        if error.errno is not None:
            raise
        reason = str(error).strip().splitlines()[0]
        raise MachineError(kinds.NOT_YET_ABLE.at(format=format_, reason=reason)) from error
