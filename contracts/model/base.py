"""What all models share: frozen, closed, German titles, text that is safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

MAX_LINE = 300
MAX_PROSE = 2_000
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"

_PRIVATE_USE = range(0xE000, 0xF900)
_HARMLESS_FORMAT = "\u00ad"  # a soft hyphen only proposes where a word may break


def fact(
    title: str,
    description: str = "",
    *,
    by: str = "",
    choices: Mapping[str, str] | None = None,
    only_if: str = "",
    **more: Any,
) -> Any:
    """Declare a fact of a model: German title, German explanation, and who is likely to know it.

    A fact without a default is absent (None) until somebody knows it.

    Args:
        title: what people call it.
        description: an explanation; that of a choice is made of its words.
        by: who is likely to know it.
        choices: the German word of each value that a choice allows, in the order to offer them.
        only_if: when the fact can matter, as ``path.of.a.field=value|value`` from the top of the
            agreement; nobody is asked for what can not.
        more: what Pydantic's ``Field`` takes.
    """
    if "default" not in more and "default_factory" not in more:
        more["default"] = None
    return required(title, description, by=by, choices=choices, only_if=only_if, **more)


def required(
    title: str,
    description: str = "",
    *,
    choices: Mapping[str, str] | None = None,
    **more: Any,
) -> Any:
    """Declare a fact without which the record makes no sense; see ``fact``."""
    said = {"supplied_by": more.pop("by", ""), "only_if": more.pop("only_if", "")}
    extra: dict[str, Any] = {name: value for name, value in said.items() if value}
    if choices:
        extra["choices"] = dict(choices)
        description = description or listed(choices.values())
    return Field(
        title=title, description=description or None, json_schema_extra=extra or None, **more
    )


def listed(words: Iterable[str]) -> str:
    """Return words as a German sentence lists them: eins, zwei oder drei."""
    *first, last = words
    return f"{', '.join(first)} oder {last}" if first else last


def choices_of(info: FieldInfo) -> dict[str, str]:
    """Return the German word of each value that a field allows, empty where it is no choice."""
    extra = info.json_schema_extra
    found = extra.get("choices") if isinstance(extra, dict) else None
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def form_of(info: FieldInfo) -> str:
    """Return in words what form a field's text must have, "" where it may have any."""
    forms = (f for f in (*info.metadata, *_said(info.annotation)) if isinstance(f, Form))
    return next((form.words for form in forms), "")


def _said(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _said(inner)


def printable(text: str) -> str:
    """Refuse characters that could hide, reorder or fake text in a contract.

    Control and private-use characters are refused because XML or the assembly cannot hold them,
    bidirectional and zero-width format characters because they make text read otherwise than it
    is stored.
    """
    for character in () if text.isprintable() else text:  # almost every text is
        if ord(character) in _PRIVATE_USE or unicodedata.category(character) == "Co":
            kind = "private_use"
        elif character in "\n\r\t\u2028\u2029\u0085":
            kind = "line_break"
        elif unicodedata.category(character) in ("Cc", "Cs", "Cn"):
            kind = "control_character"
        elif unicodedata.category(character) == "Cf" and character not in _HARMLESS_FORMAT:
            kind = "hidden_character"
        else:
            continue
        raise PydanticCustomError(
            kind, "character {character} is not allowed", {"character": f"U+{ord(character):04X}"}
        )
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Form:
    """The form a text must have, in German words with an example; stands beside its pattern."""

    words: str


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_LINE),
    AfterValidator(printable),
]
Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_PROSE),
    AfterValidator(printable),
]


Slug = Annotated[
    str,
    StringConstraints(pattern=SLUG, max_length=80),
    Form("ein Kurzname aus kleinen Buchstaben a bis z, Ziffern und Bindestrichen, z. B. jugend-2"),
]
Email = Annotated[
    Line,
    StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
    Form("eine E-Mail-Adresse wie name@example.org"),
]


class Model(BaseModel):
    """Base of all models: unknown keys are refused, values never change, nothing is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=False)


class Name(Model):
    """A name with the German cases as they are stored, never guessed."""

    gender: Literal["masculine", "feminine", "neuter", "none"] = required(
        "Genus",
        choices={
            "masculine": "männlich (der)",
            "feminine": "weiblich (die)",
            "neuter": "sächlich (das)",
            "none": "ohne Artikel",
        },
    )
    nominative: Line = required("Nominativ", "z. B. Bezirksamt Pankow von Berlin")
    genitive: Line = required("Genitiv", "z. B. Bezirksamts Pankow von Berlin")
    dative: Line | None = fact("Dativ", "nur wenn er vom Nominativ abweicht")
    accusative: Line | None = fact("Akkusativ", "nur wenn er vom Nominativ abweicht")

    def __str__(self) -> str:
        """Return the name as it stands alone."""
        return self.nominative
