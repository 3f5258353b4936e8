"""Empty signature fields over the signature lines: for a pen on paper, for a key on screen.

A field that is there from the start is tagged and labelled; one that signing software adds later
is not, and breaks PDF/UA.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.writers.pdf.structure import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.writers.pdf.boxes import SignaturePlace

# CSS pixels to PDF points.
SCALE = 0.75
# Room above the line, in points: about 1.2 cm.
HEIGHT = 34.0
PRINT = 4  # ISO 32000-1, table 165: annotation flag 3


def add_fields(pdf: Any, places: Sequence[SignaturePlace]) -> None:
    """Add one signature field for each place and hang it into the structure."""
    if not places:
        return
    import pydyf

    fields = pydyf.Array()
    for number, place in enumerate(places, start=1):
        fields.append(_field(pdf, place, number))
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": fields})


def _field(pdf: Any, place: SignaturePlace, number: int) -> bytes:
    import pydyf

    page = pdf.objects[pdf.pages["Kids"][3 * place.page]]
    top = page["MediaBox"][3] - place.top * SCALE
    left, width = place.left * SCALE, place.width * SCALE
    look = pydyf.Stream(
        [],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, width, HEIGHT]),
            "Resources": pydyf.Dictionary(),
        },
    )
    pdf.add_object(look)
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(f"signature-{number}"),
            "TU": pydyf.String(place.label),
            "Rect": pydyf.Array([left, top, left + width, top + HEIGHT]),
            "P": page.reference,
            "F": PRINT,
            "AP": pydyf.Dictionary({"N": look.reference}),
        }
    )
    pdf.add_object(field)
    page.setdefault("Annots", pydyf.Array()).append(field.reference)
    place.form.words(Place(place.page, field.number))
    reference: bytes = field.reference
    return reference
