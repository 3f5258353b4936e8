"""The styles of a Word file: their names, and what they hand down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MOST_ANCESTORS = 20


def w(name: str) -> str:
    """Return the full name of an element of Word."""
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by id."""

    elements: dict[str, Any]
    language: str

    @classmethod
    def of(cls, root: Any) -> Styles:
        """Read the part with the styles."""
        elements = {style.get(w("styleId")): style for style in root.iterfind(w("style"))}
        language = root.find(f"{w('docDefaults')}//{w('lang')}")
        return cls(elements, "" if language is None else language.get(w("val"), ""))

    def name(self, identifier: str) -> str:
        """Return the name that people see."""
        style = self.elements.get(identifier)
        found = None if style is None else style.find(w("name"))
        return "" if found is None else str(found.get(w("val")))

    def has(self, identifier: str, path: str) -> bool:
        """Tell whether a style, or one that it is based on, switches something on."""
        for style in self._chain(identifier):
            found = style.find(path)
            if found is not None:
                return found.get(w("val"), "1") not in ("0", "false")
        return False

    def numbering(self, identifier: str) -> tuple[str, str]:
        """Return list and level that a style gives to its paragraphs."""
        level = ""
        for style in self._chain(identifier):
            properties = style.find(f"{w('pPr')}/{w('numPr')}")
            if properties is None:
                continue
            number, depth = properties.find(w("numId")), properties.find(w("ilvl"))
            if depth is not None and not level:
                level = depth.get(w("val"))
            if number is not None:
                return number.get(w("val")), level
        return "", ""

    def _chain(self, identifier: str) -> list[Any]:
        chain: list[Any] = []
        while identifier in self.elements and len(chain) < MOST_ANCESTORS:
            style = self.elements[identifier]
            chain.append(style)
            base = style.find(w("basedOn"))
            identifier = "" if base is None else base.get(w("val"))
        return chain
