"""Two validators of Word files that know nothing of our code and not the same things."""

from __future__ import annotations

import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from openxml_audit import OpenXmlValidator

from tests.tools.node import modules

_WITHIN = 120
_AUDIT = OpenXmlValidator()


def problems(files: list[bytes]) -> list[list[str]]:
    """Return what the Open XML SDK and openxml-audit find in each file, nothing in valid ones."""
    with tempfile.TemporaryDirectory() as name:
        paths = []
        for position, data in enumerate(files):
            path = Path(name) / f"{position:04}.docx"
            path.write_bytes(data)
            paths.append(path)
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(_sdk, paths))
        return [sdk + _audit(path) for sdk, path in zip(found, paths, strict=True)]


def sdk_problems(data: bytes) -> list[str]:
    """Return what the Open XML SDK alone finds."""
    return _alone(data, _sdk)


def audit_problems(data: bytes) -> list[str]:
    """Return what openxml-audit alone finds."""
    return _alone(data, _audit)


def _alone(data, validator):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "file.docx"
        path.write_bytes(data)
        return validator(path)


def _program() -> Path:
    # The Open XML SDK as one program; its wrapper asks npm for the programs of all systems.
    return modules() / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"


def _sdk(path: Path) -> list[str]:
    done = subprocess.run(
        [_program(), path], capture_output=True, text=True, timeout=_WITHIN, check=False
    )
    errors = json.loads(done.stdout)["errors"]
    return [f"SDK {error['path']}: {error['description']}" for error in errors]


def _audit(path: Path) -> list[str]:
    result = _AUDIT.validate(path)
    return [f"audit {error}" for error in result.errors]
