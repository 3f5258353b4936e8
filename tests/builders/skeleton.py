"""Builds skeletons from scratch: the delivered one and one with another look.

``python -m tests.builders.skeleton`` writes the delivered skeleton anew; afterwards it may be
edited in Word like any other.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from contracts.ooxml import names
from contracts.ooxml.package import write_package
from tests.builders.looks import CALM, Look
from tests.builders.styles import W, numbering_part, styles_part
from tests.builders.theme import theme_part

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DELIVERED = Path(__file__).parents[2] / "templates" / "cooperation-contract" / "skeleton.docx"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/header2.xml": f"{_WORD}.header+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
}


def build(look: Look) -> bytes:
    """Return a skeleton in one look."""
    parts = {
        "word/document.xml": _document(look),
        "word/styles.xml": styles_part(look),
        "word/numbering.xml": numbering_part(look),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(look),
        "word/theme/theme1.xml": theme_part(look),
        "word/header1.xml": _header(look),
        "word/footer1.xml": _footer(look),
    }
    if look.first_page:
        parts["word/header2.xml"] = _first_header(look)
    relations = {
        "word/styles.xml": names.REL_STYLES, "word/numbering.xml": names.REL_NUMBERING,
        "word/settings.xml": names.REL_SETTINGS, "word/fontTable.xml": f"{names.R}/fontTable",
        "word/header1.xml": names.REL_HEADER, "word/footer1.xml": names.REL_FOOTER,
        "word/header2.xml": names.REL_HEADER,
        "word/theme/theme1.xml": f"{names.R}/theme",
    }  # fmt: skip
    inner = [
        (f"rId{position}", kind, name.removeprefix("word/"))
        for position, (name, kind) in enumerate(relations.items(), 1)
        if name in parts
    ]
    package = {
        "[Content_Types].xml": _content_types(parts, logo=look.logo),
        "_rels/.rels": _relations([("rId1", names.REL_DOCUMENT, "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations(inner),
        **parts,
    }
    files = [(name, (DECLARATION + text).encode()) for name, text in package.items()]
    if look.logo:
        image = [("rId1", f"{names.R}/image", "media/logo.png")]
        files.append(("word/_rels/header2.xml.rels", _relations(image).encode()))
        files.append(("word/media/logo.png", _picture()))
    return write_package(files)


def _content_types(parts: dict[str, str], *, logo: bool) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPES[name]}"/>' for name in parts
    )
    return (
        f'<Types xmlns="{names.TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + ('<Default Extension="png" ContentType="image/png"/>' if logo else "")
        + f"{overrides}</Types>"
    )


def _relations(relations: list[tuple[str, str, str]]) -> str:
    return (
        f'<Relationships xmlns="{names.RELS}">'
        + "".join(
            f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>'
            for id_, kind, target in relations
        )
        + "</Relationships>"
    )


def _p(look: Look, style: str, *runs: str) -> str:
    text = "".join(
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>'
        for run in runs
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{look.style_id(style)}"/></w:pPr>{text}</w:p>'


def _document(look: Look) -> str:
    def control(words: str) -> str:
        return _p(look, "Platzhalter", words)

    if look.english_ids:  # as Word splits what was typed in two goes
        title = _p(look, "Title", "{", "{ ti", "tle }", "}")
    else:
        title = _p(look, "Title", "{{ title }}")
    first = '<w:headerReference w:type="first" r:id="rId7"/>' if look.first_page else ""
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{names.R}"><w:body>{title}'
        + control("{%p if subtitle %}")
        + _p(look, "Subtitle", "{{r subtitle }}")
        + control("{%p endif %}")
        + control("{%p if file_reference %}")
        + _p(look, "Geschäftszeichen", "{{ file_reference_label }} ", "{{r file_reference }}")
        + control("{%p endif %}")
        + _p(look, "Bindewort", "{{ words.between }}")
        + control("{%p for party in parties %}")
        + control("{%p if not loop.first %}")
        + _p(look, "Bindewort", "{{ words.and }}")
        + control("{%p endif %}")
        + control("{%p for line in party.lines %}")
        + _p(look, "Vertragspartei", "{{r line }}")
        + control("{%p endfor %}")
        + _p(look, "Kurzbezeichnung", "{{r party.hereinafter }}")
        + control("{%p endfor %}")
        + "".join(map(control, ("{{p contents }}", "{{p body }}", "{{p signatures.text }}")))
        + _signatures(look)
        + control("{{p annexes }}")
        + control("{{p open_values }}")
        + f'<w:sectPr>{first}<w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        + ('<w:footerReference w:type="first" r:id="rId6"/>' if look.first_page else "")
        + '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1701" w:right="{look.right}" w:bottom="1418" w:left="{look.left}" '
        'w:header="709" w:footer="840" w:gutter="0"/>'
        + ("<w:titlePg/>" if look.first_page else "")
        + "</w:sectPr></w:body></w:document>"
    )


def _signatures(look: Look) -> str:
    left = look.width * 2 // 5
    widths = (left, look.width - left)

    def cell(width: int, inner: str, span: str = "") -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{inner}</w:tc>'

    def row(*cells: str) -> str:
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    def control(words: str) -> str:
        span = '<w:gridSpan w:val="2"/>'
        return row(cell(look.width, _p(look, "Platzhalter", words), span))

    heading = cell(
        look.width, _p(look, "Unterschrift Partei", "{{r party.heading }}"),
        '<w:gridSpan w:val="2"/>',
    )  # fmt: skip
    signed = (
        _p(look, "Unterschrift Linie", "{{ signatures.signature }}")
        + _p(look, "Unterschrift Name", "{{r signatory.name }}")
        + _p(look, "Unterschrift Name", "{{r signatory.function }}")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{look.width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        '</w:tblCellMar><w:tblLook w:val="0000"/>'
        '<w:tblDescription w:val="Felder für Ort, Datum und Unterschrift der Vertragsparteien"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        + control("{%tr for party in signatures.parties %}")
        + row(heading)
        + control("{%tr for signatory in party.signatories %}")
        + row(
            cell(widths[0], _p(look, "Unterschrift Linie", "{{ signatures.place_date }}")),
            cell(widths[1], signed),
        )
        + control("{%tr endfor %}")
        + control("{%tr endfor %}")
        + "</w:tbl>"
    )


def _header(look: Look) -> str:
    tab = "<w:r><w:tab/></w:r>"
    mark = (
        f'<w:r><w:rPr><w:b/><w:bCs/><w:color w:val="{look.colour}"/></w:rPr>'
        "<w:t>{% if draft %}{{ draft_mark }}{% endif %}</w:t></w:r>"
    )
    return (
        f'<w:hdr xmlns:w="{W}">'
        + _p(look, "header", "{{ title }}", tab, mark, tab, "{% if file_reference %}",
             "{{ file_reference_label }} ", "{{r file_reference }}", "{% endif %}")
        + "</w:hdr>"
    )  # fmt: skip


def _first_header(look: Look) -> str:
    drawing = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="1080000" cy="360000"/>'
        '<wp:docPr id="1" name="Logo" descr="Wappen eines erfundenen Bezirks"/>'
        "<a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1080000" cy="360000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    drawingml = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:hdr xmlns:w="{W}" xmlns:r="{names.R}" xmlns:a="{drawingml}/main" '
        f'xmlns:wp="{drawingml}/wordprocessingDrawing" xmlns:pic="{drawingml}/picture">'
        + _p(look, "header", drawing)
        + _p(look, "Platzhalter", "{%p if draft %}")
        + _p(look, "Entwurfsvermerk", "{{ draft_mark }}")
        + _p(look, "Platzhalter", "{%p endif %}")
        + "</w:hdr>"
    )


def _footer(look: Look) -> str:
    def field(name: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    return f'<w:ftr xmlns:w="{W}">' + _p(
        look, "footer", "{% if draft %}{{ draft_code_label }} {{ draft_code }}{% endif %}", "<w:r><w:tab/><w:tab/></w:r>",
        "Seite ", field("PAGE"), " von ", field("NUMPAGES"),
    ) + "</w:ftr>"  # fmt: skip


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="de-DE"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )


def _fonts(look: Look) -> str:
    family = "swiss" if look.font == "Arial" else "roman"
    return (
        f'<w:fonts xmlns:w="{W}"><w:font w:name="{look.font}"><w:charset w:val="00"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _picture(width: int = 24, height: int = 8) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    row = b"\0" + b"\x0b\x3d\x66" * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    image = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * height, 9))
    return b"\x89PNG\r\n\x1a\n" + image + chunk(b"IEND", b"")


if __name__ == "__main__":
    DELIVERED.parent.mkdir(parents=True, exist_ok=True)
    DELIVERED.write_bytes(build(CALM))
