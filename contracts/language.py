"""The language of messages: English source, German catalogue, switched at run time."""

from __future__ import annotations

import gettext
import locale
import os
import re
import sys
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")

LANGUAGES = ("de", "en")
_CATALOGUES = Path(__file__).parent / "locale"
_GERMAN_SIGNS: Final = str.maketrans(",.", ".,")
_GROUPED: Final = 10_000
_PLAIN: Final = gettext.NullTranslations()
# of one thread or task: several may speak with different people at the same time
_active: ContextVar[gettext.NullTranslations] = ContextVar("_active", default=_PLAIN)
_click: ContextVar[gettext.NullTranslations] = ContextVar("_click", default=_PLAIN)


def N_(message: str) -> str:  # noqa: N802 - the name every gettext extractor knows
    """Mark a message for the catalogue without translating it yet."""
    return message


def _(message: str) -> str:
    """Translate a message into the active language."""
    return _active.get().gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a message that depends on a count."""
    return _active.get().ngettext(singular, plural, count)


def preferred_language(asked: str | None = None) -> str:
    """Return the language to speak: asked, then CONTRACTS_LANG, then the locale, else English."""
    for wish in (asked, os.environ.get("CONTRACTS_LANG"), *_locale_wishes()):
        short = re.split(r"[-_.@]", wish or "")[0].lower()
        if short in LANGUAGES:
            return short
        if short in {"c", "posix"}:
            break
    return "en"


def use_language(language: str) -> None:
    """Make one language active for all messages that are shown from now on, Click's included.

    It holds for the thread or the asynchronous task that asks for it and for tasks made there; a
    thread that it starts speaks it where ``in_this_language`` goes with the work.
    """
    _active.set(_translations("contracts", language))
    _click.set(_translations("messages", language))
    _teach_click()


def in_this_language(work: Callable[P, T]) -> Callable[P, T]:
    """Return the same work, which speaks the language that is active now, in whatever thread."""
    language, click = _active.get(), _click.get()

    @wraps(work)
    def speaking(*arguments: P.args, **named: P.kwargs) -> T:
        before = _active.set(language), _click.set(click)
        try:
            return work(*arguments, **named)
        finally:
            _active.reset(before[0])
            _click.reset(before[1])

    return speaking


def active_language() -> str:
    """Return the language that is active."""
    return _active.get().info().get("language", "en")


def figure(value: object) -> str:
    """Return a number or day as people write it in the active language, anything else as it is.

    In German ``12345.5`` is ``12.345,5`` and a day is ``1.3.2026``; in English nothing changes.
    Thousands are grouped from five figures on, as DIN 5008 allows, so that no year is.
    """
    if active_language() != "de" or isinstance(value, bool):
        return str(value)
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        form = ",f" if abs(number) >= _GROUPED else "f"
        return format(number, form).translate(_GERMAN_SIGNS)
    return str(value)


@cache
def _translations(domain: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(domain, localedir=_CATALOGUES, languages=[language], fallback=True)


def _teach_click() -> None:
    # Click asks the environment for its language. Changing that would reach every program and
    # library below us (Pango chooses fonts by it), so the modules of Click that are loaded get our
    # functions instead.
    for name, module in sys.modules.copy().items():
        if name.partition(".")[0] == "click":
            if getattr(module, "_", None) is gettext.gettext:
                setattr(module, "_", _click_gettext)  # noqa: B010 - no annotation allows it
            if getattr(module, "ngettext", None) is gettext.ngettext:
                setattr(module, "ngettext", _click_ngettext)  # noqa: B010


def _click_gettext(message: str) -> str:
    return _click.get().gettext(message)


def _click_ngettext(singular: str, plural: str, count: int) -> str:
    return _click.get().ngettext(singular, plural, count)


def _locale_wishes() -> list[str | None]:
    lists = os.environ.get("LANGUAGE", "").split(":")
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return [*lists, *map(os.environ.get, names), locale.getlocale()[0]]
