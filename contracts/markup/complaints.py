"""What the template language complains of, in our own words: Jinja knows only English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from contracts.language import N_, _

if TYPE_CHECKING:
    from jinja2 import TemplateError

# Jinja's names of tokens, as they are written (jinja2.lexer)
_TOKENS: Final = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "begin of comment": "{#",
    "end of comment": "#}",
}
_KINDS: Final = {
    "name": N_("a name"),
    "string": N_("a text in quotation marks"),
    "integer": N_("a number"),
    "float": N_("a number"),
}
_QUOTED: Final = r"['\"](.+?)['\"]"
_WORDS: Final = (
    (re.compile(r"(?:unexpected|expression, got) 'end of template'"), N_("it ends too early")),
    (re.compile(rf"expected token {_QUOTED}, got 'end of template'"), N_("“{0}” is missing")),
    (
        re.compile(rf"expected token {_QUOTED}, got {_QUOTED}\Z"),
        N_("“{1}” stands where “{0}” is expected"),
    ),
    (re.compile(rf"unexpected end of template, expected {_QUOTED}"), N_("“{0}” is missing")),
    (
        re.compile(rf"innermost block that needs to be closed is {_QUOTED}"),
        N_("“{{% {0} %}}” is not closed by “{{% end{0} %}}”"),
    ),
    (
        re.compile(rf"Encountered unknown tag {_QUOTED}"),
        N_("“{{% {0} %}}” is unknown or stands in the wrong place"),
    ),
    (
        re.compile(rf"unexpected {_QUOTED}, expected {_QUOTED}"),
        N_("“{0}” stands where “{1}” is expected"),
    ),
    (re.compile(rf"Expected an expression, got {_QUOTED}"), N_("a fact is missing before “{0}”")),
    (
        re.compile(rf"unexpected char {_QUOTED} at"),
        N_("the character “{0}” is not allowed in an expression"),
    ),
    (re.compile(rf"unexpected {_QUOTED}"), N_("“{0}” is not expected here")),
    (re.compile(r"Missing end of comment tag"), N_("“{0}” is missing")),
    (re.compile(r"tag name expected"), N_("the word behind “{{%” is missing")),
    (
        re.compile(r"expected name or number|expected subscript"),
        N_("a name is missing behind the dot or in the brackets"),
    ),
    (re.compile(r"chunk after expression"), N_("behind the expression stands something more")),
    (re.compile(rf"No (?:filter|test) named {_QUOTED}"), N_("“{0}” is no known filter or test")),
)
_OTHERWISE: Final = N_("it is not written as an expression must be")


def complaint(error: TemplateError) -> str:
    """Return what is wrong, in the active language and without a word of Jinja's."""
    said = error.message or ""
    for pattern, words in _WORDS:
        found = pattern.search(said)
        if found is not None:
            signs = [_sign(group) for group in found.groups()] or ["#}"]
            return _(words).format(*signs)
    return _(_OTHERWISE)


def _sign(token: str) -> str:
    return _(_KINDS[token]) if token in _KINDS else _TOKENS.get(token, token)
