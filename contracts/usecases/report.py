"""The report of an error of the program itself, for those who look after it."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from contracts import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence


def save_report(error: BaseException, arguments: Sequence[str]) -> str:
    """Save what is needed to find an error and return the file's name, "–" where none can be.

    It holds the call, versions and the place in the program, no content of any file; only its
    owner may read it.
    """
    lines = (
        f"vertragswerk {__version__}",
        f"Python {sys.version}",
        platform.platform(),
        f"contracts {' '.join(arguments)}",
        "",
        "".join(traceback.format_exception(error)),
    )
    state = Path(os.environ.get("XDG_STATE_HOME") or Path("~/.local/state").expanduser())
    for folder in (state / "vertragswerk", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(".txt", "report-", folder)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
                stream.write("\n".join(lines))
        except OSError:
            continue
        return name
    return "–"
