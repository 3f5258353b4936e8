"""One typed answer to the value that its field holds, or the reasons why it cannot be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from contracts.catalogue import validate as kinds
from contracts.errors import UsageError
from contracts.german.entries import choice_of, plain_number
from contracts.sources.forms import Understanding
from contracts.sources.validate import validate
from contracts.sources.yaml import Yaml
from contracts.usecases.typed import typed_day

if TYPE_CHECKING:
    from contracts.findings import Finding
    from contracts.model import Model
    from contracts.usecases.questions import Question


def value_of(
    question: Question,
    typed: str | float | list[str],
    model: type[Model],
    *,
    menu: bool = False,
) -> Any:
    """Return the value that an answer means, in the form YAML holds it.

    Args:
        question: what was asked.
        typed: what was typed; several lines where the field is a list; a number or truth value
            where a cell of a table holds one.
        model: the model that the field belongs to.
        menu: whether the choices were shown with numbers, so that a number or the beginning of
            a word may choose.

    Raises:
        UsageError: the field does not allow it; the findings say why.
    """
    value: Any = typed.strip() if isinstance(typed, str) else typed
    if isinstance(typed, list):
        value = [line.strip() for line in typed]
    if isinstance(value, str) and question.shape == "day":
        value = typed_day(value, question.title).isoformat()
    elif isinstance(value, str) and question.shape == "choice":
        value = _chosen(question, value) if menu else _word(question, value)
    raw = Yaml({question.name: value}, "")
    reading = Understanding(raw)
    value = _as_data(reading.of(model, raw.data)[question.name])
    _model, findings = validate(model, Yaml({question.name: value}, ""))
    wrong = [*reading.findings.values()]
    wrong = wrong or [f for f in findings if _is_about(f, question.name)]
    if wrong:
        raise UsageError(*(_titled(finding, question) for finding in wrong))
    return value


def _titled(finding: Finding, question: Question) -> Finding:
    """Name the field as people do: by its title."""
    values = {**finding.values, "title": question.title}
    return finding.kind.at(finding.place, **values)


def _as_data(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date) else value


def _word(question: Question, typed: str) -> str:
    if typed.isdecimal() and typed not in question.choices:
        expected = ", ".join(question.choices.values())
        title = question.title
        raise UsageError(kinds.MENU_NUMBER.at(title=title, found=typed, expected=expected))
    return typed


def _chosen(question: Question, typed: str) -> str:
    """Take the word itself, its value or number, or the only possible beginning of a word."""
    values = list(question.choices)
    if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(values):
        return values[int(typed) - 1]
    if choice_of(typed, question.choices) in values:
        return choice_of(typed, question.choices)
    begun = [
        v for v, word in question.choices.items() if word.casefold().startswith(typed.casefold())
    ]
    return begun[0] if len(begun) == 1 and typed else typed


def _is_about(finding: Finding, name: str) -> bool:
    key = str(finding.values.get("key", "")).strip("“”")
    return finding.kind is not kinds.MISSING and (key == name or key.startswith(f"{name}."))
