"""What can be asked about a model: its fields one by one, with the German words for people."""

from __future__ import annotations

import types
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from contracts.model import Model
from contracts.model.base import choices_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

Shape = Literal["text", "day", "number", "yes-no", "choice", "lines", "group", "records", "map"]


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a model.

    ``model`` is what a group or each of several records consists of; ``choices`` are the German
    words of the values that are allowed, where only some are; ``only_if`` says when an answer can
    matter, see ``contracts.model.base.fact``.
    """

    name: str
    title: str
    description: str
    supplied_by: str
    shape: Shape
    required: bool
    default: Any
    choices: Mapping[str, str] = field(default_factory=dict)
    model: type[Model] | None = None
    only_if: str = ""

    @property
    def words(self) -> str:
        """Return title, explanation and who knows it, in German."""
        text = f"{self.title}: {self.description}" if self.description else self.title
        return f"{text} (weiß vermutlich: {self.supplied_by})" if self.supplied_by else text


def questions_of(model: type[Model]) -> list[Question]:
    """Return the questions about a model in its own order."""
    return [_question(name, info) for name, info in model.model_fields.items()]


def _question(name: str, info: FieldInfo) -> Question:
    shape, inner = _shape(info.annotation)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    simple = info.default_factory is None and not info.is_required()
    return Question(
        name=name,
        title=info.title or name,
        description=info.description or "",
        supplied_by=str(extra.get("supplied_by", "")),
        shape=shape,
        required=info.is_required(),
        default=info.default if simple else None,
        choices=_choices(info, inner) if shape == "choice" else {},
        model=inner if shape in ("group", "records") else None,
        only_if=str(extra.get("only_if", "")),
    )


def _choices(info: FieldInfo, literal: Any) -> dict[str, str]:
    return choices_of(info) or {str(value): str(value) for value in get_args(literal)}


def _shape(annotation: Any) -> tuple[Shape, Any]:
    annotation = _without_none(annotation)
    origin = get_origin(annotation)
    if origin is tuple:
        inner = get_args(annotation)[0]
        is_model = isinstance(inner, type) and issubclass(inner, Model)
        return ("records" if is_model else "lines"), inner
    if origin is dict:
        return "map", annotation
    if origin is Literal:
        return "choice", annotation
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return "group", annotation
    simple: dict[Any, Shape] = {bool: "yes-no", date: "day", int: "number", Decimal: "number"}
    return simple.get(annotation, "text"), annotation


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation, *_rest) = (a for a in get_args(annotation) if a is not type(None))
    if hasattr(annotation, "__metadata__"):
        return _without_none(get_args(annotation)[0])
    return annotation
