"""Reads one part of a Word file: body, header, footer or notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from contracts.ooxml.names import R, w
from contracts.parity.returned import known
from contracts.parity.returned.lines import Line, Story, even

if TYPE_CHECKING:
    from collections.abc import Callable

    from contracts.parity.docx_numbers import Numbers
    from contracts.parity.docx_styles import Styles
    from contracts.parity.returned.looks import Look, Looks

_PAGES: Final = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b", re.IGNORECASE)
_COUNT: Final = re.compile(r"\s*(?:\d{1,4}|[ivxlc]{1,7})?\s*", re.IGNORECASE)
_BLANKS: Final = frozenset(map(w, ("tab", "br", "cr")))
_LEAST_LINE: Final = 160  # twentieths of a point: 8 pt, when exactly so high
_MOST_INDENT: Final = 6000
_LEAST_COLUMN: Final = 200
_SIDES: Final = ("left", "start", "right", "end", "firstLine", "hanging")


class Reader:
    """Walks through a part; ``digest`` names a picture by what it shows."""

    def __init__(
        self, styles: Styles, looks: Looks, numbers: Numbers, digest: Callable[[str], str]
    ) -> None:
        self._styles = styles
        self._looks = looks
        self._numbers = numbers
        self._digest = digest
        self._fields: list[list[Any]] = []  # [instruction, whether the result began, its pieces]
        self.story = Story()
        self.sections: list[Any] = []

    def read(self, root: Any) -> Story:
        """Return what a part says."""
        body = root.find(w("body"))
        for child in root if body is None else root.iterchildren():
            if child is not body:
                self._block(child)
        for child in () if body is None else body:
            self._block(child)
        for instruction, _shown, pieces in self._fields:
            words = even(instruction + "".join(text for text, _look in pieces))
            self.story.others["open field", words] += 1
        return self.story

    # ------------------------------------------------------------------ blocks

    def _block(self, element: Any) -> None:
        if element.tag == w("p"):
            self._paragraph(element)
        elif element.tag == w("tbl"):
            self._table(element)
        elif element.tag == w("sectPr"):
            self._section(element)
        elif element.tag not in known.MARKS:
            self._other(element)
        elif element.tag == w("bookmarkStart"):
            self.story.marks[element.get(w("name"), "")] = ""

    def _table(self, table: Any) -> None:
        for child in table:
            if child.tag == w("tr"):
                self._row(child)
            elif child.tag == w("tblPr"):
                self._only(child, known.TABLE)
            elif child.tag == w("tblGrid"):
                widths = (_twips(c.get(w("w"))) for c in child.iterfind(w("gridCol")))
                if any(width < _LEAST_COLUMN for width in widths):
                    self._note("narrow column", table)
            elif child.tag not in known.MARKS:
                self._other(child)

    def _row(self, row: Any) -> None:
        for child in row:
            if child.tag == w("tc"):
                self._cell(child)
            elif child.tag == w("trPr"):
                self._only(child, known.ROW)
                height = child.find(w("trHeight"))
                if height is not None and height.get(w("hRule")) == "exact":
                    self._note("fixed height", row)
            elif child.tag not in known.MARKS and child.tag != w("tblPrEx"):
                self._other(child)

    def _cell(self, cell: Any) -> None:
        for child in cell:
            if child.tag == w("tcPr"):
                self._only(child, known.CELL)
            else:
                self._block(child)

    def _section(self, section: Any) -> None:
        self._only(section, known.SECTION)
        self.sections.append(section)

    def _only(self, properties: Any, allowed: frozenset[str]) -> None:
        for child in properties:
            if child.tag not in allowed and not str(child.tag).endswith("Change"):
                self._other(child, around=properties.getparent())

    # ------------------------------------------------------------------ paragraphs

    def _paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else properties.find(w("pStyle"))
        identifier = "" if style is None else style.get(w("val"), "")
        label, _level = self._numbers.label(paragraph, identifier, self._styles)
        line = Line(self._styles.name(identifier), _label(label))
        self.story.lines.append(line)
        if properties is not None:
            self._paragraph_properties(properties, paragraph)
        for child in paragraph:
            if child is not properties:
                self._inside(child, line, identifier)
        for name in [n for n, text in self.story.marks.items() if not text]:
            self.story.marks[name] = line.text or "-"

    def _paragraph_properties(self, properties: Any, paragraph: Any) -> None:
        self._only(properties, known.PARAGRAPH)
        mark = properties.find(w("rPr"))
        for name in ("vanish", "specVanish"):
            if mark is not None and mark.find(w(name)) is not None:
                self._note("vanish", paragraph)
        spacing, indent = properties.find(w("spacing")), properties.find(w("ind"))
        exact = spacing is not None and spacing.get(w("lineRule")) == "exact"
        if exact and _twips(spacing.get(w("line"))) < _LEAST_LINE:
            self._note("fixed height", paragraph)
        sides = [] if indent is None else [indent.get(w(name)) for name in _SIDES]
        if any(abs(_twips(side)) > _MOST_INDENT for side in sides):
            self._note("indent", paragraph)
        section = properties.find(w("sectPr"))
        if section is not None:
            self._section(section)

    def _inside(self, element: Any, line: Line, style: str) -> None:
        if element.tag == w("r"):
            self._run(element, line, style)
        elif element.tag in known.AROUND_RUNS:
            self._around(element, line, style)
        elif element.tag == w("bookmarkStart"):
            self.story.marks[element.get(w("name"), "")] = ""
        elif element.tag not in known.MARKS:
            self._other(element)

    def _around(self, element: Any, line: Line, style: str) -> None:
        simple = element.tag == w("fldSimple")
        if simple:
            self._fields.append([element.get(w("instr"), ""), True, []])
        target = element.get(f"{{{R}}}id")
        if element.tag == w("hyperlink") and target:
            self.story.others["link", self._digest(target)] += 1
        for child in element:
            if child.tag != w("smartTagPr"):
                self._inside(child, line, style)
        if simple:
            self._end_field(line)

    def _run(self, run: Any, line: Line, style: str) -> None:
        properties = run.find(w("rPr"))
        look = self._looks.look(properties, style)
        for element in run:
            if element is properties or element.tag in known.MARKS:
                continue
            if element.tag in (w("fldChar"), w("instrText")):
                self._field(element, line)
            elif element.tag == w("t"):
                self._say(element.text or "", look, line)
            elif element.tag in _BLANKS:
                self._say(" ", look, line)
            elif element.tag == w("noBreakHyphen"):
                self._say("-", look, line)
            else:
                self._other(element)

    def _say(self, text: str, look: Look, line: Line) -> None:
        if self._fields and self._fields[-1][1]:
            self._fields[-1][2].append((text, look))
        elif self._fields:
            self._fields[-1][0] += text
        else:
            line.pieces.append((text, look))

    # ------------------------------------------------------------------ fields

    def _field(self, element: Any, line: Line) -> None:
        kind = element.get(w("fldCharType")) if element.tag == w("fldChar") else "text"
        if kind == "begin":
            self._fields.append(["", False, []])
            for child in element:
                self._other(child)
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = True
        elif kind == "end" and self._fields:
            self._end_field(line)
        elif not self._fields:
            self.story.others["open field", even(element.text or "")] += 1
        elif kind == "text" and self._fields and not self._fields[-1][1]:
            self._fields[-1][0] += element.text or ""

    def _end_field(self, line: Line) -> None:
        """File a field; the number of a page follows from the layout and is not compared."""
        instruction, _shown, pieces = self._fields.pop()
        words = " ".join(instruction.split())
        self.story.fields[words] += 1
        counted = _COUNT.fullmatch("".join(text for text, _look in pieces))
        if _PAGES.match(instruction) and counted:
            pieces = [("#", pieces[0][1] if pieces else ())]
        for text, look in pieces:
            self._say(text, look, line)

    # ------------------------------------------------------------------ all else

    def _other(self, element: Any, around: Any = None) -> None:
        """Name what is not understood, with the words in it or around it."""
        if not isinstance(element.tag, str):
            return  # a comment of XML
        name = element.tag.rpartition("}")[2]
        shown = [self._digest(v) for e in element.iter() for v in _references(e)]
        words = even(" ".join(_words(element if around is None else around)))
        self.story.others[name, " ".join([words, *shown]).strip()] += 1

    def _note(self, name: str, around: Any) -> None:
        self.story.others[name, even(" ".join(_words(around)))] += 1


def _references(element: Any) -> list[str]:
    return [
        value for name, value in element.attrib.items() if name.startswith(f"{{{R}}}") and value
    ] + ([element.get(w("char"))] if element.tag == w("sym") else [])


def _words(element: Any) -> list[str]:
    return [
        found.text
        for found in element.iter()
        if isinstance(found.tag, str) and found.tag.endswith("}t") and found.text
    ]


def _label(label: str) -> str:
    """Return a number as it is compared; each program has signs of its own for bullets."""
    text = even(label)
    return text if any(sign.isalnum() for sign in text) else label and "•"


def _twips(value: str | None) -> int:
    try:
        return int(float(value or "0"))
    except ValueError:
        return _MOST_INDENT + 1  # a measure in another unit, which no program of ours writes
