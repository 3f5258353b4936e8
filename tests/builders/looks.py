"""The looks that skeletons are built in: one is delivered, the other proves it can be another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """What differs between two skeletons; sizes in half points, distances in twips."""

    font: str
    size: int
    heading_size: int
    title_size: int
    colour: str
    justify: str
    heading_justify: str
    line: int
    left: int
    right: int
    column: int
    english_ids: bool = False
    list_style: bool = False
    logo: bool = False
    first_page: bool = False

    @property
    def width(self) -> int:
        """Width of the text on A4."""
        return 11906 - self.left - self.right

    def style_id(self, name: str) -> str:
        """Return the id that Word gives a style: in German Word built-in ones have German ids."""
        german = {
            "Normal": "Standard", "heading 1": "berschrift1", "Title": "Titel",
            "Subtitle": "Untertitel", "header": "Kopfzeile", "footer": "Fuzeile",
            "caption": "Beschriftung", "Strong": "Fett", "Emphasis": "Hervorhebung",
            "toc 1": "Verzeichnis1", "TOC Heading": "Inhaltsverzeichnisberschrift",
            "Default Paragraph Font": "Absatz-Standardschriftart",
            "Normal Table": "NormaleTabelle", "No List": "KeineListe",
        }  # fmt: skip
        known = name if self.english_ids else german.get(name, name)
        return "".join(c for c in known if c.isascii() and (c.isalnum() or c == "-"))


CALM = Look(
    font="Arial", size=21, heading_size=24, title_size=36, colour="1F2933", justify="left",
    heading_justify="left", line=276, left=1418, right=1134, column=680,
)  # fmt: skip
OTHER = Look(
    font="Times New Roman", size=24, heading_size=26, title_size=48, colour="0B3D66",
    justify="both", heading_justify="center", line=300, left=1701, right=1701, column=850,
    english_ids=True, list_style=True, logo=True, first_page=True,
)  # fmt: skip
