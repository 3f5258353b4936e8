"""The sandbox that clause texts and conditions run in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contracts.assembly.filters import FILTERS
from contracts.assembly.language import LOOP_FACTS, Reading, read_tree
from contracts.assembly.lines import mark_lines
from contracts.assembly.values import Items, Leaf, Missing, Pointer, Scope, Shown, missing_child
from contracts.catalogue import fill
from contracts.findings import Place
from contracts.markup.complaints import complaint

SINK = "_sink"
TOKEN_START, TOKEN_END = "\ue000", "\ue001"


class NotPrintableError(Exception):
    """A group or list was printed instead of a single fact."""


class ClauseEnvironment(ImmutableSandboxedEnvironment):
    """Jinja reduced to facts: every attribute is a field of a model, nothing else exists."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)
    intercepted_unops = frozenset(ImmutableSandboxedEnvironment.default_unop_table)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a fact of a group; nothing of any Python object."""
        if isinstance(obj, Scope):
            return obj.child(attribute)
        if isinstance(obj, Missing):
            return missing_child(obj, attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP_FACTS:
            found = getattr(obj, attribute)
            return Leaf("loop.index", found) if attribute == "index" else found
        raise SecurityError(attribute)

    def getitem(self, obj: Any, argument: Any) -> NoReturn:  # noqa: ARG002
        """Refuse subscripts."""
        raise SecurityError(str(argument))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> NoReturn:  # noqa: ARG002
        """Refuse arithmetic: a contract computes nothing."""
        raise SecurityError(operator)

    def call_unop(self, context: Context, operator: str, arg: Any) -> NoReturn:  # noqa: ARG002
        """Refuse arithmetic: a contract computes nothing."""
        raise SecurityError(operator)


@pass_context
def _finalize(context: Context, value: object) -> str:
    """Put a token in the place of a printed value and keep the value.

    ``@pass_context`` keeps Jinja from folding constants at compile time, which would make the
    positions go stale.
    """
    if isinstance(value, Leaf) and isinstance(value.value, bool):
        raise NotPrintableError(value.path)
    if not isinstance(value, Leaf | Shown | Missing | Pointer):
        path = value.path if isinstance(value, Scope | Items) else str(value)[:40]
        raise NotPrintableError(path)
    sink: list[object] = context[SINK]
    sink.append(value)
    after = value.after if isinstance(value, Missing) else ""
    return f"{TOKEN_START}{len(sink) - 1}{TOKEN_END}{after}"


def _ref(target: str, paragraph: int = 0) -> Pointer:
    return Pointer(target, paragraph)


def _annex(target: str) -> Pointer:
    return Pointer(target, annex=True)


@lru_cache(maxsize=1)
def environment() -> ClauseEnvironment:
    """Return the one environment of the process."""
    made = ClauseEnvironment(
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=(),
    )
    made.globals = {"ref": _ref, "annex": _annex}
    made.filters = dict(FILTERS)
    made.tests = {}
    return made


@dataclass(frozen=True, slots=True)
class Compiled:
    """A text that was checked; ``template`` is None where it must not run."""

    template: Any
    reading: Reading


@lru_cache(maxsize=4096)
def compile_text(body: str, file: str, first_line: int) -> Compiled:
    """Check a text and compile it where nothing is wrong with it."""
    env = environment()
    try:
        tree = env.parse(mark_lines(body))
    except TemplateSyntaxError as error:
        place = Place(file, error.lineno + first_line - 1)
        reading = Reading(findings=[fill.TEMPLATE_SYNTAX.at(place, reason=complaint(error))])
        return Compiled(None, reading)
    except RecursionError:
        reading = Reading(findings=[fill.TOO_MUCH.at(Place(file, first_line))])
        return Compiled(None, reading)
    reading = read_tree(tree, sorted(env.filters), file, first_line)
    template = env.from_string(tree) if not reading.findings else None
    return Compiled(template, reading)


def parse_condition(condition: str) -> nodes.Template:
    """Return the syntax tree of a condition.

    Raises:
        TemplateSyntaxError: it is none.
    """
    return environment().parse("{% if " + condition + " %}{% endif %}")
