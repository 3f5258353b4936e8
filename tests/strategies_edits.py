"""Hypothesis strategies: contracts with one of everything, and edits as reviewers make them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from contracts.document import (
    Annex,
    Break,
    Cell,
    ClauseUse,
    Document,
    Emphasis,
    Field,
    Gap,
    ListBlock,
    ListItem,
    Paragraph,
    Party,
    Preamble,
    Reference,
    Section,
    Signatory,
    SignatureBlock,
    SigningParty,
    Strong,
    Table,
    Text,
)
from contracts.redline.renumber import renumber

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES = (
    "Der Bezirk benennt eine Koordinatorin oder einen Koordinator.",
    "Die Zahlung von 1.250,00 Euro wird innerhalb von 14 Tagen fällig.",
    "Der Vertrag endet mit Ablauf des 31. Dezember 2027, ohne dass es einer Kündigung bedarf.",
    "Die Haftung ist auf Vorsatz und grobe Fahrlässigkeit beschränkt.",
    "Das Nähere regelt § 4 Abs. 2 Satz 1 VwVfG i. V. m. Art. 28 Abs. 3 DSGVO.",
    "Änderungen bedürfen der Schriftform; dies gilt nicht für Anlage 2.",
    "Mitarbeiterinnen und Mitarbeiter des Jugendamts nehmen an der Lernwerkstatt teil.",
    "Der Anteil von 12,5 % darf nicht unterschritten werden, soweit nichts anderes vereinbart ist.",
    "Die Vertragsparteien beraten drei Monate vor dem Ende über eine Verlängerung, z. B. schriftlich.",
    "Personenbezogene Daten werden nach 24 Monaten gelöscht.",
    "Gesundheit Berlin-Brandenburg e. V. begleitet den Prozess fachlich.",
    "Jede Partei kann den Vertrag mit einer Frist von drei Monaten zum Quartalsende kündigen.",
    "Das Steuerungsgremium tritt mindestens 4-mal im Jahr zusammen.",
    "Kinder- und Familienarmut ist Aufgabe aller Ämter.",
)
WORDS = (
    "nicht", "unverzüglich", "30 Tagen", "2.000,00 Euro", "Familien", "nur", "§ 5 Abs. 1", "kann",
    "Bezirk", "z. B.", "der", "und", "Berlin-Brandenburg", "31. März 2028", "20 %", "„Netzwerk“",
)  # fmt: skip
FIELDS = (
    ("coordination.full_time_equivalents", ("1,5", "2", "0,75")),
    ("term.notice_months", ("3", "6", "12")),
    ("dates.effective", ("1. Januar 2027", "1. Juli 2027")),
    ("gender_style", ("Mitarbeiter*innen", "Beschäftigte", "Mitarbeiterinnen und Mitarbeiter")),
)
CLAUSES = ("subject", "resources", "steering", "finance", "liability", "term", "final")
CELLS = (
    "Teilhabe",
    "Bildung",
    "12,5 %",
    "20 Prozent (2026)",
    "Jugendamt",
    "–",
    "Anteil der Kinder",
)

sentence = st.sampled_from(SENTENCES)


def use(clause: str, version: int = 1) -> ClauseUse:
    return ClauseUse(clause, "standard", version, f"{version:064x}", False, "im Plan vorgesehen")


@st.composite
def contents(draw: st.DrawFn, clauses: tuple[str, ...] = ()) -> tuple:
    found: list = [Text(" ".join(draw(st.lists(sentence, min_size=1, max_size=3))))]
    extra = draw(st.sampled_from(("", "", "", "field", "gap", "strong", "reference", "break")))
    if extra == "field":
        name, shown = draw(st.sampled_from(FIELDS))
        value = draw(st.sampled_from(shown))
        unit = " Monate." if name == "term.notice_months" else "."
        found += [Text(" Umfang: "), Field(name, value, value), Text(unit)]
    elif extra == "gap":
        found += [Text(" Stand "), Field("x.y", "", "[offen: Stand]", gap=True), Text(".")]
    elif extra == "strong":
        found += [Text(" "), Strong((Text("Wichtig ist "), Emphasis((Text("dies"),)))), Text(".")]
    elif extra == "reference" and clauses:
        found += [Text(" Siehe "), Reference(draw(st.sampled_from(clauses)), "§ 0"), Text(".")]
    elif extra == "break":
        found += [Break(), Text("Zweite Zeile")]
    return tuple(found)


def item(draw: st.DrawFn, level: int) -> ListItem:
    inner = draw(st.integers(0, 3)) == 0 and level == 1
    children = (list_block(draw, 2),) if inner else ()
    return ListItem("", draw(contents()), children)


def list_block(draw: st.DrawFn, level: int) -> ListBlock:
    count = draw(st.integers(1, 3))
    return ListBlock(draw(st.booleans()), level, tuple(item(draw, level) for _ in range(count)))


def table(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    cell = st.sampled_from(CELLS)
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=4))
    made = [tuple(Cell((Text(words),)) for words in row) for row in rows]
    return Table(made[0], tuple(made[1:]), draw(st.sampled_from(("", "Ziele"))))


def blocks(draw: st.DrawFn, clauses: tuple[str, ...]) -> tuple:
    found = []
    for _ in range(draw(st.integers(1, 3))):
        found.append(Paragraph(draw(contents(clauses))))
        more = draw(st.sampled_from(("", "", "", "list", "table")))
        if more == "list":
            found.append(list_block(draw, 1))
        elif more == "table":
            found.append(table(draw))
    return tuple(found)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    count = draw(st.integers(1, 5))
    chosen = tuple(draw(st.permutations(CLAUSES))[:count])
    title = (Text("Regelung"),)
    body = tuple(Section(use(c), "", (Text(f"Titel {c}"),), blocks(draw, chosen)) for c in chosen)
    annex = Annex(use("annex"), "", (Text("Anlage Ziele"),), (table(draw),))
    signatures = SignatureBlock(
        use("signatures"),
        (Text("Unterschriften"),),
        (Paragraph((Text("Es zeichnen:"),)),),
        (
            SigningParty(
                "district",
                (Text("Für den Bezirk"),),
                (Signatory((Text("R. T."),), (Text("Amt"),)),),
            ),
        ),
        "Ort, Datum",
        "Unterschrift",
    )
    document = Document(
        "pankow/2023",
        "cooperation-contract",
        "draft",
        "Kooperationsvertrag",
        (Text("zur Strategie"),),
        (),
        (
            Party(
                "district", ((Text("dem Land Berlin"),), (Text("Breite Straße 24a-26"),)), "Bezirk"
            ),
        ),
        (Preamble(use("preamble"), title, (Paragraph(draw(contents())),)), *body),
        signatures,
        (annex,) if draw(st.booleans()) else (),
        (Gap("x.y", "Stand", ("§ 1",), "Bezirk"),) if draw(st.booleans()) else (),
        "AAAA-0000",
        use("parties"),
    )
    return renumber(document)


# ------------------------------------------------------------------------------------ edits


class Chooser:
    """Takes numbers that Hypothesis drew as choices."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers
        self.place = 0

    def below(self, limit: int) -> int:
        self.place += 1
        return self.numbers[(self.place - 1) % len(self.numbers)] % max(limit, 1)

    def of(self, options):
        return options[self.below(len(options))]


def _with_section(document: Document, number: int, section: Section) -> Document:
    body = list(document.body)
    body[number] = section
    return replace(document, body=tuple(body))


def _on_blocks(change: Callable) -> Callable:
    def edit(document: Document, choose: Chooser) -> Document:
        number = choose.below(len(document.body))
        part = document.body[number]
        found = change(list(part.blocks), choose)
        return _with_section(document, number, replace(part, blocks=tuple(found)))

    return edit


def _on_words(change: Callable) -> Callable:
    def on_blocks(found: list, choose: Chooser) -> list:
        places = [n for n, b in enumerate(found) if isinstance(b, Paragraph)]
        n = choose.of(places) if places else None
        if n is not None:
            content = change(list(found[n].content), choose)
            found[n] = replace(found[n], content=tuple(content))
        return found

    return _on_blocks(on_blocks)


def _words_edit(kind: str) -> Callable:
    def change(content: list, choose: Chooser) -> list:
        texts = [n for n, i in enumerate(content) if isinstance(i, Text)]
        if not texts:
            return content
        n = choose.of(texts)
        words = content[n].text.split(" ")
        place = choose.below(len(words))
        if kind == "insert":
            words.insert(place, choose.of(WORDS))
        elif kind == "delete" and len(words) > 1:
            del words[place]
        elif kind == "replace":
            words[place] = choose.of(WORDS)
        elif kind == "noise":
            words[place] = words[place].replace("-", "\u2011") + "\u00ad"
        content[n] = Text(" ".join(words))
        return content

    return _on_words(change)


def _value(content: list, choose: Chooser) -> list:
    for n, inline in enumerate(content):
        if isinstance(inline, Field):
            shown = choose.of(("4", "5", "36"))
            content[n] = replace(inline, value=shown, shown=shown, gap=False)
    return content


def _emphasise(content: list, choose: Chooser) -> list:
    n = choose.below(len(content))
    kind = Strong if choose.below(2) else Emphasis
    content[n] = kind((content[n],))
    return content


def _insert_paragraph(found: list, choose: Chooser) -> list:
    found.insert(choose.below(len(found)) + 1, Paragraph((Text(choose.of(SENTENCES)),)))
    return found


def _delete_block(found: list, choose: Chooser) -> list:
    if len(found) > 1:
        del found[choose.below(len(found))]
    return found


def _split(found: list, choose: Chooser) -> list:
    n = choose.below(len(found))
    block = found[n]
    if isinstance(block, Paragraph) and isinstance(block.content[0], Text):
        first, _, rest = block.content[0].text.partition(". ")
        if rest:
            tail = (Text(rest), *block.content[1:])
            found[n : n + 1] = [Paragraph((Text(f"{first}."),)), Paragraph(tail)]
    return found


def _merge(found: list, choose: Chooser) -> list:
    n = choose.below(len(found) - 1)
    if len(found) > 1 and all(isinstance(b, Paragraph) for b in found[n : n + 2]):
        content = (*found[n].content, Text(" "), *found[n + 1].content)
        found[n : n + 2] = [Paragraph(content)]
    return found


def _move_block(found: list, choose: Chooser) -> list:
    block = found.pop(choose.below(len(found)))
    found.insert(choose.below(len(found) + 1), block)
    return found


def _table_edit(kind: str) -> Callable:  # noqa: C901 - one edit after the other
    def change(found: list, choose: Chooser) -> list:  # noqa: C901 - see above
        places = [n for n, b in enumerate(found) if isinstance(b, Table)]
        if not places:
            return found
        n = choose.of(places)
        rows = [list(row) for row in (found[n].header, *found[n].rows)]
        row = choose.below(len(rows))
        cell = Cell((Text(choose.of(CELLS)),), choose.of(("left", "right")))
        if kind == "row":
            rows.insert(row + 1, [cell] * len(rows[0]))
        elif kind == "no row" and len(rows) > 1:
            del rows[max(row, 1)]
        elif kind == "cell":
            rows[row][choose.below(len(rows[row]))] = cell
        elif kind == "column":
            place = choose.below(len(rows[0]) + 1)
            for line in rows:
                line.insert(place, cell)
        elif kind == "no column" and len(rows[0]) > 1:
            place = choose.below(len(rows[0]))
            for line in rows:
                del line[place]
        made = [tuple(line) for line in rows]
        found[n] = replace(found[n], header=made[0], rows=tuple(made[1:]))
        return found

    return _on_blocks(change)


def _list_edit(kind: str) -> Callable:
    def change(found: list, choose: Chooser) -> list:
        places = [n for n, b in enumerate(found) if isinstance(b, ListBlock)]
        if not places:
            if kind == "new":
                items = tuple(ListItem("", (Text(s),)) for s in SENTENCES[:2])
                found.append(ListBlock(True, 1, items))
            return found
        n = choose.of(places)
        items = list(found[n].items)
        place = choose.below(len(items))
        if kind == "item":
            items.insert(place, ListItem("", (Text(choose.of(SENTENCES)),)))
        elif kind == "no item" and len(items) > 1:
            del items[place]
        elif kind == "deeper" and place > 0:
            inner = ListBlock(found[n].ordered, 2, (replace(items[place], children=()),))
            before = items[place - 1]
            items[place - 1 : place + 1] = [replace(before, children=(*before.children, inner))]
        elif kind == "order":
            found[n] = replace(found[n], ordered=not found[n].ordered)
        found[n] = replace(found[n], items=tuple(items))
        return found

    return _on_blocks(change)


def _move_section(document: Document, choose: Chooser) -> Document:
    body = list(document.body)
    part = body.pop(choose.below(len(body)))
    body.insert(choose.below(len(body) + 1), part)
    return replace(document, body=tuple(body))


def _insert_section(document: Document, choose: Chooser) -> Document:
    clause = choose.of(("publicity", "foundations", "extra"))
    blocks_ = (Paragraph((Text(choose.of(SENTENCES)),)), Paragraph((Text(choose.of(SENTENCES)),)))
    part = Section(use(clause), "", (Text(f"Titel {clause}"),), blocks_)
    body = list(document.body)
    body.insert(choose.below(len(body) + 1), part)
    return replace(document, body=tuple(body))


def _delete_section(document: Document, choose: Chooser) -> Document:
    body = list(document.body)
    if len(body) > 1:
        del body[choose.below(len(body))]
    return replace(document, body=tuple(body))


def _move_across(document: Document, choose: Chooser) -> Document:
    a, b = choose.below(len(document.body)), choose.below(len(document.body))
    one, two = document.body[a], document.body[b]
    if a == b or len(one.blocks) < 2:
        return document
    block = one.blocks[-1]
    document = _with_section(document, a, replace(one, blocks=one.blocks[:-1]))
    return _with_section(document, b, replace(two, blocks=(block, *two.blocks)))


def _retitle(document: Document, choose: Chooser) -> Document:
    n = choose.below(len(document.body))
    part = document.body[n]
    return _with_section(document, n, replace(part, title=(Text(f"Neuer {choose.of(CELLS)}"),)))


def _version(document: Document, choose: Chooser) -> Document:
    n = choose.below(len(document.body))
    part = document.body[n]
    return _with_section(document, n, replace(part, use=use(part.use.clause, 2)))


def _head(document: Document, choose: Chooser) -> Document:
    party = document.parties[0]
    lines = (*party.lines[:1], (Text(choose.of(SENTENCES)),))
    gap = Gap("a.b", choose.of(CELLS), ("§ 2",), "Bezirk")
    return replace(
        document,
        title=choose.of(("Kooperationsvereinbarung", "Kooperationsvertrag")),
        file_reference=(Text("Jug 1"),) if choose.below(2) else (),
        parties=(replace(party, lines=lines),),
        gaps=(gap, *document.gaps) if choose.below(2) else (),
    )


def _sign(document: Document, choose: Chooser) -> Document:
    block = document.signatures
    party = block.parties[0]
    new = Signatory((Text(choose.of(CELLS)),), (Text("Stadtrat"),), choose.of(("", "i. V.")))
    signers = (*party.signatories, new) if choose.below(2) else (new,)
    return replace(
        document,
        signatures=replace(block, parties=(replace(party, signatories=signers),)),
    )


EDITS: dict[str, Callable[[Document, Chooser], Document]] = {
    "insert a word": _words_edit("insert"),
    "delete a word": _words_edit("delete"),
    "replace a word": _words_edit("replace"),
    "noise": _words_edit("noise"),
    "value": _on_words(_value),
    "emphasis": _on_words(_emphasise),
    "insert a paragraph": _on_blocks(_insert_paragraph),
    "delete a block": _on_blocks(_delete_block),
    "split": _on_blocks(_split),
    "merge": _on_blocks(_merge),
    "move a block": _on_blocks(_move_block),
    "row": _table_edit("row"),
    "no row": _table_edit("no row"),
    "cell": _table_edit("cell"),
    "column": _table_edit("column"),
    "no column": _table_edit("no column"),
    "item": _list_edit("item"),
    "no item": _list_edit("no item"),
    "deeper": _list_edit("deeper"),
    "order": _list_edit("order"),
    "new list": _list_edit("new"),
    "move a section": _move_section,
    "insert a section": _insert_section,
    "delete a section": _delete_section,
    "move across": _move_across,
    "title": _retitle,
    "version": _version,
    "head": _head,
    "signatory": _sign,
}


@st.composite
def edited(draw: st.DrawFn) -> tuple[Document, Document, tuple[str, ...]]:
    """A document, the same one after one to four edits, and the names of the edits."""
    document = draw(documents())
    names = draw(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4))
    changed = document
    for name in names:
        numbers = draw(st.lists(st.integers(0, 500), min_size=4, max_size=4))
        changed = EDITS[name](changed, Chooser(numbers))
    if draw(st.integers(0, 9)):  # sometimes numbers stay wrong, as in a damaged file
        changed = renumber(changed)
    return document, changed, tuple(names)
