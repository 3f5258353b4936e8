"""What is one word to a German lawyer stays one word, however it is found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.document import Text
from contracts.redline import legal
from contracts.redline.tokens import tokenise

SLOW = re.compile("|".join(f"(?P<{n}>{p})" for n, p in legal._PATTERNS.items() if n != legal.PLAIN))
WORDS = (
    "§ §§ Absatz Absätze Abs. Satz Nr. Nummer Nummern Buchstabe Buchst. Anlage Kapitel Artikel "
    "Art. Halbsatz Ziffer Drucksache SGB VIII 1 2 14 a b 3/4 25,00 1.000 Euro EUR € % Prozent "
    "Januar März Mai 2026 zwei Zwei drei eine Einer zwölf Wochen Tage Monate Monats-Ende Jahre "
    "Kalendertagen der Bezirk benennt und sowie z. B. i. V. m. bzw. usw. Dr. ca max www.berlin.de "
    "name@amt.de https://x.org/y {{ wert }} {% if a %} Straße straße Koordinator*in und/oder "
    "Familien- Kinder und Uhr 10 Stellen Vollzeitäquivalente hundert Anlagen ff. f. VZÄ"
)
PIECES = st.sampled_from(WORDS.split())
JOINTS = st.sampled_from([" ", " ", " ", "\u00a0", ", ", "; ", ". ", "-", "", ".", "\n", "\u2028"])


@st.composite
def phrases(draw):
    pieces = draw(st.lists(st.tuples(PIECES | st.text(max_size=4), JOINTS), max_size=12))
    return "".join(part for pair in pieces for part in pair)


@settings(max_examples=1_000, deadline=None)
@given(phrases())
def test_the_short_way_for_plain_words_finds_the_same_tokens(text):
    found = [(token.kind, token.text) for token in tokenise((Text(text),))]
    assert found == [(match.lastgroup, match[0]) for match in SLOW.finditer(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("§ 4 Abs. 2 Satz 1", "norm"),
        ("Anlage 2", "norm"),
        ("Absatz 2 Buchstabe a", "norm"),
        ("zwei Wochen", "deadline"),
        ("Eine Woche", "deadline"),
        ("März 2026", "date"),
        ("27,50 Euro", "amount"),
        ("i. V. m.", "abbreviation"),
        ("Straßensozialarbeit", "word"),
    ],
)
def test_legal_words_stay_whole_inside_of_a_sentence(text, kind):
    tokens = tokenise((Text(f"Das gilt, {text} betreffend."),))
    assert (kind, text) in [(token.kind, token.text) for token in tokens]
