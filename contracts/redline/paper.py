"""A comparison on paper: the change report with its cover, and the Synopse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from contracts.redline import german
from contracts.redline.html import Page
from contracts.redline.model import CLASSES, Severity
from contracts.redline.tokens import flat_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.redline.model import Comparison

_WEIGHTS = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


def print_page(comparison: Comparison, layout: str = "inline") -> str:
    """Return the page for paper.

    "inline" is the change report: cover with counts, ranked table, consequences, then the redline.
    "synopsis" is the Synopse: what it compares, then both texts side by side, then consequences.
    """
    synopsis = layout == "synopsis"
    kind = "Synopse" if synopsis else "Änderungsbericht"
    page = Page(comparison, view="two" if synopsis else "one")
    found = (
        '<!DOCTYPE html>\n<html lang="de-DE"><head><meta charset="utf-8">',
        Markup("<title>{} {} – {}</title></head><body>").format(
            kind, comparison.old.name, comparison.new.name
        ),
        *(_synopsis(comparison, page, kind) if synopsis else _report(comparison, page, kind)),
        "</body></html>",
    )
    return "\n".join(found)


def _report(comparison: Comparison, page: Page, kind: str) -> Iterator[Markup]:
    yield Markup('<div class="cover">')
    yield from _front(comparison, kind)
    yield from _counts(comparison)
    yield from page.heads()
    yield Markup("</div>")
    yield from page.table()
    yield from page.notes()
    yield Markup('<section class="text"><h2>Wortlaut</h2>')
    yield from page.inline()
    yield Markup("</section>")


def _synopsis(comparison: Comparison, page: Page, kind: str) -> Iterator[Markup]:
    yield Markup('<div class="wide">')
    yield from _front(comparison, kind)
    yield from page.heads()
    yield Markup("<section><h2>Wortlaut</h2>")
    yield from page.columns()
    yield Markup("</section>")
    yield from page.notes()
    yield Markup("</div>")


def _front(comparison: Comparison, kind: str) -> Iterator[Markup]:
    yield Markup("<h1>{}</h1>").format(kind)
    subject = _subject(comparison)
    if subject:
        yield Markup('<p class="subject">{}</p>').format(subject)
    yield Markup(
        "<dl><dt>Bisherige Fassung</dt><dd>{} ({})</dd><dt>Neue Fassung</dt><dd>{} ({})</dd>"
        "<dt>Ergebnis</dt><dd>{}</dd></dl>"
    ).format(
        comparison.old.name, comparison.old.sha256[:12],
        comparison.new.name, comparison.new.sha256[:12],
        german.counts_text(comparison),
    )  # fmt: skip


def _subject(comparison: Comparison) -> str:
    """Return what the compared contract is called."""
    units = [e.new for e in comparison.entries if e.new is not None]
    words = [flat_text(u.contents[0]) for u in units if u.kind in ("title", "subtitle")]
    return " ".join(words)


def _counts(comparison: Comparison) -> Iterator[Markup]:
    """Yield how many changes there are of each class and weight."""
    verdicts = [c.verdict for c in comparison.changes] + [h.verdict for h in comparison.heads]
    if not verdicts:
        return
    heads = ("Klasse", *(f"Gewicht {weight.german}" for weight in _WEIGHTS), "zusammen")
    yield Markup('<table class="counts"><caption>Änderungen nach Klasse und Gewicht</caption>')
    yield Markup("<thead><tr>{}</tr></thead><tbody>").format(
        Markup("").join(Markup('<th scope="col">{}</th>').format(head) for head in heads)
    )
    for klass in CLASSES:
        of_class = [v.severity for v in verdicts if v.klass == klass]
        numbers = [*(of_class.count(weight) for weight in _WEIGHTS), len(of_class)]
        yield Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            klass, Markup("").join(Markup("<td>{}</td>").format(n or "–") for n in numbers)
        )
    yield Markup("</tbody></table>")
