"""The frame of a table: widths that suit what its columns hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from contracts.plaintext import inline_text
from contracts.writers.docx.runs import escape

if TYPE_CHECKING:
    from contracts.document import Cell, Table

_CHARACTER: Final = 115  # twips that a character takes at the size of table text
_PADDING: Final = 230
_ENOUGH: Final = 40  # characters; a longer cell may as well wrap


def column_widths(table: Table, width: int) -> list[int]:
    """Return the width of each column in twips: no word broken, long columns wide.

    LibreOffice does not fit columns to their content, so the file has to say how wide they are.
    """
    columns = list(zip(table.header, *table.rows, strict=True))
    least = [_PADDING + _CHARACTER * max(map(_longest_word, column)) for column in columns]
    wish = [
        max(low, _PADDING + _CHARACTER * min(_ENOUGH, max(map(_length, column))))
        for low, column in zip(least, columns, strict=True)
    ]
    if sum(least) >= width:
        found = [low * width // sum(least) for low in least]
    else:
        spare = width - sum(least)
        more = [high - low for high, low in zip(wish, least, strict=True)]
        shares = more if sum(more) else [1] * len(columns)
        found = [
            low + spare * share // sum(shares) for low, share in zip(least, shares, strict=True)
        ]
    if found:
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


def _longest_word(cell: Cell) -> int:
    return max(map(len, inline_text(cell.content).split(" ")), default=0)


def _length(cell: Cell) -> int:
    return len(inline_text(cell.content))
