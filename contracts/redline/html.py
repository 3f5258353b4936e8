"""A comparison as one accessible page: no script, no request; inline or in two columns."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup

from contracts.redline import german
from contracts.redline.model import CLASSES
from contracts.redline.view import Line, Piece, area_title, has_side, label_of, lines, side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contracts.redline.model import Change, Comparison

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_H3, _P, _DEL, _INS = Markup("h3"), Markup("p"), Markup("del"), Markup("ins")
_COLUMNS = ("Bisherige Fassung", "Neue Fassung", "Grund oder Herkunft")
_LONG, _BRIEF = 240, 80  # letters in a cell of the list; what moved says the same twice
_TABLE = ("Nr.", "Fundstelle", "Bisher", "Neu", "Klasse", "Gewicht", "Regel", "Ursache")


def render(comparison: Comparison, layout: str = "inline") -> bytes:
    """Return the page, UTF-8; ``layout`` ("inline" or "synopsis") is what it shows at first."""
    page = Page(comparison)
    style = resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    title = f"Vergleich {comparison.old.name} – {comparison.new.name}"
    found = (
        "<!DOCTYPE html>",
        '<html lang="de-DE">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        Markup("<title>{}</title>").format(title),
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#text">Zum Vergleich springen</a>',
        Markup("<header><h1>{}</h1><p>{}</p></header>").format(
            title, german.counts_text(comparison)
        ),
        *page.choices(layout),
        "<main>",
        *page.heads(),
        *page.table(),
        *page.notes(),
        '<section id="text" aria-labelledby="text-title"><h2 id="text-title">Wortlaut</h2>',
        *page.inline(),
        *page.columns(),
        "</section>",
        "</main>",
        "</body>",
        "</html>",
    )
    return ("\n".join(found) + "\n").encode()


class Page:
    """The parts of a page; ``view`` is the only one of "one" and "two" that it has."""

    def __init__(self, comparison: Comparison, view: str = "") -> None:
        """Take what to show."""
        self.comparison, self.view = comparison, view
        self.changes = {change.id: change for change in comparison.changes}
        self.lines = list(lines(comparison))

    def choices(self, layout: str) -> Iterator[Markup]:
        """Yield what chooses the view, the lines and the class."""
        yield _radios(
            "view", "Ansicht", (("inline", "durchgehend"), ("two", "zwei Spalten")),
            "two" if layout == "synopsis" else "inline",
        )  # fmt: skip
        yield _radios("show", "Zeilen", (("all", "alle"), ("changed", "nur geänderte")), "all")
        named = tuple((klass, klass) for klass in CLASSES)
        yield _radios("class", "Klasse", (("all", "alle"), *named), "all")

    def heads(self) -> Iterator[Markup]:
        """Yield what is noted about a clause and changed."""
        if self.comparison.heads:
            yield Markup("<section><h2>Angaben zur Klausel</h2><ul>")
            for head in self.comparison.heads:
                yield Markup('<li class="change c-{0}">{1} ({0})</li>').format(
                    head.verdict.klass, head.sentence
                )
            yield Markup("</ul></section>")

    def table(self) -> Iterator[Markup]:
        """Yield the changes, the gravest first."""
        ranked = self.comparison.ranked()
        if not ranked:
            return
        yield Markup('<nav aria-labelledby="list-title"><h2 id="list-title">Änderungen</h2>')
        yield Markup("<table><thead><tr>{}</tr></thead><tbody>").format(
            Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in _TABLE)
        )
        for change in ranked:
            yield self._row(change)
        yield Markup("</tbody></table></nav>")

    def _row(self, change: Change) -> Markup:
        # one link for each view; the style shows that of the view one looks at
        links = [
            Markup('<a class="{}" href="#{}{}">{}</a>').format(
                view, start, change.id, change.number
            )
            for view, start in (("one", ""), ("two", "s-"))
            if self.view in ("", view)
        ]
        link = Markup("").join(links)
        limit = _BRIEF if change.kind.startswith("moved") else _LONG
        cells = (
            german.place_text(change),
            _short(change.old, limit),
            _short(change.new, limit),
            change.verdict.klass,
            change.verdict.severity.german,
            german.rules_text(change),
            german.cause_text(change.cause),
        )
        weight = " high" if change.verdict.severity.german == "hoch" else ""
        return Markup('<tr class="change c-{}{}"><th scope="row">{}</th>{}</tr>').format(
            change.verdict.klass, weight, link,
            Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells),
        )  # fmt: skip

    def notes(self) -> Iterator[Markup]:
        """Yield what follows from the changes."""
        if self.comparison.notes:
            yield Markup("<section><h2>Folgen und Hinweise</h2>")
            for note in self.comparison.notes:
                yield Markup("<p>{}</p>").format(note.text)
                if note.items:
                    items = (Markup("<li>{}</li>").format(item) for item in note.items)
                    yield Markup("<ul>{}</ul>").format(Markup("").join(items))
            yield Markup("</section>")

    # ------------------------------------------------------------------ inline

    def inline(self) -> Iterator[Markup]:
        """Yield the text with marked changes."""
        yield Markup('<div class="one">')
        told: set[str] = set()
        area = ""
        for line in self.lines:
            if line.entry.unit.area != area:
                area = line.entry.unit.area
                if not line.heading and area_title(line.entry):
                    yield Markup("<h3>{}</h3>").format(area_title(line.entry))
            yield self._line(line, told)
            for name in line.changes:
                if name not in told:
                    told.add(name)
                    yield self._about(name)
        yield Markup("</div>")

    def _line(self, line: Line, told: set[str]) -> Markup:
        new = [name for name in line.changes if name not in told]
        inner = [name for name in new if name != line.entry.change]
        words = Markup(" | ").join(self._cell(cell, inner) for cell in line.cells)
        label = Markup("{} ").format(line.label) if line.label else ""
        entry = line.entry
        sign: Markup | str = ""
        if entry.role.startswith("moved"):
            place = "von hier" if entry.role == "moved-from" else "hierher"
            sign = Markup('<span class="sign">[{} verschoben]</span> ').format(place)
        if entry.change in new:
            sign = Markup('<a id="{}"></a>{}').format(entry.change, sign)
        tag = _H3 if line.heading else _P
        return Markup('<{0} class="{1}">{2}{3}{4}</{0}>').format(
            tag, self._classes(line), sign, label, words
        )

    def _classes(self, line: Line) -> str:
        unit = line.entry.unit
        found = ["line"]
        if unit.kind == "item":
            found.append("deep" if unit.depth > 1 else "item")
        if line.entry.role.startswith("moved"):
            found.append("moved")
        if line.changes:
            found.append("change")
            found += sorted({f"c-{self.changes[n].verdict.klass}" for n in line.changes})
        elif not line.heading:
            found.append("same")
        if line.heading:
            found.append("head")
        return " ".join(found)

    def _cell(self, cell: Sequence[Piece], anchors: list[str]) -> Markup:
        """Return the pieces of a cell; the first of each change bears its anchor."""
        found = []
        for piece in cell:
            anchor = piece.change if piece.change in anchors else ""
            if anchor:
                anchors.remove(anchor)
            found.append(_piece(piece, anchor))
        return Markup("").join(found)

    def _about(self, name: str) -> Markup:
        change = self.changes[name]
        facts = (
            f"{change.number}. {german.KINDS[change.kind]}",
            german.place_text(change),
            change.verdict.klass,
            f"Gewicht {change.verdict.severity.german}",
            german.rules_text(change),
            f"Ursache: {german.cause_text(change.cause)}",
            change.id,
        )
        return Markup('<p class="about change c-{}">{}</p>').format(
            change.verdict.klass, " · ".join(facts)
        )

    # ------------------------------------------------------------------ two columns

    def columns(self) -> Iterator[Markup]:
        """Yield both texts side by side."""
        yield Markup('<table class="two"><caption class="vh">Synopse</caption><thead><tr>')
        for name in _COLUMNS:
            yield Markup('<th scope="col">{}</th>').format(name)
        yield Markup("</tr></thead><tbody>")
        told: set[str] = set()
        for line in self.lines:
            new = [name for name in line.changes if name not in told]
            told.update(new)
            about = Markup("<br>").join(german.origin_text(self.changes[n]) for n in new)
            classes = self._classes(line).replace("line", "row", 1)
            targets = Markup("").join(Markup('<a id="s-{}"></a>').format(name) for name in new)
            yield Markup('<tr class="{}"><td>{}{}</td><td>{}</td><td>{}</td></tr>').format(
                classes, targets, self._side(line, "deleted"), self._side(line, "inserted"), about
            )
        yield Markup("</tbody></table>")

    def _side(self, line: Line, mark: str) -> Markup | str:
        entry = line.entry
        if not has_side(entry, mark):
            return german.DROPPED if mark == "inserted" and entry.role == "deleted" else ""
        if mark == "inserted" and not line.changes and not line.heading and line.cells:
            return german.UNCHANGED
        unit = entry.old if mark == "deleted" else entry.new
        label = Markup("{} ").format(label_of(unit)) if unit and label_of(unit) else ""
        cells = side(line, mark)
        words = Markup(" | ").join(Markup("").join(map(_piece, cell)) for cell in cells)
        moved = "von hier" if entry.role == "moved-from" else "hierher"
        sign = f"[{moved} verschoben] " if entry.role.startswith("moved") else ""
        return Markup("{}{}{}").format(sign, label, words)


def _piece(piece: Piece, anchor: str = "") -> Markup:
    if not piece.mark:
        return Markup("{}").format(piece.text)
    tag, word = (_DEL, german.DELETED) if piece.mark == "deleted" else (_INS, german.INSERTED)
    where = Markup(' id="{}"').format(anchor) if anchor else ""
    return Markup(
        '<{0}{1}><span class="vh">[{2}: </span>{3}<span class="vh">]</span></{0}>'
    ).format(tag, where, word, piece.text)


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _radios(name: str, title: str, options: Sequence[tuple[str, str]], chosen: str) -> Markup:
    inputs = (
        Markup('<label><input type="radio" name="{0}" id="{0}-{1}"{2}> {3}</label>').format(
            name, value, Markup(" checked") if value == chosen else "", label
        )
        for value, label in options
    )
    return Markup("<fieldset><legend>{}</legend>{}</fieldset>").format(
        title, Markup("").join(inputs)
    )
