"""The structure tree as PDF objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.catalogue import page as kinds
from contracts.errors import WriterError
from contracts.language import _
from contracts.writers.pdf.structure import ROLE_MAP, Node, Place, Words, description

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The kinds of objects that the engine's own tree is made of.
ENGINE_KINDS = {"/StructTreeRoot", "/StructElem", "/OBJR", "/Metadata", None}
NUMBERING = {"1": "/Decimal", "a": "/LowerAlpha"}


def remove_engine_tree(pdf: Any) -> None:
    """Take the engine's structure tree and metadata out, which close the list of objects.

    Raises:
        WriterError: something else stands among them.
    """
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    first = int(root["ParentTree"].split()[0])
    for item in pdf.objects[first:]:
        kind = (item if isinstance(item, dict) else item.extra).get("Type")
        if kind not in ENGINE_KINDS:
            problem = _("{kind} among the structure").format(kind=kind)
            raise WriterError(kinds.PAGE_MARKS_LOST.at(problem=problem))
    del pdf.objects[first:]


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def add_tree(
    pdf: Any, root: Node, marks: Sequence[Mapping[int, str | None]], language: str
) -> None:
    """Write a structure tree and the way back from each mark and annotation to it."""
    _Tree(pdf, [len(page) for page in marks]).add(root, language)


class _Tree:
    def __init__(self, pdf: Any, marks: list[int]) -> None:
        import pydyf

        self._pydyf = pydyf
        self._pdf = pdf
        self._pages = pdf.page_references
        # A mark that became an artifact has no owner.
        self._owners: list[list[Any]] = [["null"] * count for count in marks]
        self._annotations: list[tuple[int, bytes]] = []

    def add(self, root: Node, language: str) -> None:
        pydyf, pdf = self._pydyf, self._pdf
        tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        pdf.add_object(tree)
        element = self._element(root, tree.reference)
        element["Lang"] = pydyf.String(language)
        tree["K"] = element.reference
        tree["RoleMap"] = pydyf.Dictionary({own: f"/{role}" for own, role in ROLE_MAP.items()})
        tree["ParentTree"] = self._parent_tree().reference
        tree["ParentTreeNextKey"] = len(self._owners) + len(self._annotations)
        pdf.catalog["StructTreeRoot"] = tree.reference

    def _element(self, node: Node, parent: bytes) -> Any:
        pydyf, pdf = self._pydyf, self._pdf
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        pdf.add_object(element)
        element.update(self._attributes(node))
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            element["Pg"] = self._pages[page]
        kids = [self._kid(kid, element.reference, page) for kid in node.kids]
        # An array of one is legal, but signature checkers do not find a form field in it.
        element["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
        return element

    def _kid(self, kid: Node | Words | Place, owner: bytes, page: int | None) -> Any:
        pydyf = self._pydyf
        if isinstance(kid, Node):
            return self._element(kid, owner).reference
        if isinstance(kid, Words):
            self._owners[kid.page][kid.mark] = owner
            if kid.page == page:
                return kid.mark
            return pydyf.Dictionary({"Type": "/MCR", "Pg": self._pages[kid.page], "MCID": kid.mark})
        self._annotations.append((kid.annotation, owner))
        annotation = self._pdf.objects[kid.annotation]
        annotation["StructParent"] = len(self._owners) + len(self._annotations) - 1
        return pydyf.Dictionary(
            {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self._pages[kid.page]}
        )

    def _attributes(self, node: Node) -> dict[str, Any]:
        pydyf, element = self._pydyf, node.element
        found: dict[str, Any] = {}
        if node.role == "TH":
            found["A"] = pydyf.Dictionary({"O": "/Table", "Scope": "/Column"})
        elif node.role == "L":
            numbering = _numbering(node)
            found["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
        elif node.role == "Figure" and element is not None:
            found["Alt"] = pydyf.String(description(element))
        if element is not None and element.get("id"):
            found["ID"] = pydyf.String(element.get("id"))
        return found

    def _parent_tree(self) -> Any:
        pydyf = self._pydyf
        numbers = pydyf.Array()
        for key, owners in enumerate(self._owners):
            numbers.extend((key, pydyf.Array(owners)))
        for key, (_annotation, owner) in enumerate(self._annotations, start=len(self._owners)):
            numbers.extend((key, owner))
        tree = pydyf.Dictionary({"Nums": numbers})
        self._pdf.add_object(tree)
        return tree


def _numbering(node: Node) -> str:
    element = node.element
    label = None if element is None else element.find("li/p/span")
    first = "" if label is None else (label.text or "")[:1]
    return NUMBERING.get(first, "/None")
