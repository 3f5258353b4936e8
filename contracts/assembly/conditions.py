"""Conditions of variants and plan entries: whether they hold, and whether they ever can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, get_args, get_origin

from jinja2 import nodes

from contracts.assembly.environment import environment, parse_condition
from contracts.assembly.facts import Facts
from contracts.assembly.fill import scope_of
from contracts.assembly.language import read_tree
from contracts.assembly.values import Missing
from contracts.catalogue import select as kinds

if TYPE_CHECKING:
    from contracts.findings import Finding, Place

# gives the fact for a path
Lookup: TypeAlias = Callable[[str], Any]

MAX_COMBINATIONS = 50_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition says about an agreement; ``missing`` are facts it would need."""

    holds: bool
    missing: tuple[Missing, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), compare=False)


def judge(condition: str, facts: Facts, place: Place) -> Verdict:
    """Tell whether a condition holds.

    Raises:
        TemplateSyntaxError: the condition cannot be understood.
    """
    tree, findings = _read(condition, place)
    if findings:
        return Verdict(holds=False, findings=findings)
    test = _test(tree)
    lookup = _lookup_in(facts)
    holds = bool(_value(test, lookup))
    missing = () if holds else tuple(_missing(test, lookup))
    return Verdict(holds, missing, findings)


def _lookup_in(facts: Facts) -> Lookup:
    scope = scope_of(facts)

    def lookup(path: str) -> Any:
        first, *rest = path.split(".")
        found = scope[first]
        for name in rest:
            found = environment().getattr(found, name)
        return found

    return lookup


@lru_cache(maxsize=512)
def _read(condition: str, place: Place) -> tuple[nodes.Template, tuple[Finding, ...]]:
    tree = parse_condition(condition)
    reading = read_tree(tree, sorted(environment().filters), place.file, place.line)
    return tree, tuple(reading.findings)


def _test(tree: nodes.Template) -> nodes.Expr:
    found = tree.find(nodes.If)
    assert found is not None  # noqa: S101 - parse_condition wraps every condition in an if
    test = found.test
    assert isinstance(test, nodes.Expr)  # noqa: S101 - as above
    return test


def _path(node: nodes.Node) -> str | None:
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.insert(0, node.attr)
        node = node.node
    return ".".join([node.name, *names]) if isinstance(node, nodes.Name) else None


def _value(node: nodes.Node, scope: Lookup) -> Any:  # noqa: PLR0911 - one case a kind of node
    """Evaluate the small language of conditions on facts."""
    match node:
        case nodes.Name() | nodes.Getattr():
            return scope(_path(node) or "")
        case nodes.Const():
            return node.value
        case nodes.List() | nodes.Tuple():
            return [_value(item, scope) for item in node.items]
        case nodes.Not():
            return not _value(node.node, scope)
        case nodes.And():
            return _value(node.left, scope) and _value(node.right, scope)
        case nodes.Or():
            return _value(node.left, scope) or _value(node.right, scope)
        case nodes.Compare():
            return _compare(node, scope)
        case _:
            return False


def _compare(node: nodes.Compare, scope: Lookup) -> bool:
    left = _value(node.expr, scope)
    for operand in node.ops:
        right = _value(operand.expr, scope)
        if not _OPERATORS[operand.op](left, right):
            return False
        left = right
    return True


_OPERATORS: dict[str, Any] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: not isinstance(a, Missing) and not isinstance(b, Missing) and a != b,
    "lt": lambda a, b: a < b,
    "lteq": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "gteq": lambda a, b: a >= b,
    "in": lambda a, b: any(a == item for item in b),
    "notin": lambda a, b: not isinstance(a, Missing) and all(a != item for item in b),
}


def _missing(node: nodes.Node, scope: Lookup) -> list[Missing]:
    """Return the missing facts that could have made the condition hold."""
    if _path(node) is not None:
        value = _value(node, scope)
        return [value] if isinstance(value, Missing) else []
    if isinstance(node, nodes.And):
        # an "and" that fails on a known fact would not hold with more facts
        sides = (node.left, node.right)
        if any(not _value(s, scope) and not _missing(s, scope) for s in sides):
            return []
    found = [m for child in node.iter_child_nodes() for m in _missing(child, scope)]
    return list({m.path: m for m in found}.values())


def can_hold(condition: str, place: Place) -> tuple[Finding, ...]:
    """Return a finding where no data at all can make a condition hold.

    Every fact of the condition runs through the values its model allows (for numbers: around the
    constants it is compared with), each also missing.

    Raises:
        TemplateSyntaxError: the condition cannot be understood.
    """
    tree, findings = _read(condition, place)
    if findings:
        return findings
    test = _test(tree)
    paths = sorted(_paths(test))
    constants = [c.value for c in test.find_all(nodes.Const)]
    if isinstance(test, nodes.Const):
        constants = [test.value]
    domains = [_domain(path, constants) for path in paths]
    total = 1
    for domain in domains:
        total *= len(domain)
    if total > MAX_COMBINATIONS:
        return ()
    for values in product(*domains):
        if _value(test, dict(zip(paths, values, strict=True)).__getitem__):
            return ()
    return (kinds.NEVER_TRUE.at(place, condition=condition),)


def _paths(node: nodes.Node) -> set[str]:
    path = _path(node)
    if path is not None:
        return {path}
    return {p for child in node.iter_child_nodes() for p in _paths(child)}


def _domain(path: str, constants: list[Any]) -> list[object]:
    """Return values that stand for everything a field can hold."""
    here: Any = Facts
    for name in path.split("."):
        annotation = here.model_fields[name].annotation
        here = _without_none(annotation)
    missing = Missing(path, path)
    if get_origin(here) is Literal:
        return [missing, *get_args(here)]
    if here is bool:
        return [missing, True, False]
    if isinstance(here, type) and issubclass(here, str):
        return [missing, "\0other", *(c for c in constants if isinstance(c, str))]
    numbers = [c for c in constants if isinstance(c, int | float) and not isinstance(c, bool)]
    if numbers:
        return [missing, *(n + step for n in numbers for step in (-1, 0, 1))]
    return [missing, True]


def _without_none(annotation: Any) -> Any:
    arguments = [a for a in get_args(annotation) if a is not type(None)]
    optional = type(None) in get_args(annotation)
    inner = arguments[0] if optional and len(arguments) == 1 else annotation
    return get_args(inner)[0] if get_origin(inner) is Annotated else inner
