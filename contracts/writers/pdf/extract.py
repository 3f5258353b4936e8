"""The files inside a PDF that somebody else may have made: listed and taken out with limits."""

from __future__ import annotations

import io
import unicodedata
import zlib
from typing import TYPE_CHECKING, Any, Final, cast, get_args

from contracts.catalogue import page as kinds
from contracts.catalogue.copies import FILE_ENCRYPTED
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.language import _
from contracts.writers.pdf.parts import Attachment, Relationship

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 200 * _MEGABYTE
MOST_UNPACKED: Final = 100 * _MEGABYTE
MOST_FILES: Final = 50
MOST_NODES: Final = 500
MOST_NAME: Final = 200


def extract(data: bytes, file: str = "") -> tuple[Attachment, ...]:
    """Return the files inside a PDF, sorted by name.

    Args:
        data: the bytes of the PDF.
        file: how people name it, for findings.

    Raises:
        SourceError: not a PDF, encrypted, or what is inside is too much, packed in a way that we
            do not write, or named like a path.
    """
    import pikepdf

    if len(data) > MOST_BYTES:
        raise _refused(file, _("it has more than {size} MB").format(size=MOST_BYTES // _MEGABYTE))
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise _locked(file)
            if "/Collection" in pdf.Root:
                raise _refused(file, _("it is a portfolio, a cover for other files"))
            return tuple(_Reader(file).files(pdf.Root))
    except pikepdf.PasswordError as error:
        raise _locked(file) from error
    except pikepdf.PdfError as error:
        raise _refused(file, _("it is damaged or cut short")) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # A wrong kind of object where the standard wants another.
        raise _refused(file, _("it is not built as a PDF should be")) from error


def _locked(file: str) -> SourceError:
    return SourceError(FILE_ENCRYPTED.at(Place(file), file=file))


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self._left = MOST_UNPACKED

    def files(self, root: Any) -> list[Attachment]:
        names = root.get("/Names", {}).get("/EmbeddedFiles")
        specifications = [] if names is None else list(self._leaves(names))
        if len(specifications) > MOST_FILES:
            raise _refused(self._file, _("it holds more than {n} files").format(n=MOST_FILES))
        found = [self._attachment(specification) for specification in specifications]
        if len({attachment.name for attachment in found}) < len(found):
            raise _refused(self._file, _("two files in it have the same name"))
        return sorted(found, key=lambda attachment: attachment.name)

    def _leaves(self, tree: Any) -> Iterator[Any]:
        """Yield the values of a name tree, which in a made-up file may go in circles."""
        waiting, seen = [tree], 0
        while waiting:
            node = waiting.pop()
            seen += 1
            if seen > MOST_NODES:
                raise _refused(self._file, _("its list of files never ends"))
            waiting.extend(node.get("/Kids", ()))
            yield from list(node.get("/Names", ()))[1::2]

    def _attachment(self, specification: Any) -> Attachment:
        name = str(specification.get("/UF", specification.get("/F", "")))
        if not _plain_name(name):
            reason = _("a file in it is named {name}").format(name=repr(name[:MOST_NAME]))
            raise _refused(self._file, reason)
        stream = specification["/EF"]["/F"]
        relationship = str(specification.get("/AFRelationship", ""))[1:]
        if relationship not in get_args(Relationship):
            reason = _("{name} does not say what it is to the contract").format(name=name)
            raise _refused(self._file, reason)
        return Attachment(
            name,
            self._unpacked(stream, name),
            str(stream.get("/Subtype", "/application/octet-stream"))[1:],
            cast("Relationship", relationship),
            str(specification.get("/Desc", "")),
        )

    def _unpacked(self, stream: Any, name: str) -> bytes:
        filters = str(stream.get("/Filter", ""))
        raw = bytes(stream.read_raw_bytes())
        if filters == "":
            data, rest = raw, b""
        elif filters == "/FlateDecode" and "/DecodeParms" not in stream:
            packed = zlib.decompressobj()
            try:
                data = packed.decompress(raw, self._left + 1)
            except zlib.error as error:
                reason = _("{name} in it is damaged").format(name=name)
                raise _refused(self._file, reason) from error
            rest = packed.unconsumed_tail
        else:
            raise _refused(self._file, _("{name} is packed in an unusual way").format(name=name))
        self._left -= len(data)
        if rest or self._left < 0:
            reason = _("unpacked it has more than {size} MB")
            raise _refused(self._file, reason.format(size=MOST_UNPACKED // _MEGABYTE))
        return data


def _plain_name(name: str) -> bool:
    usual = 0 < len(name) <= MOST_NAME and not set(name) & set('/\\:*?"<>|') and name[0] != "."
    return usual and all(unicodedata.category(c)[0] != "C" for c in name)


def _refused(file: str, problem: str) -> SourceError:
    return SourceError(kinds.SOURCE_NOT_OURS.at(Place(file), problem=problem))
