"""Excel files made by hand, so that a test says every part that matters."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass
class Num:
    """A number as it is stored, with the code or number of its format."""

    stored: str
    format: str | int = 0


@dataclass
class Raw:
    """A cell as XML; ``{r}`` stands for its reference."""

    xml: str


@dataclass
class Tab:
    """A sheet: rows of cells, and what else it says."""

    rows: list[list[object]]
    name: str = "Tabelle1"
    state: str = ""
    row_attributes: dict[int, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    relations: str = ""


def write_book(
    path: Path,
    *tabs: Tab,
    fonts: str = "<font/>",
    strict: bool = False,
    properties: str = "",
    more: dict[str, bytes] | None = None,
) -> Path:
    """Write an Excel file of these sheets; the second font, if any, is that of format 999."""
    formats: list[str | int] = []
    sheets = [_sheet(tab, formats) for tab in tabs]
    main = STRICT if strict else MAIN
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(tabs) + 1)]
        package.writestr(
            "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
        )
        names = "".join(
            f'<sheet name={quoteattr(tab.name)} sheetId="{n}" {tab.state} r:id="rId{n}"/>'
            for n, tab in enumerate(tabs, 1)
        )
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{RELS}">{properties}<sheets>{names}</sheets></workbook>',
        )
        package.writestr("xl/styles.xml", _styles(formats, fonts, main))
        for number, (tab, xml) in enumerate(zip(tabs, sheets, strict=True), 1):
            package.writestr(f"xl/worksheets/sheet{number}.xml", xml.replace("MAIN", main))
            if tab.relations:
                name = f"xl/worksheets/_rels/sheet{number}.xml.rels"
                package.writestr(
                    name, f'<Relationships xmlns="{_PACKAGE}">{tab.relations}</Relationships>'
                )
        for name, data in (more or {}).items():
            package.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def _relations(targets: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{RELS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def _styles(formats: list[str | int], fonts: str, main: str) -> str:
    own = [code for code in formats if isinstance(code, str)]
    numbers = {code: 164 + n for n, code in enumerate(own)}
    declared = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
        for code, number in numbers.items()
    )
    looks = "".join(
        f'<xf numFmtId="{numbers[code] if isinstance(code, str) else code % 900}" '
        f'fontId="{1 if code == 900 else 0}"/>'
        for code in [0, *formats]
    )
    return (
        f'<styleSheet xmlns="{main}"><numFmts>{declared}</numFmts><fonts>{fonts}</fonts>'
        f"<cellXfs>{looks}</cellXfs></styleSheet>"
    )


def _sheet(tab: Tab, formats: list[str | int]) -> str:
    rows = "".join(
        f'<row r="{number}" {tab.row_attributes.get(number, "")}>'
        + "".join(_cell(value, f"{chr(64 + n)}{number}", formats) for n, value in enumerate(row, 1))
        + "</row>"
        for number, row in enumerate(tab.rows, 1)
    )
    return (
        f'<worksheet xmlns="MAIN">{tab.before}<sheetData>{rows}</sheetData>{tab.after}</worksheet>'
    )


def _cell(value: object, reference: str, formats: list[str | int]) -> str:
    if value is None:
        return ""
    if isinstance(value, Raw):
        return value.xml.replace("{r}", reference)
    if isinstance(value, Num):
        if value.format not in formats:
            formats.append(value.format)
        style = formats.index(value.format) + 1
        return f'<c r="{reference}" s="{style}"><v>{value.stored}</v></c>'
    text = f'<t xml:space="preserve">{escape(str(value))}</t>'
    return f'<c r="{reference}" t="inlineStr"><is>{text}</is></c>'
