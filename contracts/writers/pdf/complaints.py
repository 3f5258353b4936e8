"""What the layout engine complains about: it goes on after an error, a contract must not."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from contracts.errors import WriterError
from contracts.findings import NOWHERE
from contracts.writers.pdf.fetcher import RefusedAddressError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.errors import ContractsError
    from contracts.findings import Finding, Kind, Place

LOGGER = "weasyprint"


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        # Another thread may lay out another contract at the same time.
        if record.thread == self._thread:
            self.messages.append(record.getMessage())


@contextmanager
def complaints(
    kind: Kind, place: Place = NOWHERE, error: type[ContractsError] = WriterError
) -> Iterator[None]:
    """Turn each warning or error that the layout engine logs meanwhile into a finding.

    Raises:
        WriterError: the page asks for an address outside its folder.
        ContractsError: the class given, with one finding for each complaint.
    """
    logger = logging.getLogger(LOGGER)
    collector = _Collector()
    logger.addHandler(collector)
    try:
        yield
    except BaseException as problem:
        refused = _refused(problem)
        if refused is None:
            raise
        raise refused from problem
    finally:
        logger.removeHandler(collector)
    findings: list[Finding] = [
        kind.at(place, problem=message) for message in dict.fromkeys(collector.messages)
    ]
    if findings:
        raise error(*findings)


def _refused(problem: BaseException) -> ContractsError | None:
    """Return our own error out of the engine's, which ends everything on purpose."""
    found: BaseException | None = problem
    while found is not None:
        if isinstance(found, RefusedAddressError):
            return found.error
        found = found.__cause__
    return None
