"""Which clauses of a Word file of ours no longer say what its document says.

Only words count, as a reader takes them in: numbers that Word counts itself, styles, fields and the
shape of a file differ after every editor that saved it.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from contracts import wording
from contracts.language import _
from contracts.ooxml import names
from contracts.ooxml.names import w
from contracts.ooxml.xml import parse
from contracts.parity.account import plain
from contracts.parity.docx_styles import Styles
from contracts.parity.expected import account_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from contracts.document import Document
    from contracts.ooxml.package import Package

_GOING: Final = {True: ("del", "moveFrom"), False: ("ins", "moveTo")}
# Properties hold marks, not words; a paragraph inside another stands in a text box of its own.
_SILENT: Final = frozenset(map(w, ("instrText", "delInstrText", "pPr", "rPr", "p")))
_BLANKS: Final = frozenset(map(w, ("br", "cr", "tab")))
_TEXTS: Final = frozenset(map(w, ("t", "delText")))
_NOTES: Final = frozenset(map(w, ("footnoteReference", "endnoteReference")))
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def words_of(package: Package, *, accept: bool = True) -> tuple[str, ...]:
    """Return the words of a Word file, paragraph by paragraph, without contents and numbers.

    Tracked changes count as accepted, or as rejected: a paragraph whose mark goes runs on in the
    next one, a row that goes takes its words along (ECMA-376, 17.13.5).

    Raises:
        SourceError: a part cannot be read.
    """
    root = parse(package.parts[package.document], package.document, package.file)
    styles = _styles(package)
    going = frozenset(map(w, _GOING[accept]))
    lines, open_ = [], ""
    for paragraph in root.iter(w("p")):
        if _aside(paragraph, styles, going):
            continue
        open_ += "".join(_pieces(paragraph, going))
        if not _marked(paragraph.find(f"{w('pPr')}/{w('rPr')}"), going):
            lines.append(open_)
            open_ = ""
    return tuple(line for text in (*lines, open_) if (line := _even(text)))


def edited_clauses(document: Document, words: Sequence[str]) -> tuple[str, ...]:
    """Return the clauses whose words differ from those of the document, as people name them.

    Words that belong nowhere count to the clause that they follow.
    """
    parts = {part.use.name: part for part in document.parts}
    expected: list[tuple[str, str]] = []
    for line in account_of(document).lines:
        text = _even(line.text)
        if line.role == "heading":
            text = text.removeprefix(_even(parts[line.clause].number)).strip()
        if text:
            expected.append((text, line.clause))
    found: dict[str, None] = {}
    matcher = SequenceMatcher(None, [text for text, _clause in expected], words, autojunk=False)
    for kind, start, end, _first, _last in matcher.get_opcodes():
        if kind == "insert":
            found[expected[max(start, 1) - 1][1]] = None
        elif kind != "equal":
            found.update(dict.fromkeys(clause for _text, clause in expected[start:end]))
    order = ("head", *parts, "gaps")
    return tuple(_shown(document, clause) for clause in order if clause in found)


def _shown(document: Document, clause: str) -> str:
    if clause == "head":
        return _("title and parties")
    if clause == "gaps":
        return wording.GAPS_TITLE
    part = next(part for part in document.parts if part.use.name == clause)
    name = _even(part.number)
    return f"{name} ({clause})" if name else clause


def _styles(package: Package) -> Styles:
    for part in package.related(package.document, names.REL_STYLES):
        return Styles.of(parse(package.parts[part], part, package.file))
    return Styles({}, "")


def _aside(paragraph: etree._Element, styles: Styles, going: frozenset[str]) -> bool:
    """Tell whether a paragraph is none of the contract's: contents, a row or copy that goes."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    name = "" if style is None else styles.name(style.get(w("val"), ""))
    if re.match(r"toc\b", name, re.IGNORECASE):
        return True
    return any(
        above.tag == _FALLBACK or (above.tag == w("tr") and _marked(above.find(w("trPr")), going))
        for above in paragraph.iterancestors()
    )


def _marked(properties: etree._Element | None, going: frozenset[str]) -> bool:
    return properties is not None and any(child.tag in going for child in properties)


def _pieces(element: etree._Element, going: frozenset[str]) -> Iterator[str]:
    for child in element:
        if child.tag in going or child.tag in _SILENT:
            continue
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag in _BLANKS:
            yield " "
        elif child.tag == w("noBreakHyphen"):
            yield "-"
        elif child.tag in _NOTES:
            yield " [*] "  # no contract of ours has notes: one is an edit
        else:
            yield from _pieces(child, going)


def _even(text: str) -> str:
    return unicodedata.normalize("NFC", plain(text))
