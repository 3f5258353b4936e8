"""Names with their article in the German cases."""

from __future__ import annotations

from typing import Literal, get_args

Case = Literal["nominative", "genitive", "dative", "accusative"]
CASES: tuple[Case, ...] = get_args(Case)

_ARTICLES = {
    "masculine": ("der", "des", "dem", "den"),
    "neuter": ("das", "des", "dem", "das"),
    "feminine": ("die", "der", "der", "die"),
}


def article(gender: str, case: Case) -> str:
    """Return the definite article; "" for names that are used without one."""
    forms = _ARTICLES.get(gender)
    return forms[CASES.index(case)] if forms else ""


def with_article(gender: str, form: str, case: Case) -> str:
    """Return a declined form behind its article."""
    return " ".join(filter(None, (article(gender, case), form)))
