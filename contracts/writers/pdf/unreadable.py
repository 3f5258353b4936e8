"""Why a page template cannot be used, in our own words."""

from __future__ import annotations

import re
from typing import Final

from jinja2 import TemplateSyntaxError, UndefinedError

from contracts.language import N_, _
from contracts.markup.complaints import complaint
from contracts.markup.not_well_formed import xml_complaint

# Jinja names what it does not know between these marks
_UNKNOWN: Final = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
_MISUSED: Final = N_("a value cannot be used as this place uses it")


def page_complaint(error: Exception) -> str:
    """Return what is wrong, in the active language."""
    if isinstance(error, TemplateSyntaxError):
        return complaint(error)
    if isinstance(error, UndefinedError):
        found = _UNKNOWN.search(str(error))
        name = next((name for name in found.groups() if name), "") if found else ""
        return _("“{name}” is unknown here").format(name=name) if name else _(_MISUSED)
    if isinstance(error, SyntaxError):
        return xml_complaint(error)
    if isinstance(error, OSError):
        return _(error.strerror) if error.strerror else _(_MISUSED)
    if isinstance(error, UnicodeError):
        return _("it is not UTF-8 text")
    return _(_MISUSED)
