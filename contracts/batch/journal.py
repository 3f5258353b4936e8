"""The journal of a run: one line of JSON for each contract, written the moment it is finished."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

FOLDER = ".journal"
_KEPT = 50


class Journal:
    """A file of its own for each run; it is made with the first line.

    It is for people and other programs: what must be done is decided by the records beside the
    outputs, so a journal can be deleted at any time. Lines are written whole or, where the machine
    stops, not at all; a last line that is cut off means nothing.

    Args:
        folder: where the journals are.
        head: what the first line tells about the run.
    """

    def __init__(self, folder: Path, head: Mapping[str, Any]) -> None:
        self.path: Path | None = None
        self._folder = folder
        self._head = head
        self._handle: int | None = None

    def __enter__(self) -> Self:
        """Begin a journal."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def line(self, **fields: Any) -> None:
        """Write one line.

        Raises:
            OSError: disk full, no permission.
        """
        if self._handle is None:
            self._handle = self._begin()
            self._write(dict(self._head))
        self._write(fields)

    def _begin(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(self._folder.glob("*.jsonl"))[: -_KEPT + 1]:
            with suppress(OSError):
                old.unlink()
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        self.path = self._folder / f"{moment}-{os.getpid()}.jsonl"
        return os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)

    def _write(self, fields: Mapping[str, Any]) -> None:
        assert self._handle is not None  # noqa: S101 - line() opened it
        data = json.dumps(fields, ensure_ascii=False).encode() + b"\n"
        while data:
            data = data[os.write(self._handle, data) :]
