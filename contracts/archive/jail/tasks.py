"""What a child can be asked; each task takes a message and answers with one.

``tell`` sends what is known so far: ``count`` and ``name`` of the list that follows, then each
``item`` of it. Each item has the time limit for itself; where one goes beyond, another child begins
with the next. ``earned`` asks for a second more, e.g. for each page that shows what was sent out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from contracts.archive.jail.frames import Frame

Tell: TypeAlias = Callable[..., None]
Task: TypeAlias = Callable[[Frame, Tell], Frame]


def _judge(asked: Frame, tell: Tell) -> Frame:
    from contracts.archive.signed.judge import judge

    copy, release, *trust = asked.blobs
    moment = datetime.fromisoformat(asked.header["moment"])
    accepted = asked.header.get("accepted", [])
    return Frame(judge(copy, release, trust, moment, accepted, lambda: tell(earned=1)).data())


def _scan(asked: Frame, tell: Tell) -> Frame:
    from contracts.archive.scan.read import read_scan

    return Frame(read_scan(asked.blobs[0], tell, asked.header.get("first", 0)))


def _picture(asked: Frame, tell: Tell) -> Frame:  # noqa: ARG001 - the same for all tasks
    from contracts.archive.scan.pictures import picture_of

    return Frame({}, (picture_of(asked.blobs[0], asked.header["page"]),))


def _compare(asked: Frame, tell: Tell) -> Frame:
    from contracts.archive.scan.compare import compare_pages

    scan, release = asked.blobs
    compare_pages(scan, release, asked.header["pages"], tell, asked.header.get("first", 0))
    return Frame({})


def _select(asked: Frame, tell: Tell) -> Frame:  # noqa: ARG001
    from contracts.archive.scan.select import select_pages

    return Frame({}, (select_pages(asked.blobs, asked.header["pages"]),))


TASKS: dict[str, Task] = {
    "judge": _judge, "scan": _scan, "select": _select, "picture": _picture, "compare": _compare,
}  # fmt: skip
# Loaded once in the server, so that each child has them from the start.
LIBRARIES = (
    "contracts.archive.signed.judge", "contracts.archive.scan.read",
    "contracts.archive.scan.select", "contracts.archive.scan.pictures",
    "contracts.archive.scan.compare",
    "pyhanko.sign.validation", "pyhanko.sign.diff_analysis", "pyhanko.sign.ades.qualified_asn1",
    "pyhanko.sign.validation.dss", "cryptography.x509", "pypdfium2", "zxingcpp", "pikepdf",
    "asyncio", "encodings.idna", "PIL.Image", "PIL.ImageFilter", "PIL.TiffImagePlugin",
    "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "numpy",
)  # fmt: skip
