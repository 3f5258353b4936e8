"""Files inside the PDF (ISO 19005-3, 6.8): each says what it is to the contract."""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.writers.pdf.parts import Attachment


def add_attachments(pdf: Any, attachments: Sequence[Attachment]) -> None:
    """Embed files; without dates, so that the same files are the same bytes."""
    if not attachments:
        return
    import pydyf

    names, related = pydyf.Array(), pydyf.Array()
    # A name tree is sorted (ISO 32000-1, 7.9.6).
    for attachment in sorted(attachments, key=lambda attachment: attachment.name):
        reference = _file(pdf, attachment)
        names.extend((pydyf.String(attachment.name), reference))
        related.append(reference)
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = related


def _file(pdf: Any, attachment: Attachment) -> bytes:
    import pydyf

    # The standard names this hash; it guards against accidents, not against forgery.
    checksum = md5(attachment.data, usedforsecurity=False).hexdigest()
    stream = pydyf.Stream(
        [attachment.data],
        {
            "Type": "/EmbeddedFile",
            "Subtype": pydyf.name(attachment.mime),
            "Params": pydyf.Dictionary({"Size": len(attachment.data), "CheckSum": f"<{checksum}>"}),
        },
        compress=not attachment.name.endswith(".docx"),
    )
    pdf.add_object(stream)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(attachment.name),
            "UF": pydyf.String(attachment.name),
            "Desc": pydyf.String(attachment.description),
            "AFRelationship": f"/{attachment.relationship}",
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        }
    )
    pdf.add_object(specification)
    reference: bytes = specification.reference
    return reference
