"""The styles that a skeleton must define, by the names that people see in Word.

Word changes style ids when it saves in another language ("Heading1" becomes "berschrift1"); the
names of built-in styles stay English in the file, whatever Word shows. So names are what counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal

from contracts.language import N_
from contracts.ooxml.names import w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

StyleType = Literal["paragraph", "character", "table"]


TYPE_NAMES: Final[dict[StyleType, str]] = {
    "paragraph": N_("paragraph"),
    "character": N_("character"),
    "table": N_("table"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A style by name and type, what it is for, and how the first item is numbered."""

    name: str
    purpose: str
    type: StyleType = "paragraph"
    label: str = ""


class Role(Enum):
    """What a paragraph, run or table is in the contract."""

    SECTION = Wanted("heading 1", N_("headings of the sections"), label="§\u00a01")
    PARAGRAPH = Wanted("Absatz nummeriert", N_("numbered paragraphs"), label="(1)")
    ITEM = Wanted("Liste Ziffer", N_("lists 1., 2., 3."), label="1.")
    SUBITEM = Wanted("Liste Buchstabe", N_("lists a), b), c)"), label="a)")
    DASH = Wanted("Liste Strich", N_("unordered lists"), label="–")
    SUBDASH = Wanted("Liste Strich 2", N_("unordered lists in lists"), label="–")
    ANNEX = Wanted("Überschrift Anlage", N_("headings of the annexes"), label="Anlage\u00a01")
    HEADING = Wanted("Überschrift ohne Nummer", N_("headings without a number"))
    SINGLE = Wanted("Absatz ohne Nummer", N_("the only paragraph of a section"))
    PLAIN = Wanted("Absatz", N_("paragraphs of preamble, signatures and annexes"))
    CAPTION = Wanted("caption", N_("captions of tables"))
    TABLE_HEAD = Wanted("Tabellenkopf", N_("header cells of tables"))
    TABLE_TEXT = Wanted("Tabellentext", N_("cells of tables"))
    TABLE_END = Wanted("Tabellenende", N_("the line after a table that ends the document"))
    CONTENTS = Wanted("TOC Heading", N_("the heading of the table of contents"))
    ENTRY = Wanted("toc 1", N_("the entries of the table of contents"))
    TABLE = Wanted("Vertragstabelle", N_("tables"), "table")
    STRONG = Wanted("Strong", N_("strong words"), "character")
    EMPHASIS = Wanted("Emphasis", N_("words set off"), "character")
    GAP = Wanted("Offene Angabe", N_("values that are still open"), "character")


NUMBERED: Final = tuple(role for role in Role if role.value.label)


def style_ids(styles: etree._Element) -> dict[Role, str]:
    """Return the id that each role's style has in a skeleton; roles without a style are absent."""
    found: dict[tuple[str, str], str] = {}
    for style in styles.iterfind(w("style")):
        name = style.find(w("name"))
        if name is not None:
            key = (style.get(w("type"), ""), name.get(w("val"), "").casefold())
            found.setdefault(key, style.get(w("styleId"), ""))
    wanted = {role: (role.value.type, role.value.name.casefold()) for role in Role}
    return {role: found[key] for role, key in wanted.items() if key in found}


def missing(ids: Mapping[Role, str]) -> list[Role]:
    """Return the roles for which a skeleton has no style."""
    return [role for role in Role if role not in ids]
