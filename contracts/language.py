"""The language of messages: English source, German catalogue, switched at run time."""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

LANGUAGES = ("de", "en")
_CATALOGUES = Path(__file__).parent / "locale"
_active: gettext.NullTranslations = gettext.NullTranslations()


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
        short = (wish or "").split("_")[0].split("-")[0].split(".")[0].lower()
        if short in LANGUAGES:
            return short
    return "en"


def use_language(language: str) -> None:
    """Make one language active for all messages that are shown from now on."""
    global _active  # noqa: PLW0603 - one process speaks one language
    _active = gettext.translation(
        "contracts", localedir=_CATALOGUES, languages=[language], fallback=True
    )


def _locale_wishes() -> list[str | None]:
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    wishes: list[str | None] = [os.environ.get(name) for name in names]
    return [*wishes, locale.getlocale()[0]]
