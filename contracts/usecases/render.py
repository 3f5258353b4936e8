"""Step 8: the document in each format, in memory; a writer is imported only when it is needed."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, cast

from contracts.catalogue import outputs as kinds
from contracts.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from contracts.document import Document
    from contracts.usecases.targets import Target
    from contracts.writers.interface import Writer

_log = logging.getLogger(__name__)


def render(
    document: Document, template: Path, formats: Iterable[str], target: Target
) -> dict[str, bytes]:
    """Return file name to bytes for each format.

    Raises:
        WriterError: an output would not say what the document says.
        SourceError: the template cannot be used.
        MachineError: a library that a format needs is missing.
    """
    files = {}
    for format_ in formats:
        _log.info("Step 8 – Writing %s of %s", format_, document.agreement)
        files[target.name(format_)] = _written(document, template, format_)
    return files


def _written(document: Document, template: Path, format_: str) -> bytes:
    try:
        writer = cast("Writer", import_module(f"contracts.writers.{format_}"))
        return writer.write(document, template)
    except OSError as error:
        # cffi reports a missing C library (Pango) as an OSError without a number
        if error.errno is not None:
            raise
        reason = str(error).strip().splitlines()[0]
        raise MachineError(kinds.NOT_YET_ABLE.at(format=format_, reason=reason)) from error
