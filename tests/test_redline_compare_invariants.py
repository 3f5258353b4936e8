from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.document import Field
from contracts.redline import accept, apply, compare, prove, reject, resolve
from contracts.redline.tokens import flat_text, leaf_text, leaves
from tests import long
from tests.strategies import documents as any_documents
from tests.strategies_edits import documents, edited

MANY = settings(
    max_examples=long.count(10_000, 500),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEW = settings(MANY, max_examples=long.count(2_000, 100))

# Written without a look at the tokens of the redline: what a reader would never want split.
_B = "[ \u00a0]"
NEVER_SPLIT = re.compile(
    # a number behind "Art." and its like belongs to the citation, whatever follows it
    rf"(?<!Art\.{_B})(?<!Abs\.{_B})(?<!Nr\.{_B})(?<!Satz{_B})(?<!§{_B})(?<![\w.,])(?:"
    rf"\d{{1,3}}(?:\.\d{{3}})*,\d\d{_B}Euro"
    rf"|\d+(?:,\d+)?{_B}%"
    rf"|\d{{1,2}}\.{_B}(?:Januar|März|Juli|Mai|Dezember){_B}\d{{4}}"
    rf"|(?:\d+|drei){_B}(?:Tagen|Monaten|Monate)"
    rf"|§{_B}\d+(?:{_B}Abs\.{_B}\d+)?(?:{_B}Satz{_B}\d+)?"
    rf"|Art\.{_B}\d+{_B}Abs\.{_B}\d+"
    rf"|i\.{_B}V\.{_B}m\.|z\.{_B}B\.|e\.{_B}V\."
    r"|Berlin-Brandenburg|4-mal|Quartalsende|Mitarbeiter\*innen|Lernwerkstatt"
    r")(?!\w)"
)


def _split_tokens(spans, side):
    text, borders = "", set()
    for span in spans:
        borders.add(len(text))
        text += flat_text(getattr(span, side))
    borders.add(len(text))
    return [
        match[0]
        for match in NEVER_SPLIT.finditer(text)
        if any(match.start() < border < match.end() for border in borders)
    ]


@MANY
@given(edited())
def test_applying_gives_the_new_document_rejecting_the_old_one_and_no_legal_token_is_split(case):
    old, new, _ = case
    comparison = compare(old, new)
    prove(comparison)
    prove(comparison, (old, new))
    assert apply(comparison, old) == new
    assert accept(comparison) == new
    assert reject(comparison) == old
    for entry in comparison.entries:
        for strip in entry.strips:
            assert _split_tokens(strip.spans, "old") == []
            assert _split_tokens(strip.spans, "new") == []
            assert _values_are_whole(entry.old or entry.origin, strip, "old")
            assert _values_are_whole(entry.new, strip, "new")


def _values_are_whole(unit, strip, side):
    index = getattr(strip, f"{side}_index")
    if unit is None or index < 0:
        return True
    whole = [leaf for leaf, _ in leaves(unit.contents[index]) if isinstance(leaf, Field)]
    parts = [
        leaf
        for span in strip.spans
        for leaf, _ in leaves(getattr(span, side))
        if isinstance(leaf, Field)
    ]
    return parts == [leaf for leaf in whole if leaf_text(leaf)]


@FEW
@given(any_documents(), any_documents())
def test_two_contracts_that_have_nothing_in_common_are_given_back_too(old, new):
    comparison = compare(old, new)
    prove(comparison)
    assert apply(comparison, old) == new


@FEW
@given(documents())
def test_a_document_compared_with_itself_gives_an_empty_report(document):
    comparison = compare(document, document)
    assert comparison.same
    assert comparison.changes == ()
    assert comparison.notes == ()


@FEW
@given(edited(), st.data())
def test_any_choice_of_changes_gives_a_document_that_holds_exactly_these(case, data):
    old, new, _ = case
    comparison = compare(old, new)
    ids = [change.id for change in comparison.changes]
    assert len(set(ids)) == len(ids)
    assert not ids or resolve(comparison, ids) == new
    assert resolve(comparison, ()) == old
    chosen = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    resolve(comparison, chosen)


@FEW
@given(edited())
def test_every_mark_belongs_to_a_listed_change_and_every_change_has_a_mark(case):
    old, new, _ = case
    comparison = compare(old, new)
    marks = {entry.change for entry in comparison.entries}
    marks |= {s.change for e in comparison.entries for t in e.strips for s in t.spans}
    assert marks - {""} == {change.id for change in comparison.changes}


@FEW
@given(edited())
def test_the_same_comparison_gives_the_same_ids_twice(case):
    old, new, _ = case
    assert compare(old, new) == compare(old, new)
