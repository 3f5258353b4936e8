"""Numbers without holes, references that follow, circles and annexes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.assembly.number import item_label
from contracts.document import ListBlock, Reference
from tests.workspaces import assembled, codes, lines, make

NBSP = "\u00a0"


def test_sections_and_paragraphs_are_counted_and_a_single_one_is_not(tmp_path):
    result = assembled(make(tmp_path, {"a": "Eins.\n\nZwei.", "b": "Nur einer."}))
    assert lines(result) == [f"§{NBSP}1 A", "(1) Eins.", "(2) Zwei.", f"§{NBSP}2 B", "Nur einer."]


def test_references_show_what_they_lead_to(tmp_path):
    sections = {
        "a": 'Nach {{ ref("b") }}, {{ ref("b", 2) }} und {{ ref("c", 1) }}, {{ annex("x") }}.',
        "b": "Eins.\n\nZwei.",
        "c": 'Einer; siehe {{ ref("preamble") }}.',
    }
    result = assembled(make(tmp_path, sections, annexes={"x": "Liste."}))
    assert lines(result)[1] == f"Nach §{NBSP}2, §{NBSP}2 Abs.{NBSP}2 und §{NBSP}3, Anlage{NBSP}1."
    references = [i for i in result.document.body[1].blocks[0].content if isinstance(i, Reference)]
    assert [r.target for r in references] == ["b", "b:2", "c:1", "x"]
    anchors = {b.anchor for s in result.document.body for b in s.blocks}
    assert {"b:2", "c:1"} <= anchors
    assert lines(result)[-1] == "Einer; siehe Präambel."


def test_a_reference_that_leads_nowhere_is_an_error_in_its_line(tmp_path):
    for target, reason in [
        ('ref("stering")', "no such clause. Did you mean “steering”"),
        ('ref("steering", 3)', "only 1 paragraphs"),
        ('ref("hidden")', "does not contain"),
        ('ref("signatures")', "carries no number"),
    ]:
        sections = {"a": f"Satz.\n\nNach {{{{ {target} }}}}.", "steering": "S.", "hidden": "H."}
        workspace = make(tmp_path, sections, plan={"hidden": "when: toc"})
        result = assembled(workspace)
        found = next(f for f in result.findings if f.code == "K-601")
        assert reason in found.message
        assert (found.place.file, found.place.line) == ("clauses/a/standard@1.md", 10)


def test_a_paragraph_that_points_at_itself_is_an_error(tmp_path):
    assert "K-602" in codes(assembled(make(tmp_path, {"a": 'Nach {{ ref("a") }}.'})))
    body = 'Eins.\n\nNach {{ ref("a", 2) }}.'
    assert "K-602" in codes(assembled(make(tmp_path, {"a": body})))
    body = 'Eins.\n\nNach {{ ref("a", 1) }}.'
    assert "K-602" not in codes(assembled(make(tmp_path, {"a": body})))


def test_a_circle_of_references_is_shown_once(tmp_path):
    sections = {
        "a": 'Nach {{ ref("b") }}.',
        "b": 'Nach {{ ref("c") }}.',
        "c": 'Nach {{ ref("a") }}.',
        "d": 'Nach {{ ref("a") }}.',
    }
    result = assembled(make(tmp_path, sections))
    found = [f.message for f in result.findings if f.code == "K-603"]
    assert found == ["References go round in a circle: a → b → c → a."]


def test_annexes_must_be_named_and_named_annexes_must_be_there(tmp_path):
    result = assembled(make(tmp_path, {"a": "Satz."}, annexes={"x": "Liste."}))
    assert "K-604" in codes(result)
    body = {"a": 'Siehe {{ annex("x") }}.'}
    workspace = make(tmp_path, body, annexes={"x": "Liste."}, plan={"x": "when: toc"})
    assert "K-605" in codes(assembled(workspace))
    workspace = make(tmp_path, {"a": 'Siehe {{ annex("b") }}.', "b": "Satz."})
    assert "K-606" in codes(assembled(workspace))


def test_list_labels_count_on_like_word():
    letters = ListBlock(ordered=True, level=2, items=())
    assert [item_label(letters, n) for n in (1, 26, 27, 52, 53)] == [
        "a)",
        "z)",
        "aa)",
        "zz)",
        "aaa)",
    ]


@settings(max_examples=40)
@given(st.lists(st.integers(min_value=1, max_value=4), min_size=1, max_size=12), st.data())
def test_numbering_has_no_holes_whatever_is_left_out(tmp_path_factory, sizes, data):
    folder = tmp_path_factory.mktemp("w")
    names = [f"c{n}" for n in range(len(sizes))]
    left_out = data.draw(st.sets(st.sampled_from(names), max_size=len(names) - 1))
    sections = {n: "\n\n".join(["Absatz."] * size) for n, size in zip(names, sizes, strict=True)}
    workspace = make(folder, sections, plan=dict.fromkeys(left_out, "when: toc"))
    document = assembled(workspace).document
    kept = [n for n in names if n not in left_out]
    assert [s.number for s in document.body[1:]] == [f"§{NBSP}{n + 1}" for n in range(len(kept))]
    for section, name in zip(document.body[1:], kept, strict=True):
        size = sizes[names.index(name)]
        labels = [b.label for b in section.blocks]
        assert labels == ([""] if size == 1 else [f"({n + 1})" for n in range(size)])
