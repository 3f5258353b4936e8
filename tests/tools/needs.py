"""Programs of the machine that a test needs."""

from __future__ import annotations

import os
import shutil

import pytest


def need(command: str) -> str:
    """Return the path of a program; without it the test is skipped, in CI it fails.

    The program stands in ``.ci/packages``, so that set-up installs it.
    """
    path = shutil.which(command)
    if path:
        return path
    reason = f"{command} is not installed; `make test` installs it (see .ci/packages)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
