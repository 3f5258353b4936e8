"""The frame of a table: widths that suit what its columns hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.columns import shares
from contracts.writers.docx.runs import escape

if TYPE_CHECKING:
    from contracts.document import Table


def column_widths(table: Table, width: int) -> list[int]:
    """Return the width of each column in twips.

    LibreOffice does not fit columns to their content, so the file has to say how wide they are.
    """
    found = [round(width * share) for share in shares(table)]
    found[-1] += width - sum(found)
    return found


def table_open(table: Table, widths: list[int], style: str) -> str:
    """Return the start of a table: style, width, description for screen readers, grid."""
    described = f'<w:tblCaption w:val="{escape(table.caption)}"/>' if table.caption else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape(style)}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
