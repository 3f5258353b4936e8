"""The texts of any model, found by their type; and a model without those that say nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import AfterValidator

from contracts.model.base import Model, Name, printable
from contracts.model.plausible.placeholders import placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

M = TypeVar("M", bound=Model)

# a claim names a field, and quotes a source, which may well say that something is open
_QUOTED = ("field", "value")


def placeholders_in(model: Model, *, example: bool = False) -> Iterator[tuple[str, str, str]]:
    """Yield path, German title and placeholder of every text that stands for an unknown value.

    Paths are those that people write: dots between names, list entries counted from 1.
    """
    for path, title, text in _texts(model, ""):
        found = placeholder(text, example=example)
        if found and not _is_quoted(path):
            yield path, title, found


def without_placeholders(model: M, *, example: bool = False) -> M:
    """Return the model as if nobody had filled in its placeholders; itself where there are none.

    A required text becomes absent as well: an assembly shows it as open. A name that lacks one of
    its cases is absent as a whole.
    """
    changed: dict[str, Any] = {}
    for name, value in _fields(model):
        known = _known(value, is_text=name in _text_fields(type(model)), example=example)
        if known is not value:
            changed[name] = known
    return model.model_copy(update=changed) if changed else model


def _known(value: Any, *, is_text: bool, example: bool) -> Any:
    if isinstance(value, Name):
        return None if any(placeholders_in(value, example=example)) else value
    if isinstance(value, Model):
        return without_placeholders(value, example=example)
    if isinstance(value, dict):
        known = {k: _known(v, is_text=is_text, example=example) for k, v in value.items()}
        return value if all(known[k] is value[k] for k in value) else known
    if isinstance(value, tuple):
        items = tuple(_known(item, is_text=is_text, example=example) for item in value)
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    if is_text and isinstance(value, str) and placeholder(value, example=example):
        return None
    return value


def _texts(model: Model, start: str) -> Iterator[tuple[str, str, str]]:
    for name, value in _fields(model):
        title = type(model).model_fields[name].title or name
        is_text = name in _text_fields(type(model))
        for path, entry in _entries(f"{start}{name}", value):
            if isinstance(entry, Model):
                yield from _texts(entry, f"{path}.")
            elif is_text and isinstance(entry, str):
                yield path, title, entry


def _entries(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield a value, or each entry of a list or map, with its path."""
    if isinstance(value, dict):
        yield from ((f"{path}.{key}", entry) for key, entry in value.items())
    elif isinstance(value, tuple):
        yield from ((f"{path}.{number}", entry) for number, entry in enumerate(value, 1))
    else:
        yield path, value


def _fields(model: Model) -> Iterator[tuple[str, Any]]:
    for name in type(model).model_fields:
        yield name, getattr(model, name)


@lru_cache(maxsize=64)
def _text_fields(model: type[Model]) -> frozenset[str]:
    """Return the fields that people write in their own words: neither keys nor fixed choices."""
    return frozenset(
        name
        for name, info in model.model_fields.items()
        if any(_is_free(part) for part in (*info.metadata, info.annotation))
    )


def _is_free(annotation: Any) -> bool:
    if isinstance(annotation, AfterValidator):
        return annotation.func is printable
    return any(_is_free(part) for part in _parts(annotation))


def _parts(annotation: Any) -> tuple[Any, ...]:
    return (*get_args(annotation), *getattr(annotation, "__metadata__", ()))


def _is_quoted(path: str) -> bool:
    parts = path.split(".")
    return parts[0] == "evidence" and parts[-1] in _QUOTED
