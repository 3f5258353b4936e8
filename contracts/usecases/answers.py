"""One typed answer to the value that its field holds, or the reasons why it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.catalogue import validate as kinds
from contracts.errors import UsageError
from contracts.sources.validate import validate
from contracts.sources.yaml import Yaml
from contracts.usecases.typed import typed_answer, typed_day, typed_number

if TYPE_CHECKING:
    from contracts.findings import Finding
    from contracts.model import Model
    from contracts.usecases.questions import Question


def value_of(question: Question, typed: str | list[str], model: type[Model]) -> Any:
    """Return the value that an answer means, in the form YAML holds it.

    Args:
        question: what was asked.
        typed: what was typed; several lines where the field is a list.
        model: the model that the field belongs to.

    Raises:
        UsageError: the field does not allow it; the findings say why.
    """
    value = [line.strip() for line in typed] if isinstance(typed, list) else _one(question, typed)
    _model, findings = validate(model, Yaml({question.name: value}, ""))
    wrong = [f for f in findings if _is_about(f, question.name)]
    if wrong:
        raise UsageError(*wrong)
    return value


def _one(question: Question, typed: str) -> Any:
    typed = typed.strip()
    match question.shape:
        case "day":
            return typed_day(typed).isoformat()
        case "number":
            return _number(typed_number(typed))
        case "yes-no":
            answer = typed_answer(typed)
            return typed if answer is None else answer
        case "choice":
            return _choice(question.choices, typed)
        case _:
            return typed


def _number(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _choice(choices: tuple[str, ...], typed: str) -> str:
    """Take the word itself, its number in the list, or its only possible beginning."""
    if typed.isdecimal() and 1 <= int(typed) <= len(choices):
        return choices[int(typed) - 1]
    starting = [word for word in choices if word.lower().startswith(typed.lower())]
    return starting[0] if len(starting) == 1 and typed not in choices else typed


def _is_about(finding: Finding, name: str) -> bool:
    key = str(finding.values.get("key", "")).strip("“”")
    return finding.kind is not kinds.MISSING and (key == name or key.startswith(f"{name}."))
