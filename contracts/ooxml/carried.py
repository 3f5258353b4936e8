"""What a Word file may carry beside its text: a list of what is known, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from contracts.catalogue import word
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.received import filetypes

if TYPE_CHECKING:
    from contracts.ooxml.package import Package

# Relationship types by their last word (ISO/IEC 29500-1, 11.3, 15.2; MS-OI29500 for Office's own).
TEXT: Final = frozenset(
    (
        "officeDocument", "styles", "numbering", "settings", "header", "footer", "theme",
        "fontTable", "webSettings", "core-properties", "extended-properties",
        "custom-properties", "customXml", "customXmlProps", "thumbnail", "hyperlink",
        "footnotes", "endnotes", "stylesWithEffects", "font", "glossaryDocument", "people",
        "comments", "commentsExtended", "commentsIds", "commentsExtensible", "attachedTemplate",
        "classificationlabels",
    )
)  # fmt: skip
PICTURES: Final = frozenset(("image",))
_CLOSED: Final = (
    b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"%PDF-", b"{\\rtf",
)  # fmt: skip


def refuse_embedded(package: Package) -> None:
    """Refuse a skeleton that carries objects, controls, other documents or files.

    Raises:
        SourceError: it does.
    """
    for part in ("", *package.parts):
        for relation in package.relations(part):
            kind = relation.type.rpartition("/")[2]
            if kind not in TEXT | PICTURES:
                values = {"part": relation.target, "what": kind[:80]}
                raise SourceError(word.EMBEDDED.at(Place(package.file), **values))
    for name, content in package.parts.items():
        if content.startswith(_CLOSED):
            what = filetypes.named(filetypes.type_of(content))
            raise SourceError(word.EMBEDDED.at(Place(package.file), part=name, what=what))
