"""From the engine's boxes to structure: which words on which page belong to which element.

The engine notes for each page which box became which mark. The order of reading is the order of
the page's elements, whatever the order in which they were painted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contracts.catalogue import page as kinds
from contracts.errors import WriterError
from contracts.language import _
from contracts.writers.pdf.structure import Node, Place, Words, description, role_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from contracts.findings import Finding

# How far, in CSS pixels, a glyph may stand out of the type area: rounding, not overflow.
TOLERANCE = 1.5


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where a signature goes: the line's left, top and width in CSS pixels, and its name."""

    page: int
    left: float
    top: float
    width: float
    label: str
    form: Node


@dataclass
class Reading:
    """What the boxes of a document say."""

    root: Node = field(default_factory=lambda: Node("Document"))
    # For each page, by mark: None for content, else the kind of artifact.
    marks: list[dict[int, str | None]] = field(default_factory=list)
    signatures: list[SignaturePlace] = field(default_factory=list)
    # Annotations of repeated content, which no structure element owns.
    orphans: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def read_boxes(pages: list[Any], notes: list[dict[Any, dict[str, Any]]]) -> Reading:
    """Return the structure of drawn pages; ``notes`` are the engine's, box to mark, by page.

    Raises:
        WriterError: text stands outside the page, or was drawn without a mark.
    """
    reader = _Reader()
    for number, (page, marks) in enumerate(zip(pages, notes, strict=True)):
        reader.page(number, page._page_box, marks)  # noqa: SLF001 - see engine.py
    if reader.reading.findings:
        raise WriterError(*reader.reading.findings)
    return reader.reading


class _Reader:
    def __init__(self) -> None:
        self.reading = Reading()
        self._nodes: dict[Element, Node] = {}
        self._first_page: dict[Element, int] = {}
        self._page = 0
        self._area: tuple[float, float] = (0, 0)
        self._notes: dict[Any, dict[str, Any]] = {}

    def page(self, number: int, box: Any, notes: dict[Any, dict[str, Any]]) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        self._boxes = boxes
        self._placeholder = AbsolutePlaceholder
        self._page = number
        self._area = (
            box.content_box_x() + box.width + TOLERANCE,
            box.content_box_y() + box.height + TOLERANCE,
        )
        self._notes = notes
        self.reading.marks.append({})
        for child in box.children:
            if isinstance(child, boxes.MarginBox):
                side = "Header" if child.at_keyword.startswith("@top") else "Footer"
                self._artifact(child, side)
            else:
                self._box(child, self.reading.root)

    def _box(self, box: Any, parent: Node) -> None:
        boxes = self._boxes
        if isinstance(box, boxes.TextBox):
            parent.words(self._mark(box, None))
            self._check_place(box)
            return
        if isinstance(box, self._placeholder):
            box = box._box  # noqa: SLF001 - where an absolutely placed box stands
        node = self._node(box, parent)
        if node is None:
            self._artifact(box, "")
            return
        if box.link_annotation:
            _owner(node).words(Place(self._page, box.link_annotation.number))
        for child in getattr(box, "children", ()):
            self._box(child, node)
        if isinstance(box, boxes.ReplacedBox):
            node.words(self._mark(box, None))
            if box.element is not None and not description(box.element):
                finding = kinds.PICTURE_SILENT.at(name=box.element.get("src", "?"))
                self.reading.findings.append(finding)

    def _node(self, box: Any, parent: Node) -> Node | None:
        """Return the element that a box's content belongs to, None where it only repeats."""
        element = box.element
        if element is None or element.tag in ("html", "body"):
            return parent
        if box.element_tag != element.tag:
            # What the style adds behind an element, such as a page number, is no word of it.
            added = str(box.element_tag).endswith("::after")
            return parent.add("Span", None) if added and parent.role != "Span" else parent
        first = self._first_page.setdefault(element, self._page)
        if element.tag == "thead" and first != self._page:
            return None
        found = self._nodes.get(element)
        if found is not None:
            return found
        role = role_of(element)
        node = parent.add(role, element) if role else parent
        self._nodes[element] = node
        if element.get("data-signature"):
            self._signature(box, element, node)
        return node

    def _signature(self, box: Any, element: Element, parent: Node) -> None:
        place = SignaturePlace(
            self._page,
            box.border_box_x(),
            box.border_box_y(),
            box.border_width(),
            element.get("data-signature", ""),
            parent.add("Form", None),
        )
        self.reading.signatures.append(place)

    def _artifact(self, box: Any, kind: str) -> None:
        if isinstance(box, self._boxes.TextBox):
            self._mark(box, kind)
            return
        if box.link_annotation:
            self.reading.orphans.add(box.link_annotation.number)
        for child in getattr(box, "children", ()):
            self._artifact(child, kind)
        if isinstance(box, self._boxes.ReplacedBox):
            self._mark(box, kind)

    def _mark(self, box: Any, artifact: str | None) -> Words:
        note = self._notes.get(box)
        if note is None:
            problem = _("{what} on page {page}")
            problem = problem.format(what=type(box).__name__, page=self._page + 1)
            raise WriterError(kinds.PAGE_MARKS_LOST.at(problem=problem))
        mark: int = note["mcid"]
        self.reading.marks[self._page][mark] = artifact
        return Words(self._page, mark)

    def _check_place(self, box: Any) -> None:
        right, bottom = self._area
        inside = box.position_x + box.width <= right and box.position_y + box.height <= bottom
        if not inside and box.text.strip():
            finding = kinds.PAGE_OVERFLOW.at(page=self._page + 1, text=box.text.strip()[:60])
            self.reading.findings.append(finding)


def _owner(node: Node) -> Node:
    """Return the element of a link; what the style adds behind one leads where it leads."""
    while node.role == "Span" and node.parent is not None:
        node = node.parent
    return node
