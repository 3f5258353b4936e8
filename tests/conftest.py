"""What holds for every test: one language, no settings of the person who runs it, no chance."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from contracts.language import use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

# Hypothesis also draws constants of all modules loaded so far, so that the same seed would give
# other examples with each order and selection of tests.
providers._get_local_constants = lambda: providers._local_constants

# Witnesses and proofs of the person who runs the tests stay as they are.
_STATE = tempfile.TemporaryDirectory(prefix="state-")
os.environ["XDG_STATE_HOME"] = _STATE.name

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("ci", derandomize=True, database=None, **_COMMON)
settings.register_profile("here", **_COMMON)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [*os.environ]:
        if name.startswith("CONTRACTS_") or name in {"NO_COLOR", "FORCE_COLOR", "LANGUAGE"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    use_language("en")
    yield
    use_language("en")
