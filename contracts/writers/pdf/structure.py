"""The structure tree of a PDF (ISO 32000-1, 14.7): one element for each element of the page.

The layout engine makes its own tree, but cuts every table, list and paragraph in two where a page
ends (its issue 2903). Here an element is one node however many pages it covers, what repeats on
the next page is an artifact, and labels of lists and numbered paragraphs are labels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

ROLES = {
    "a": "Link",
    "caption": "Caption",
    "em": "Em",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "img": "Figure",
    "li": "LI",
    "li.toc": "TOCI",
    "mark": "Gap",
    "ol": "L",
    "ol.toc": "TOC",
    "p": "P",
    "section": "Sect",
    "span.label": "Lbl",
    "strong": "Strong",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    "{http://www.w3.org/2000/svg}svg": "Figure",
}
# Part 1.7 of the standard has no emphasis; readers that know it by name may still use it.
ROLE_MAP = {"Em": "Span", "Gap": "Span", "Strong": "Span"}


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of marked content on a page, both counted from 0."""

    page: int
    mark: int


@dataclass(frozen=True, slots=True)
class Place:
    """A link or form annotation, by its object number."""

    page: int
    annotation: int


@dataclass(slots=True)
class Node:
    """One structure element."""

    role: str
    element: Element | None = None
    parent: Node | None = field(default=None, repr=False)
    kids: list[Kid] = field(default_factory=list)

    def add(self, role: str, element: Element | None) -> Node:
        """Append a new element where the standard wants it and return it."""
        item = self._item()
        if role == "Lbl" and item is not None:
            node = Node(role, element, item)
            item.kids.insert(0, node)
            return node
        home = self._home(role)
        node = Node(role, element, home)
        bodies = [place for place, kid in enumerate(home.kids) if _is(kid, "TBody")]
        if role == "THead" and bodies:
            # Where the first row fills a page, the header is first drawn after it.
            home.kids.insert(bodies[0], node)
        else:
            home.kids.append(node)
        return node

    def words(self, words: Words | Place) -> None:
        """Append a piece of content."""
        self._home("").kids.append(words)

    def _item(self) -> Node | None:
        """Return the list item whose first line this element is."""
        body = self.parent
        if self.role == "P" and body is not None and body.role == "LBody":
            return body.parent
        return self if self.role == "LI" else None

    def _home(self, role: str) -> Node:
        if self.role == "TOCI" and role == "Link":
            return self.add("Reference", None)
        if self.role != "LI" or role == "LBody":
            return self
        # An item holds a label and a body, nothing else (ISO 32000-1, table 336).
        last = self.kids[-1] if self.kids else None
        if isinstance(last, Node) and last.role == "LBody":
            return last
        return self.add("LBody", None)

    def walk(self) -> Iterator[Node]:
        """Yield this element and all below it in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


Kid: TypeAlias = Node | Words | Place


def _is(kid: Kid, role: str) -> bool:
    return isinstance(kid, Node) and kid.role == role


def role_of(element: Element) -> str:
    """Return the role of an element of the page, "" where it only groups."""
    tag = element.tag
    name = element.get("class", "")
    return ROLES.get(f"{tag}.{name}") or ROLES.get(tag, "")


def description(picture: Element) -> str:
    """Return what a picture shows, in the words of its author."""
    title = picture.findtext("{http://www.w3.org/2000/svg}title")
    return (picture.get("alt") or title or "").strip()
