"""Word files as somebody edits them: one edit each, of the kinds that hide from a comparison."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from contracts.ooxml.package import write_package
from tests.builders.returned import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable

Parts: TypeAlias = dict[str, bytes]
Edit: TypeAlias = "Callable[[Parts], None]"

BODY, HEADER, FOOTER = "word/document.xml", "word/header1.xml", "word/footer1.xml"
STYLES, SETTINGS, NUMBERING = "word/styles.xml", "word/settings.xml", "word/numbering.xml"
RELS, TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "grobe Fahrlässigkeit"
LIABLE = rf"<w:p>(?:(?!</w:p>).)*{WORDS}(?:(?!</w:p>).)*</w:p>"
TRACKED = 'w:id="9001" w:author="Rechtsamt" w:date="2026-12-01T10:00:00Z"'
EXTRA = "Der Bezirk zahlt nichts."
RUN = f"<w:r><w:t>{EXTRA}</w:t></w:r>"
PARAGRAPH = f"<w:p>{RUN}</w:p>"
BOX = (
    '<w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="position:absolute">'
    f"<v:textbox><w:txbxContent>{PARAGRAPH}</w:txbxContent></v:textbox></v:shape></w:pict>"
)
WATERMARK = (
    '<w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="PowerPlusWaterMarkObject">'
    '<v:textpath string="UNGÜLTIG"/></v:shape></w:pict>'
)
DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="9" cy="9"/></wp:inline></w:drawing>'
)
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def edited(data: bytes, edit: Edit) -> bytes:
    """Return a file after an edit, which must have changed something."""
    parts = parts_of(data)
    before = dict(parts)
    edit(parts)
    assert parts != before
    return write_package(parts.items())


def put(part: str, before: str, after: str, count: int = 1) -> Edit:
    """Replace some text of a part."""

    def change(parts: Parts) -> None:
        text = parts[part].decode()
        assert before in text, before
        parts[part] = text.replace(before, after, count).encode()

    return change


def match(part: str, pattern: str, change: Callable[[str], str]) -> Edit:
    """Change the first match of a pattern."""

    def apply(parts: Parts) -> None:
        text = parts[part].decode()
        found = re.search(pattern, text, re.DOTALL)
        assert found, pattern
        parts[part] = (text[: found.start()] + change(found[0]) + text[found.end() :]).encode()

    return apply


def run_look(properties: str) -> Edit:
    """Give the sentence about liability a look of its own."""
    return match(BODY, LIABLE, lambda p: p.replace("<w:r>", f"<w:r><w:rPr>{properties}</w:rPr>"))


def style_look(properties: str) -> Edit:
    """Give it by a style of characters that is new."""

    def apply(parts: Parts) -> None:
        style = (
            '<w:style w:type="character" w:styleId="Neu"><w:name w:val="Neu"/>'
            f"<w:rPr>{properties}</w:rPr></w:style></w:styles>"
        )
        put(STYLES, "</w:styles>", style)(parts)
        run_look('<w:rStyle w:val="Neu"/>')(parts)

    return apply


def inside(more: str) -> Edit:
    """Add something at the end of the paragraph about liability."""
    return match(BODY, LIABLE, lambda p: p.removesuffix("</w:p>") + more + "</w:p>")


def after(more: str) -> Edit:
    """Add something behind it."""
    return match(BODY, LIABLE, lambda p: p + more)


def paragraph_look(more: str) -> Edit:
    """Add a property of the paragraph."""
    return match(BODY, LIABLE, lambda p: p.replace("</w:pPr>", f"{more}</w:pPr>", 1))


def in_margin(part: str, more: str) -> Edit:
    """Add something at the end of a header or footer."""
    return match(part, r"</w:p>(?!.*</w:p>)", lambda end: more + end)


def with_part(name: str, content: str, kind: str, where: Edit | None = None) -> Edit:
    """Add a part with its relationship as ``rIdNeu``, and something that uses it."""

    def apply(parts: Parts) -> None:
        parts[f"word/{name}"] = content.encode()
        relation = f'<Relationship Id="rIdNeu" Type="{OFFICE}/{kind}" Target="{name}"/>'
        put(RELS, "</Relationships>", relation + "</Relationships>")(parts)
        if where is not None:
            where(parts)

    return apply


def both(*edits: Edit) -> Edit:
    """Do several things that are one edit to whoever makes them."""

    def apply(parts: Parts) -> None:
        for edit in edits:
            edit(parts)

    return apply


def story(tag: str, words: str) -> str:
    """Return a header, a footer or notes of one paragraph."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f"<w:{tag} {space}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{tag}>"


def notes(kind: str) -> str:
    """Return the part with one note."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = f'<w:{kind} w:id="2">{PARAGRAPH}</w:{kind}>'
    return f"<w:{kind}s {space}>{note}</w:{kind}s>"


def field(instruction: str, result: str) -> str:
    """Return a field and what it shows."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        char.format("begin")
        + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + char.format("separate")
        + f"<w:r><w:t>{result}</w:t></w:r>"
        + char.format("end")
    )


_SECTION = r"<w:sectPr>.*?</w:sectPr>"
_CELL = r"<w:tc>(?:(?!</w:tc>).)*<w:t[ >](?:(?!</w:tc>).)*</w:tc>"
_ROW = r"<w:tr>(?:(?!</w:tr>).)*</w:tr>"

EDITS: dict[str, Edit] = {
    # looks that keep words from being read
    "hidden": run_look("<w:vanish/>"),
    "hidden by a style": style_look("<w:vanish/>"),
    "hidden on the web": run_look("<w:webHidden/>"),
    "specially hidden": run_look("<w:specVanish/>"),
    "struck through": run_look("<w:strike/>"),
    "struck through by a style": style_look("<w:strike/>"),
    "struck through twice": run_look("<w:dstrike/>"),
    "white": run_look('<w:color w:val="FFFFFF"/>'),
    "almost white": run_look('<w:color w:val="FCFCFC"/>'),
    "white by a style": style_look('<w:color w:val="FFFFFF"/>'),
    "black on black": run_look('<w:shd w:val="clear" w:fill="000000"/>'),
    "one point": run_look('<w:sz w:val="2"/>'),
    "one point by a style": style_look('<w:sz w:val="2"/>'),
    "smaller": run_look('<w:sz w:val="14"/>'),
    "highlighted": run_look('<w:highlight w:val="black"/>'),
    "red": run_look('<w:color w:val="C00000"/>'),
    "a font of pictures": run_look('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'),
    "squeezed": run_look('<w:w w:val="1"/>'),
    "letters on top of each other": run_look('<w:spacing w:val="-200"/>'),
    "lowered out of the line": run_look('<w:position w:val="-400"/>'),
    "raised": run_look('<w:vertAlign w:val="superscript"/>'),
    "from right to left": run_look("<w:rtl/>"),
    "embossed": run_look("<w:emboss/>"),
    "fitted into nothing": run_look('<w:fitText w:val="1"/>'),
    "text effect of Word 2010": run_look(
        '<w14:textOutline xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/>'
    ),
    "all of a style hidden": match(
        STYLES, r'<w:style [^>]*w:styleId="Absatznummeriert".*?</w:style>',
        lambda s: s.replace("</w:style>", "<w:rPr><w:vanish/></w:rPr></w:style>")
        if "<w:rPr>" not in s else s.replace("<w:rPr>", "<w:rPr><w:vanish/>"),
    ),
    "everything white by default": match(
        STYLES, r"<w:rPrDefault>\s*<w:rPr>", lambda s: s + '<w:color w:val="FFFFFF"/>'
    ),
    # headers and footers
    "words in the header": in_margin(HEADER, RUN),
    "words in the footer": in_margin(FOOTER, RUN),
    "watermark": in_margin(HEADER, f"<w:r>{WATERMARK}</w:r>"),
    "text box in the footer": in_margin(FOOTER, f"<w:r>{BOX}</w:r>"),
    "draft mark gone": put(HEADER, "Entwurf – nicht zur Unterschrift bestimmt", ""),
    "draft mark hidden": match(
        HEADER, r"<w:r><w:rPr>(?:(?!</w:r>).)*Entwurf", lambda s: s.replace("<w:color", "<w:vanish/><w:color")
    ),
    "header tracked": in_margin(HEADER, f"<w:ins {TRACKED}>{RUN}</w:ins>"),
    "header of the first page": with_part(
        "header9.xml", story("hdr", EXTRA), "header",
        match(BODY, _SECTION, lambda s: s.replace(
            "<w:sectPr>", '<w:sectPr><w:headerReference w:type="first" r:id="rIdNeu"/>'
        ).replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")),
    ),
    "footer of even pages": both(
        with_part("footer9.xml", story("ftr", EXTRA), "footer", match(BODY, _SECTION, lambda s: s.replace(
            "<w:sectPr>", '<w:sectPr><w:footerReference w:type="even" r:id="rIdNeu"/>'))),
        match(SETTINGS, r"<w:defaultTabStop[^>]*/>", lambda s: "<w:evenAndOddHeaders/>" + s),
    ),
    "first page without a header": match(
        BODY, _SECTION, lambda s: s.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    ),
    "footer no longer used": match(BODY, r"<w:footerReference[^>]*/>", lambda _s: ""),
    "text instead of a page number": match(
        FOOTER, r"<w:t>1</w:t>", lambda _s: "<w:t>1 und Nebenabrede</w:t>"
    ),
    # carriers of words beside text
    "formula": inside(f'<m:oMath xmlns:m="{MATHS}"><m:r><m:t>{EXTRA}</m:t></m:r></m:oMath>'),
    "symbol": inside('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
    "picture": inside(f"<w:r>{DRAWING}</w:r>"),
    "text box": inside(f"<w:r>{BOX}</w:r>"),
    "object": inside('<w:r><w:object><o:OLEObject xmlns:o="urn:x" ProgID="Excel.Sheet"/></w:object></w:r>'),
    "control of a form": inside("<w:r><w:control/></w:r>"),
    "another text for other programs": inside(
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>'
    ),
    "footnote": with_part("footnotes.xml", notes("footnote"), "footnotes",
                          inside('<w:r><w:footnoteReference w:id="2"/></w:r>')),
    "endnote": with_part("endnotes.xml", notes("endnote"), "endnotes",
                         inside('<w:r><w:endnoteReference w:id="2"/></w:r>')),
    "note that nothing refers to": with_part("footnotes.xml", notes("footnote"), "footnotes"),
    "comment": with_part(
        "comments.xml", notes("comment"), "comments", inside('<w:r><w:commentReference w:id="2"/></w:r>')
    ),
    "comment without a mark": with_part("comments.xml", notes("comment"), "comments"),
    "inserted file": with_part("af.htm", f"<p>{EXTRA}</p>", "aFChunk",
                               after('<w:altChunk r:id="rIdNeu"/>')),
    "inserted file that nothing uses": with_part("af.htm", f"<p>{EXTRA}</p>", "aFChunk"),
    "sub-document": after('<w:subDoc r:id="rIdNeu"/>'),
    "content control": after(f"<w:sdt><w:sdtContent>{PARAGRAPH}</w:sdtContent></w:sdt>"),
    "empty content control": after("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr></w:sdt>"),
    "custom XML around words": after(f'<w:customXml w:element="a">{PARAGRAPH}</w:customXml>'),
    "ruby text": inside(f"<w:r><w:ruby><w:rt>{RUN}</w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r>"),
    "writing direction turned": inside(f'<w:bdo w:val="rtl">{RUN}</w:bdo>'),
    "date that counts on": inside("<w:r><w:dayLong/></w:r>"),
    "an element that nobody knows": inside("<w:r><w:neuesWort/></w:r>"),
    "a block that nobody knows": after('<x:alles xmlns:x="urn:x">Text</x:alles>'),
    "white paragraph like a table of contents": after(
        f'<w:p><w:pPr><w:pStyle w:val="Verzeichnis1"/></w:pPr>{RUN}</w:p>'
    ),
    "one more line": after(PARAGRAPH),
    "one word": put(BODY, WORDS, "jede Fahrlässigkeit"),
    "one sign that nobody sees": put(BODY, WORDS, "grobe Fahr\u200blässigkeit"),
    "turned by a sign that nobody sees": put(BODY, WORDS, "grobe \u202eFahrlässigkeit"),
    "a letter that looks alike": put(BODY, WORDS, "grobe Fahrlässigkеit"),
    # fields
    "field with another instruction": match(
        BODY, r"<w:instrText[^>]*> REF [^<]*", lambda s: s.replace("_vwa_", "_vwz_").replace("_vwr_", "_vwz_")
    ),
    "field that asks other files": inside(field(' INCLUDETEXT "c:/x.docx" ', "")),
    "field of the date": inside(field(" DATE ", "")),
    "field that decides": inside(field(' IF 1 = 1 "x" "y" ', "")),
    "simple field": inside('<w:fldSimple w:instr=" AUTHOR "/>'),
    "link to elsewhere": with_part("x.xml", "<a/>", "hyperlink",
                                   inside('<w:hyperlink r:id="rIdNeu"/>')),
    # numbers
    "number off": paragraph_look('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'),
    "number of another level": paragraph_look('<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'),
    "numbers of a list begin later": match(
        NUMBERING, r'<w:lvl w:ilvl="0">.*?<w:start w:val="1"/>', lambda s: s.replace('"1"/>', '"3"/>')
    ),
    "numbers written otherwise": match(NUMBERING, r'w:val="§.%1"', lambda _s: 'w:val="Art. %1"'),
    "numbers in Roman letters": match(
        NUMBERING, r'<w:lvl w:ilvl="0">.*?<w:numFmt w:val="decimal"/>',
        lambda s: s.replace('"decimal"', '"upperRoman"'),
    ),
    "numbers of another form": match(
        NUMBERING, r'<w:lvl w:ilvl="0">.*?<w:numFmt w:val="decimal"/>',
        lambda s: s.replace('"decimal"', '"cardinalText"'),
    ),
    "numbers of one list written otherwise": match(
        NUMBERING, r'<w:num w:numId="1">.*?</w:num>',
        lambda s: s.replace("</w:num>", '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:lvlText w:val="X"/>'
                            "</w:lvl></w:lvlOverride></w:num>"),
    ),
    "a colour of the theme": run_look('<w:color w:val="000000" w:themeColor="background1"/>'),
    "another font": run_look('<w:rFonts w:ascii="Andere" w:hAnsi="Andere"/>'),
    "numbers hidden": match(
        NUMBERING, r'<w:lvl w:ilvl="1">.*?</w:lvl>',
        lambda s: s.replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>"),
    ),
    # paragraphs, tables, pages
    "paragraph mark hidden": paragraph_look("<w:rPr><w:vanish/></w:rPr>"),
    "line of one point": paragraph_look('<w:spacing w:line="20" w:lineRule="exact"/>'),
    "far outside the page": paragraph_look('<w:ind w:left="-20000"/>'),
    "frame on top of others": paragraph_look('<w:framePr w:w="1" w:hSpace="1"/>'),
    "cell tracked as deleted": match(
        BODY, _CELL, lambda s: s.replace("</w:tcPr>", f"<w:cellDel {TRACKED}/></w:tcPr>")
    ),
    "cell merged into the one above": match(
        BODY, _CELL, lambda s: s.replace("</w:tcPr>", "<w:vMerge/></w:tcPr>")
    ),
    "row hidden": match(BODY, _ROW, lambda s: s.replace("</w:trPr>", "<w:hidden/></w:trPr>")),
    "row of no height": match(
        BODY, _ROW, lambda s: s.replace("</w:trPr>", '<w:trHeight w:val="1" w:hRule="exact"/></w:trPr>')
    ),
    "table that floats": match(BODY, r"<w:tblPr>", lambda s: s + '<w:tblpPr w:tblpX="9000"/>'),
    "column of no width": match(BODY, r'<w:gridCol w:w="\d+"/>', lambda _s: '<w:gridCol w:w="1"/>'),
    "row gone": match(BODY, _ROW + r"(?=<w:tr>)", lambda _s: ""),
    "page cut off": match(BODY, r'(<w:pgMar [^>]*w:right=)"\d+"', lambda s: re.sub(r'(w:right=)"\d+"', r'\1"9000"', s)),
    "background of the page": match(BODY, r"<w:body>", lambda s: '<w:background w:color="000000"/>' + s),
    "one more section": after('<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>'),
    # what the file carries
    "setting that nobody knows": match(SETTINGS, r"</w:settings>", lambda s: "<w:neu/>" + s),
    "mail merge": match(SETTINGS, r"</w:settings>", lambda s: "<w:mailMerge/>" + s),
    "part that nobody knows": with_part("x.bin", "x", "neuerTeil"),
    "picture that nothing uses": with_part("media/x.png", "x", "image"),
}  # fmt: skip
