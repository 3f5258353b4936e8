"""The language of messages: English source, German catalogue, switched at run time."""

from __future__ import annotations

import gettext
import locale
import os
import re
import sys
from pathlib import Path

LANGUAGES = ("de", "en")
_CATALOGUES = Path(__file__).parent / "locale"
_active: gettext.NullTranslations = gettext.NullTranslations()
_click: gettext.NullTranslations = gettext.NullTranslations()


def N_(message: str) -> str:  # noqa: N802 - the name every gettext extractor knows
    """Mark a message for the catalogue without translating it yet."""
    return message


def _(message: str) -> str:
    """Translate a message into the active language."""
    return _active.gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a message that depends on a count."""
    return _active.ngettext(singular, plural, count)


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
    """Make one language active for all messages that are shown from now on, Click's included."""
    global _active, _click  # noqa: PLW0603 - one process speaks one language
    _active = _translations("contracts", language)
    _click = _translations("messages", language)
    _teach_click()


def active_language() -> str:
    """Return the language that is active."""
    return _active.info().get("language", "en")


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
    return _click.gettext(message)


def _click_ngettext(singular: str, plural: str, count: int) -> str:
    return _click.ngettext(singular, plural, count)


def _locale_wishes() -> list[str | None]:
    lists = os.environ.get("LANGUAGE", "").split(":")
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return [*lists, *map(os.environ.get, names), locale.getlocale()[0]]
