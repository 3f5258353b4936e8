"""Names of the elements that weaving looks at again and again."""

from __future__ import annotations

from typing import Final

from contracts.ooxml.names import w

PARAGRAPH: Final = w("p")
PARAGRAPH_PROPERTIES: Final = w("pPr")
PARAGRAPH_PROPERTIES_CHANGE: Final = w("pPrChange")
RUN: Final = w("r")
RUN_PROPERTIES: Final = w("rPr")
TEXT: Final = w("t")
DELETED_TEXT: Final = w("delText")
INSTRUCTION: Final = w("instrText")
DELETED_INSTRUCTION: Final = w("delInstrText")
FIELD_MARK: Final = w("fldChar")
LINK: Final = w("hyperlink")
ANCHOR: Final = w("anchor")
BOOKMARKS: Final = (w("bookmarkStart"), w("bookmarkEnd"))
TABLE: Final = w("tbl")
ROW: Final = w("tr")
ROW_PROPERTIES: Final = w("trPr")
CELL: Final = w("tc")
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
