"""PDFs and keys from outside, opened in a child process with limits of time and memory.

``TASKS`` and ``LIBRARIES`` are what ``contracts.archive.jail.server`` is started with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.archive.jail import Jail, JailError
from contracts.archive.jail.frames import Frame
from contracts.catalogue import received as kinds
from contracts.catalogue.copies import FILE_ENCRYPTED
from contracts.catalogue.page import SOURCE_NOT_OURS
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.language import active_language, use_language
from contracts.writers.pdf.parts import Attachment

if TYPE_CHECKING:
    from contracts.archive.jail.tasks import Task, Tell
    from contracts.findings import Finding, Kind

_REFUSALS = {kind.code: kind for kind in (FILE_ENCRYPTED, SOURCE_NOT_OURS)}
_LIMITS: dict[str, Kind] = {"time": kinds.TOO_SLOW, "unreadable": kinds.UNREADABLE}


def attachments_of(data: bytes, file: str) -> tuple[Attachment, ...]:
    """Return the files inside a PDF; see ``contracts.writers.pdf.extract``.

    Raises:
        SourceError: it cannot be read, or not within three seconds and 500 MB.
    """
    with Jail("contracts.usecases.jailed") as jail:
        try:
            reply = jail.ask("attachments", [data], file=file, language=active_language())
        except JailError as error:
            kind = _LIMITS.get(error.error, kinds.TOO_HUNGRY)
            raise SourceError(kind.at(Place(file), file=file)) from error
    refused = [_finding(code, values, file) for code, values in reply.header["refused"]]
    if refused:
        raise SourceError(*refused)
    heads = reply.header["files"]
    return tuple(
        Attachment(head["name"], blob, head["mime"], head["relationship"], head["description"])
        for head, blob in zip(heads, reply.blobs, strict=True)
    )


def try_key(data: bytes, password: bytes | None, file: str) -> None:
    """Let a child open a key file first: it may ask for years of work before it says anything.

    Whether it is a key is said by whoever opens it next.

    Raises:
        SourceError: it takes more than three seconds or 500 MB.
    """
    with Jail("contracts.usecases.jailed") as jail:
        try:
            jail.ask("key", [data, password or b""], password=password is not None)
        except JailError as error:
            if error.error != "unreadable":
                kind = _LIMITS.get(error.error, kinds.TOO_HUNGRY)
                raise SourceError(kind.at(Place(file), file=file)) from error


def _finding(code: str, values: dict[str, str], file: str) -> Finding:
    return _REFUSALS[code].at(Place(file), **values)


def _attachments(asked: Frame, tell: Tell) -> Frame:  # noqa: ARG001 - the same for all tasks
    from contracts.writers.pdf.extract import extract

    use_language(asked.header["language"])
    try:
        found = extract(asked.blobs[0], asked.header["file"])
    except SourceError as error:
        told = [(f.code, {n: str(v) for n, v in f.values.items()}) for f in error.findings]
        return Frame({"refused": told, "files": []})
    heads = [
        {
            "name": one.name,
            "mime": one.mime,
            "relationship": one.relationship,
            "description": one.description,
        }
        for one in found
    ]
    return Frame({"refused": [], "files": heads}, tuple(one.data for one in found))


def _key(asked: Frame, tell: Tell) -> Frame:  # noqa: ARG001
    from contracts.archive.package.key import load_key

    data, password = asked.blobs
    load_key(data, password if asked.header["password"] else None)
    return Frame({})


TASKS: dict[str, Task] = {"attachments": _attachments, "key": _key}
LIBRARIES = ("contracts.writers.pdf.extract", "pikepdf")
