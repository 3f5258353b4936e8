"""Single promises of the comparison, each with a contract one can picture."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from contracts.document import (
    Cell,
    ClauseUse,
    Field,
    Gap,
    ListBlock,
    ListItem,
    Paragraph,
    Reference,
    Section,
    Signatory,
    Strong,
    Table,
    Text,
)
from contracts.redline import accept, apply, compare, prove, reject
from contracts.redline.encode import from_json, schema, to_json
from contracts.redline.renumber import renumber
from contracts.redline.resolve import CannotApplyError
from tests.samples import doc

TEXTS = (
    "Der Bezirk benennt eine Koordination und stellt Räume bereit.",
    "Gesundheit Berlin-Brandenburg begleitet den Prozess fachlich.",
    "Über Ergebnisse wird im Ausschuss berichtet.",
    "Die Ämter arbeiten im Kernteam zusammen.",
)


def use(clause, version=1):
    return ClauseUse(clause, "standard", version, f"{version:064x}", False, "im Plan vorgesehen")


def section(clause, *texts, version=1):
    blocks = tuple(Paragraph(t if isinstance(t, tuple) else (Text(t),)) for t in texts)
    return Section(use(clause, version), "", (Text(f"Regelung {clause}"),), blocks)


def contract(*sections, **more):
    return renumber(replace(doc, body=(doc.body[0], *sections), gaps=(), **more))


def twenty_five():
    return [
        section(f"clause-{n}", f"{TEXTS[n % 4]} Das gilt für Teil {n}.", TEXTS[(n + 1) % 4])
        for n in range(25)
    ]


def test_a_section_inserted_at_the_front_is_one_insertion_and_one_note():
    sections = twenty_five()
    pointing = section("pointing", (Text("Näheres in "), Reference("clause-3", "§ 4"), Text(".")))
    new = section("brand-new", "Ganz neue Regelung zur Zusammenarbeit.")
    comparison = compare(contract(*sections, pointing), contract(new, *sections, pointing))
    assert [(c.kind, c.area) for c in comparison.changes] == [("inserted", "brand-new")]
    assert [note.kind for note in comparison.notes] == ["renumbering"]
    assert "§\u00a01 → §\u00a02" in comparison.notes[0].items
    assert any("Verweis" in item for item in comparison.notes[0].items)


def test_a_section_that_left_the_plan_is_not_said_to_be_in_it():
    a, b = section("a", *TEXTS[:2]), section("b", *TEXTS[2:])
    (change,) = compare(contract(a, b), contract(b)).changes
    assert (change.kind, change.area, change.cause.kind) == ("deleted", "a", "plan")
    assert change.cause.detail.startswith("nicht mehr vorgesehen")


def test_a_moved_section_is_one_move_heading_included():
    a, b, c = (section(n, TEXTS[i], TEXTS[i + 1]) for i, n in enumerate("abc"))
    comparison = compare(contract(a, b, c), contract(c, a, b))
    assert [(x.kind, x.area, x.cause.kind) for x in comparison.changes] == [("moved", "c", "plan")]
    moved = [e for e in comparison.entries if e.role == "moved-to"]
    assert [e.unit.kind for e in moved] == ["section", "paragraph", "paragraph"]


def test_a_moved_and_changed_section_lists_its_inner_changes_apart():
    a, b = section("a", *TEXTS[:3]), section("b", TEXTS[3], TEXTS[0])
    changed = section("a", TEXTS[0], TEXTS[1].replace("fachlich", "nicht"), TEXTS[2])
    big = section("c", *TEXTS, *TEXTS, *TEXTS)
    comparison = compare(contract(a, big, b), contract(big, b, changed))
    kinds = {c.kind: c for c in comparison.changes}
    assert set(kinds) == {"moved-and-changed", "replaced"}
    assert kinds["replaced"].parent == kinds["moved-and-changed"].id
    assert kinds["replaced"].verdict.rules[0] == "negation"


def test_rows_and_cells_change_one_by_one():
    def table(*rows):
        made = [tuple(Cell((Text(t),)) for t in row) for row in rows]
        return Table(made[0], tuple(made[1:]), "Ziele")

    part = section("goals", "Diese Werte gelten:")
    old = table(("Ziel", "Wert"), ("Teilhabe", "12,5 %"), ("Bildung", "80 %"))
    new = table(
        ("Ziel", "Wert"), ("Teilhabe", "15 %"), ("Gesund aufwachsen", "84 %"), ("Bildung", "80 %")
    )
    pair = [contract(replace(part, blocks=(*part.blocks, t))) for t in (old, new)]
    comparison = compare(*pair)
    assert [(c.kind, c.old, c.new) for c in comparison.changes] == [
        ("replaced", "12,5 %", "15 %"),
        ("inserted", "", "Gesund aufwachsen | 84 %"),
    ]


def test_a_column_is_one_change():
    def table(*rows):
        made = [tuple(Cell((Text(t),)) for t in row) for row in rows]
        return Table(made[0], tuple(made[1:]))

    part = section("goals", "Diese Werte gelten:")
    old = table(("Ziel", "Wert"), ("Teilhabe", "12"), ("Bildung", "80"))
    new = table(("Ziel", "Jahr", "Wert"), ("Teilhabe", "2027", "12"), ("Bildung", "2028", "80"))
    pair = [contract(replace(part, blocks=(*part.blocks, t))) for t in (old, new)]
    comparison = compare(*pair)
    assert [(c.kind, c.new, c.verdict.rules[0]) for c in comparison.changes] == [
        ("inserted", "Jahr | 2027 | 2028", "column")
    ]


def test_a_list_item_that_sinks_a_level_is_a_change_of_outline():
    def items(*found):
        return ListBlock(True, 1, found)

    a, b = (ListItem("", (Text(t),)) for t in TEXTS[:2])
    inner = replace(a, children=(ListBlock(True, 2, (b,)),))
    part = section("tasks", "Aufgaben:")
    pair = [contract(replace(part, blocks=(*part.blocks, i))) for i in (items(a, b), items(inner))]
    comparison = compare(*pair)
    assert [(c.kind, c.verdict.rules) for c in comparison.changes] == [("replaced", ("shape",))]


def test_title_parties_and_signatories_are_compared():
    block = doc.signatures
    signer = Signatory((Text("N. N."),), (Text("Bezirksstadtrat"),))
    other = replace(block.parties[0], signatories=(signer,))
    party = replace(doc.parties[0], lines=(*doc.parties[0].lines[:2], (Text("Neue Straße 1"),)))
    new = replace(
        doc,
        title="Kooperationsvereinbarung",
        parties=(party, doc.parties[1]),
        signatures=replace(block, parties=(other, block.parties[1])),
    )
    areas = {c.area for c in compare(doc, new).changes}
    assert areas == {"head", "party:district", "signatures"}


def test_a_closed_gap_is_a_change_of_value_and_a_note():
    field = Field("term.notice_months", "", "[offen: Frist]", gap=True)
    gap = Gap("term.notice_months", "Kündigungsfrist in Monaten", ("§ 1",), "Bezirk")
    filled = Field("term.notice_months", "3", "3")
    texts = [(Text("Die Frist beträgt "), f, Text(" Monate.")) for f in (field, filled)]
    old = replace(contract(section("term", texts[0])), gaps=(gap,))
    comparison = compare(old, contract(section("term", texts[1])))
    (change,) = comparison.changes
    assert (change.cause.kind, change.cause.field) == ("value", "term.notice_months")
    assert [note.kind for note in comparison.notes] == ["gaps"]


def test_formatting_alone_is_a_note_and_no_change():
    old = contract(section("a", (Text("Das gilt "), Text("immer"), Text("."))))
    new = contract(section("a", (Text("Das gilt "), Strong((Text("immer"),)), Text("."))))
    comparison = compare(old, new)
    assert comparison.same
    assert [note.kind for note in comparison.notes] == ["formatting"]
    assert apply(comparison, old) == new


def test_a_reference_to_a_paragraph_that_moved_on_is_told():
    pointing = section("a", (Text("Siehe "), Reference("b:2", "§ 2 Abs. 2"), Text(".")))
    old = contract(pointing, section("b", TEXTS[0], TEXTS[1]))
    new = contract(pointing, section("b", "Ein neuer erster Absatz.", TEXTS[0], TEXTS[1]))
    notes = {note.kind: note for note in compare(old, new).notes}
    assert "stale-reference" in notes


def test_a_new_version_with_the_same_words_is_a_note():
    comparison = compare(
        contract(section("a", TEXTS[0])), contract(section("a", TEXTS[0], version=2))
    )
    assert comparison.same
    assert [note.kind for note in comparison.notes] == ["origin"]


def test_a_comparison_refuses_another_document():
    a, b = contract(section("a", TEXTS[0])), contract(section("a", TEXTS[1]))
    with pytest.raises(CannotApplyError):
        apply(compare(a, b), b)


@pytest.mark.parametrize("at_hand", [True, False])
def test_a_comparison_that_does_not_give_its_texts_back_is_refused(at_hand):
    a, b = contract(section("a", TEXTS[0])), contract(section("a", TEXTS[1]))
    true = compare(a, b)
    texts = (a, b) if at_hand else None
    prove(true, texts)
    without = replace(true, entries=true.entries[:-1])
    place = next(n for n, e in enumerate(true.entries) if e.role == "kept" and e.strips[0].spans)
    strip = true.entries[place].strips[0]
    worded = replace(strip, spans=(*strip.spans, replace(strip.spans[-1], change="")))
    torn = replace(true.entries[place], strips=(worded,))
    doubled = replace(true, entries=(*true.entries[:place], torn, *true.entries[place + 1 :]))
    for wrong in (without, doubled):
        with pytest.raises(CannotApplyError):
            prove(wrong, texts)


def test_json_keeps_everything_and_fits_its_schema():
    comparison = compare(doc, contract(section("a", TEXTS[0])))
    data = to_json(comparison)
    again = from_json(data)
    assert again == comparison
    prove(again)
    assert (accept(again), reject(again)) == (accept(comparison), reject(comparison))
    assert _fits(json.loads(data), schema(), schema()["$defs"])


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"schema":"comparison/1","comparison":3}'])
def test_json_that_is_no_comparison_is_refused(data):
    with pytest.raises(ValueError, match=r".+"):
        from_json(data)


def _fits(value, rule, definitions):  # noqa: PLR0911 - one answer for each keyword
    """A reader of the part of JSON Schema that our schema uses."""
    if "$ref" in rule:
        return _fits(value, definitions[rule["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in rule:
        return any(_fits(value, option, definitions) for option in rule["anyOf"])
    if "const" in rule:
        return value == rule["const"]
    if "enum" in rule:
        return value in rule["enum"]
    kinds = {
        "string": str,
        "integer": int,
        "boolean": bool,
        "null": type(None),
        "array": list,
        "object": dict,
    }
    if not isinstance(value, kinds[rule["type"]]):
        return False
    if rule["type"] == "array":
        return all(_fits(item, rule["items"], definitions) for item in value)
    if rule["type"] == "object":
        known = rule["properties"]
        return set(value) == set(rule["required"]) == set(known) and all(
            _fits(item, known[name], definitions) for name, item in value.items()
        )
    return True


def test_a_contract_of_three_hundred_paragraphs_is_compared_in_a_fraction_of_a_second():
    def made(change):
        return contract(
            *(
                section(
                    f"clause-{n}",
                    *(f"{TEXTS[m % 4]} Punkt {n}/{m}{change(n, m)}." for m in range(12)),
                )
                for n in range(25)
            )
        )

    old, new = made(lambda _n, _m: ""), made(lambda n, m: " neu" if m == n % 12 else "")
    best = min(_seconds(old, new) for _ in range(5))
    assert best < 0.5  # about 0.05 on an idle machine; a shared one must not fail


def _seconds(old, new):
    start = time.perf_counter()
    assert len(compare(old, new).changes) == 25
    return time.perf_counter() - start
