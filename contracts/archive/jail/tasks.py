"""What a child can be asked; each task takes a message and answers with one.

``earn`` asks for more time; a task does so for each page that shows one of our codes, so that a
long stack is read and a hostile file is not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from contracts.archive.jail.frames import Frame

Earn: TypeAlias = Callable[[], None]
Task: TypeAlias = Callable[[Frame, Earn], Frame]


def _judge(asked: Frame, earn: Earn) -> Frame:
    from contracts.archive.signed.judge import judge

    copy, release, *trust = asked.blobs
    moment = datetime.fromisoformat(asked.header["moment"])
    accepted = asked.header.get("accepted", [])
    return Frame(judge(copy, release, trust, moment, accepted, earn).data())


def _scan(asked: Frame, earn: Earn) -> Frame:
    from contracts.archive.scan.read import read_scan

    return Frame(read_scan(asked.blobs[0], earn))


def _select(asked: Frame, earn: Earn) -> Frame:  # noqa: ARG001
    from contracts.archive.scan.select import select_pages

    return Frame({}, (select_pages(asked.blobs, asked.header["pages"]),))


TASKS: dict[str, Task] = {"judge": _judge, "scan": _scan, "select": _select}
# Loaded once in the server, so that each child has them from the start.
LIBRARIES = (
    "contracts.archive.signed.judge", "contracts.archive.scan.read",
    "contracts.archive.scan.select",
    "pyhanko.sign.validation", "pyhanko.sign.diff_analysis", "pyhanko.sign.ades.qualified_asn1",
    "pyhanko.sign.validation.dss", "cryptography.x509", "pypdfium2", "zxingcpp", "pikepdf",
    "asyncio", "encodings.idna", "PIL.Image",
)  # fmt: skip
