"""A YAML file to its model, together with its places and its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from contracts.errors import ContractsError
from contracts.sources.files import decode, read_bytes, show
from contracts.sources.validate import M, validate
from contracts.sources.yaml import Yaml, read_map

if TYPE_CHECKING:
    from pathlib import Path

    from contracts.findings import Finding


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A model together with the file it came from."""

    model: M
    raw: Yaml
    sha256: str


def load_model(path: Path, root: Path, model: type[M]) -> tuple[Loaded[M] | None, list[Finding]]:
    """Read a YAML file as a model; returns None and the reasons where it is none.

    With a model come the findings that stop nothing.
    """
    file = show(path, root)
    try:
        data = read_bytes(path, root)
        raw = read_map(decode(data, file), file)
    except ContractsError as error:
        return None, list(error.findings)
    found, findings = validate(model, raw)
    if found is None:
        return None, [*findings, *raw.findings]
    return Loaded(found, raw, hashlib.sha256(data).hexdigest()), raw.findings
