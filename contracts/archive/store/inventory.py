"""Inventories of OCFL objects: what stands in each version, and under which hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contracts.archive.store.library import ocfl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "inventory.json"
SIDECAR = "inventory.json.sha512"
DECLARATION = "0=ocfl_object_1.1"
ID = "urn:vertragswerk:{agreement}"
PROGRAM = "Vertragswerk"
PROGRAM_ADDRESS = "urn:vertragswerk"


@dataclass(frozen=True, slots=True)
class Inventory:
    """The inventory of one object as it is on the disk.

    ``manifest`` is path in the object to SHA-512, ``state`` name in the newest version to path.
    """

    raw: dict[str, Any]
    data: bytes
    head: int
    manifest: dict[str, str]
    state: dict[str, str]

    @property
    def digest(self) -> str:
        """The SHA-512 of the file."""
        return hashlib.sha512(self.data).hexdigest()


def read_inventory(path: Path) -> Inventory:
    """Read an inventory file.

    Raises:
        ValueError: it is not one of ours.
        OSError: it cannot be read.
    """
    data = path.read_bytes()
    try:
        raw = json.loads(data)
        manifest = {
            str(name): str(digest) for digest, names in raw["manifest"].items() for name in names
        }
        places = {digest: names[0] for digest, names in raw["manifest"].items()}
        version = raw["versions"][raw["head"]]
        state = {
            str(name): str(places[digest])
            for digest, names in version["state"].items()
            for name in names
        }
        head = int(str(raw["head"]).removeprefix("v"))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        raise ValueError(str(path)) from error
    return Inventory(raw, data, head, manifest, state)


@dataclass(frozen=True, slots=True)
class NextVersion:
    """A version to be: its inventory, and the new files by their path in the object."""

    number: int
    inventory: bytes
    content: dict[str, bytes]

    @property
    def digest(self) -> str:
        """The SHA-512 of the inventory."""
        return hashlib.sha512(self.inventory).hexdigest()

    @property
    def sidecar(self) -> bytes:
        """The file beside the inventory that names its hash."""
        return f"{self.digest} {NAME}\n".encode()


def next_version(
    agreement: str,
    before: Inventory | None,
    files: Mapping[str, bytes],
    created: str,
    message: str,
    by: str = "",
) -> NextVersion:
    """Return the version that adds files to all that is there.

    Args:
        agreement: the id of the agreement.
        before: the newest version so far.
        files: name to bytes; a name that is there gets these bytes from now on.
        created: the time, as in RFC 3339.
        message: what was done.
        by: who did it; the program where nobody is named.
    """
    inventory = ocfl().Inventory(json.loads(before.data) if before else None)
    inventory.spec_version, inventory.digest_algorithm = "1.1", "sha512"
    inventory.id = ID.format(agreement=agreement)
    number = before.head + 1 if before else 1
    if before is None:
        inventory.init_manifest_and_versions()
    version = inventory.add_version(f"v{number}")
    version.state_add_if_not_present()
    version.created, version.message = created, message
    version.user_name, version.user_address = by or PROGRAM, PROGRAM_ADDRESS
    known = before.manifest if before else {}
    kept = {name: known[place] for name, place in before.state.items()} if before else {}
    content: dict[str, bytes] = {}
    wanted = {**kept, **{name: hashlib.sha512(data).hexdigest() for name, data in files.items()}}
    for name, digest in sorted(wanted.items()):
        place = version.add_file(digest=digest, logical_path=name)
        if place is not None:
            content[place] = files[name]
    return NextVersion(number, inventory.as_json().encode() + b"\n", content)
