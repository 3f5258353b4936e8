"""The German names of fields: how a message calls what its reader knows by title, not by key."""

from __future__ import annotations

import types
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel

from contracts.language import _
from contracts.model.base import Model

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from contracts.sources.yaml import Path


def title_of(model: type[Model], path: Path) -> str:
    """Return what people call a field: its title, and in a list which entry of what list.

    Where several fields of the model have the same title, the group's title stands before it.
    """
    labels: list[str] = []
    needed: list[bool] = []
    for position, step in enumerate(path):
        info = _info(model, path[: position + 1])
        if isinstance(step, int):
            entry = _("entry {n}").format(n=step + 1)
            labels[-1:] = [", ".join([*labels[-1:], entry])]
            needed[-1:] = [True]
        elif info is not None:
            labels.append(info.title or step)
            needed.append(False)
        elif position and _info(model, path[:position]) is not None:  # the key of a map
            labels.append(step)
            needed.append(True)
        else:
            labels.append(step)
            needed.append(False)
    if not labels:
        return _("the file")
    if len(labels) > 1 and _titles(model)[labels[-1]] > 1:
        needed[-2] = True
    return ": ".join(
        label for label, wanted in zip(labels, [*needed[:-1], True], strict=True) if wanted
    )


def line_of(path: Path) -> str:
    """Return which line of a YAML file a person must write for a field, in words."""
    keys = [step for step in path if isinstance(step, str)]
    if not keys:
        return ""
    if len(keys) == 1:
        return _("line “{key}:”").format(key=keys[0])
    above = " ".join(f"{key}:" for key in keys[:-1])
    return _("line “{key}:” below “{above}”").format(key=keys[-1], above=above)


def known_lines(model: type[Model]) -> dict[str, str]:
    """Return the lines that a group can have: key to title."""
    return {name: info.title or name for name, info in model.model_fields.items()}


def field_at(model: type[Model], path: Path) -> FieldInfo | None:
    """Return the field that a path leads to or through to an entry, None where there is none."""
    while path and not isinstance(path[-1], str):
        path = path[:-1]
    return _info(model, path) if path else None


def model_at(model: type[Model], path: Path) -> type[Model] | None:
    """Return the model that a path through the data leads to, None where it is no model."""
    here: Any = model
    keyed = False
    for part in path:
        if isinstance(part, int) or keyed:
            keyed = False
            continue
        if isinstance(here, type) and issubclass(here, BaseModel):
            info = here.model_fields.get(part)
            keyed = info is not None and get_origin(info.annotation) is dict
            here = inner_type(info.annotation) if info else None
    return here if isinstance(here, type) and issubclass(here, Model) and not keyed else None


def inner_type(annotation: Any) -> Any:
    """Return what an annotation holds: ``tuple[Goal, ...] | None`` holds ``Goal``."""
    origin = get_origin(annotation)
    arguments = [a for a in get_args(annotation) if a not in (type(None), Ellipsis)]
    if origin in (Union, types.UnionType, tuple) and arguments:
        return inner_type(arguments[0])
    if origin is dict:
        return inner_type(arguments[1])
    if origin is not None and hasattr(annotation, "__metadata__"):
        return inner_type(arguments[0])
    return annotation


def _info(model: type[Model], path: Path) -> FieldInfo | None:
    name = path[-1]
    holder = model_at(model, path[:-1]) if isinstance(name, str) else None
    return holder.model_fields.get(name) if holder and isinstance(name, str) else None


@lru_cache(maxsize=64)
def _titles(model: type[Model]) -> Counter[str]:
    """Count the titles of a model and of all groups in it, lists left out."""
    found: Counter[str] = Counter()
    for name, info in model.model_fields.items():
        found[info.title or name] += 1
        inner = inner_type(info.annotation)
        listed = get_origin(_bare(info.annotation)) in (tuple, dict)
        if not listed and isinstance(inner, type) and issubclass(inner, Model):
            found += _titles(inner)
    return found


def _bare(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        return next(a for a in get_args(annotation) if a is not type(None))
    return annotation
