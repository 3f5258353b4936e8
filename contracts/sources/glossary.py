"""The names that must be written one way: parties, association, strategy, project."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from contracts.model.base import Line, Model, required
from contracts.sources.models import load_model

if TYPE_CHECKING:
    from contracts.findings import Finding
    from contracts.sources.workspace import Workspace

FILE = "glossary.yaml"


class Term(Model):
    """One name and the spellings that are wrong for it."""

    name: Line = required("Begriff")
    canonical: Line = required("Schreibweise")
    variants: tuple[Line, ...] = required("falsche Schreibweisen")


class Glossary(Model):
    """All names of the glossary."""

    terms: tuple[Term, ...] = required("Begriffe")

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], Term], ...]:
        return tuple((_pattern(term), term) for term in self.terms if term.variants)

    def misspelt(self, text: str) -> list[tuple[str, Term]]:
        """Return every wrong spelling in a text with its term."""
        text = text.replace("\u00a0", " ")
        return [
            (match[0], term)
            for pattern, term in self._patterns
            for match in pattern.finditer(_without(term.canonical, text))
        ]


def load_glossary(workspace: Workspace) -> tuple[Glossary, list[Finding]]:
    """Read the glossary; an absent one is empty."""
    path = workspace.clauses / FILE
    if not path.exists():
        return Glossary(terms=()), []
    loaded, findings = load_model(path, workspace.root, Glossary)
    return (loaded.model if loaded else Glossary(terms=())), findings


def _pattern(term: Term) -> re.Pattern[str]:
    longest_first = sorted(term.variants, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def _without(canonical: str, text: str) -> str:
    """Take the right spelling out, so that a wrong one inside of it is not found."""
    return text.replace(canonical, "\0")
