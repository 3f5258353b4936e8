"""The clause language: which parts of Jinja a clause may use, checked before anything runs.

Checking the syntax tree instead of running the text finds what is wrong in branches that no
agreement has taken yet, and gives every problem its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from jinja2 import nodes

from contracts.assembly.facts import Facts
from contracts.catalogue import fill
from contracts.findings import Finding, Place
from contracts.german.roles import ROLES
from contracts.model.base import Model, Name
from contracts.sources.titles import inner_type
from contracts.sources.validate import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

# what a loop's name stands for: the type of an entry and the path of its list
Loops: TypeAlias = "Mapping[str, tuple[Any, str]]"

FUNCTIONS = ("ref", "annex")
LOOP_FACTS = ("index", "first", "last")
_PARTS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name,
    nodes.Getattr, nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Filter, nodes.Call, nodes.List, nodes.Tuple, nodes.CondExpr,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """A call of ref() or annex() in a text."""

    function: str
    target: str
    line: int


@dataclass(slots=True)
class Reading:
    """What a text uses and what is wrong with it; ``fields`` are paths without list positions."""

    fields: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_tree(tree: nodes.Node, filters: list[str], file: str, first_line: int) -> Reading:
    """Return what a syntax tree uses, and a finding for everything a clause may not use."""
    reader = _Reader(filters, file, first_line)
    reader.visit(tree, {})
    return reader.reading


class _Reader:
    def __init__(self, filters: list[str], file: str, first_line: int) -> None:
        self.filters = filters
        self.file = file
        self.first_line = first_line
        self.reading = Reading()

    def place(self, node: nodes.Node) -> Place:
        return Place(self.file, node.lineno + self.first_line - 1)

    def visit(self, node: nodes.Node, loops: Loops) -> None:
        match node:
            case nodes.For():
                self._for(node, loops)
            case nodes.Call():
                self._call(node)
            case nodes.Filter():
                self._filter(node, loops)
            case nodes.Name() | nodes.Getattr():
                self._path(node, loops)
            case _ if not isinstance(node, _PARTS):
                self._forbid(node, type(node).__name__.lower())
            case _:
                for child in node.iter_child_nodes():
                    self.visit(child, loops)

    def _forbid(self, node: nodes.Node, what: str) -> None:
        self.reading.findings.append(fill.FORBIDDEN.at(self.place(node), what=what))

    def _for(self, node: nodes.For, loops: Loops) -> None:
        if node.test is not None or node.recursive or not isinstance(node.target, nodes.Name):
            self._forbid(node, "for … if / recursive")
            return
        if not isinstance(node.iter, nodes.Name | nodes.Getattr):
            self._forbid(node, "for … in (no list of facts)")
            return
        entry, path = self._path(node.iter, loops)
        inside = {**loops, node.target.name: (entry, path), "loop": (None, "")}
        for child in node.body:
            self.visit(child, inside)
        for child in node.else_:
            self.visit(child, loops)

    def _call(self, node: nodes.Call) -> None:
        name = node.node.name if isinstance(node.node, nodes.Name) else "?"
        arguments = [a.value for a in node.args if isinstance(a, nodes.Const)]
        whole = len(arguments) == len(node.args) and not node.kwargs and not node.dyn_args
        most = 2 if name == "ref" else 1
        if (
            name not in FUNCTIONS
            or not whole
            or not 1 <= len(arguments) <= most
            or not isinstance(arguments[0], str)
            or not all(isinstance(a, int) and a > 0 for a in arguments[1:])
        ):
            self._forbid(node, f"{name}(…)")
        else:
            call = Call(name, arguments[0], self.place(node).line)
            self.reading.calls.append(call)

    def _filter(self, node: nodes.Filter, loops: Loops) -> None:
        if node.name not in self.filters:
            finding = fill.UNKNOWN_FILTER.at(
                self.place(node),
                name=node.name,
                suggestion=suggestion(node.name, self.filters),
                known=", ".join(self.filters),
            )
            self.reading.findings.append(finding)
        if node.name == "role" and isinstance(node.node, nodes.Const):
            self._role(node, str(node.node.value))
        for child in node.iter_child_nodes():
            self.visit(child, loops)

    def _role(self, node: nodes.Filter, name: str) -> None:
        if name not in ROLES:
            near, known = suggestion(name, list(ROLES)), ", ".join(ROLES)
            finding = fill.UNKNOWN_ROLE.at(
                self.place(node), name=name, suggestion=near, known=known
            )
            self.reading.findings.append(finding)

    def _path(self, node: nodes.Node, loops: Loops) -> tuple[Any, str]:
        """Check a chain of names; return the type it leads to and its path in the data."""
        names: list[str] = []
        base = node
        while isinstance(base, nodes.Getattr):
            names.insert(0, base.attr)
            base = base.node
        if not isinstance(base, nodes.Name):
            self._forbid(node, type(base).__name__.lower())
            return None, ""
        names.insert(0, base.name)
        if base.name == "loop" and "loop" in loops:
            if len(names) != 2 or names[1] not in LOOP_FACTS:  # noqa: PLR2004 - loop.index
                self._unknown(node, names, list(LOOP_FACTS))
            return None, ""
        here, path = loops.get(base.name, (Facts, ""))
        steps = names[1:] if base.name in loops else names
        return self._follow(node, names, steps, (here, path))

    def _follow(
        self, node: nodes.Node, names: list[str], steps: list[str], start: tuple[Any, str]
    ) -> tuple[Any, str]:
        here, path = start
        for name in steps:
            is_group = isinstance(here, type) and issubclass(here, Model) and here is not Name
            known = list(here.model_fields) if is_group else []
            if name not in known:
                self._unknown(node, names, known)
                return None, ""
            here = inner_type(here.model_fields[name].annotation)
            path = f"{path}.{name}" if path else name
        self.reading.fields.add(path)
        return here, path

    def _unknown(self, node: nodes.Node, names: list[str], known: list[str]) -> None:
        finding = fill.UNDEFINED.at(
            self.place(node),
            path=".".join(names),
            suggestion=suggestion(names[-1], known),
            known=", ".join(known) or "–",
        )
        self.reading.findings.append(finding)
