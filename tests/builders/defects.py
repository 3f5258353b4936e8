"""More than forty ways to break a Word file, each of which a validator must notice.

A defect is a name, the part it sits in, and what is replaced by what, once.
"""

from __future__ import annotations

import re

from tests.builders.returned import changed

BODY, STYLES, NUMBERS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS, TYPES, RELS = "word/settings.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
_CELL = r"(<w:tc><w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>)(?:(?!</w:tc>).)*(</w:tc>)"
_STYLE = r'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Absatz">'

DEFECTS = {
    "cell without paragraph": (BODY, _CELL, r"\1\2"),
    "paragraph in paragraph": (BODY, r"</w:pPr><w:r>", r"</w:pPr><w:p/><w:r>"),
    "run in the body": (BODY, r"<w:body>", r"<w:body><w:r/>"),
    "words without a run": (BODY, r"</w:pPr><w:r>", r"</w:pPr><w:t>x</w:t><w:r>"),
    "properties behind the words": (BODY, r"(<w:pPr>.*?</w:pPr>)(<w:r>.*?</w:r>)", r"\2\1"),
    "properties twice": (BODY, r"</w:pPr>", r"</w:pPr><w:pPr/>"),
    "properties in the wrong order": (
        BODY,
        r"(<w:pPr>)(<w:pStyle [^>]*/>)(<w:keepNext/>)",
        r"\1\3\2",
    ),
    "unknown element": (BODY, r"<w:body>", r"<w:body><w:absatz/>"),
    "unknown attribute": (BODY, r"<w:keepNext/>", r'<w:keepNext w:immer="1"/>'),
    "unknown alignment": (BODY, r'<w:jc w:val="right"/>', r'<w:jc w:val="rechts"/>'),
    "style reference without name": (BODY, r'<w:pStyle w:val="[^"]*"/>', r"<w:pStyle/>"),
    "table without grid": (BODY, r"<w:tblGrid>.*?</w:tblGrid>", r""),
    "table properties behind the grid": (
        BODY,
        r"(<w:tblPr>.*?</w:tblPr>)(<w:tblGrid>.*?</w:tblGrid>)",
        r"\2\1",
    ),
    "row in row": (BODY, r"</w:trPr>", r"</w:trPr><w:tr/>"),
    "unknown unit of a width": (BODY, r'w:type="dxa"', r'w:type="cm"'),
    "width that is no number": (BODY, r'(<w:pgSz w:w=)"\d+"', r'\1"breit"'),
    "spacing that is no number": (
        BODY,
        r"</w:pPr>",
        r'<w:spacing w:before="viel"/></w:pPr>',
    ),
    "header that is not there": (BODY, r'(<w:headerReference [^>]*r:id=)"\w+"', r'\1"rId404"'),
    "unknown kind of header": (BODY, r'w:type="default"', r'w:type="erste"'),
    "header of the wrong kind": (
        BODY,
        r'(<w:headerReference [^>]*r:id=)"\w+"',
        r'\1"rId1"',
    ),
    "bookmark without name": (BODY, r'(<w:bookmarkStart [^>]*) w:name="[^"]*"', r"\1"),
    "bookmark without id": (BODY, r'<w:bookmarkStart w:id="\d+"', r"<w:bookmarkStart"),
    "unknown part of a field": (BODY, r'w:fldCharType="begin"', r'w:fldCharType="anfang"'),
    "link to a missing relationship": (
        BODY,
        r"</w:pPr><w:r>",
        r'</w:pPr><w:hyperlink r:id="rId404"><w:r/></w:hyperlink><w:r>',
    ),
    "list number that is none": (NUMBERS, r'w:numId="1"', r'w:numId="eins"'),
    "section before the end": (BODY, r"(<w:sectPr>.*</w:sectPr>)(</w:body>)", r"\1<w:p/>\2"),
    "no body": (BODY, r"<w:body>.*</w:body>", r"<w:p/>"),
    "tag that does not close": (BODY, r"</w:p>", r""),
    "unknown kind of style": (STYLES, r'w:type="table"', r'w:type="tabelle"'),
    "style twice": (STYLES, rf"({_STYLE}.*?</w:style>)", r"\1\1"),
    "style in the wrong order": (
        STYLES,
        r"(<w:name [^>]*/>)(<w:basedOn [^>]*/>)",
        r"\2\1",
    ),
    "colour that is none": (STYLES, r'w:color w:val="1F2933"', r'w:color w:val="dunkel"'),
    "size that is none": (STYLES, r'<w:sz w:val="\d+"/>', r'<w:sz w:val="groß"/>'),
    "list behind its numbers": (
        NUMBERS,
        r"(<w:abstractNum .*</w:abstractNum>)(<w:num .*</w:num>)",
        r"\2\1",
    ),
    "list twice": (
        NUMBERS,
        r"(<w:abstractNum (?:(?!</w:abstractNum>).)*</w:abstractNum>)",
        r"\1\1",
    ),
    "unknown number format": (NUMBERS, r'"lowerLetter"', r'"kleinbuchstabe"'),
    "number without list": (NUMBERS, r'<w:abstractNumId w:val="\d+"/>', r""),
    "unknown protection": (SETTINGS, r'w:edit="trackedChanges"', r'w:edit="alles"'),
    "settings in the wrong order": (SETTINGS, r"(<w:zoom [^>]*/>)(.*?)(</w:settings>)", r"\2\1\3"),
    "document of an unknown kind": (TYPES, r"document\.main\+xml", r"urkunde+xml"),
    "styles of no known kind": (
        TYPES,
        r'<Override PartName="/word/styles.xml"[^>]*/>',
        r"",
    ),
    "two relationships of one name": (RELS, r'Id="rId2"', r'Id="rId1"'),
    "relationship to a missing part": (RELS, r'Target="styles.xml"', r'Target="stile.xml"'),
}


def broken(data: bytes, name: str) -> bytes:
    """Return a file with one defect."""
    part, before, after = DEFECTS[name]
    return changed(data, part, lambda text: re.sub(before, after, text, count=1, flags=re.DOTALL))
