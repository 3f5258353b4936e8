"""German figures, cases, roles and no-break spaces."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from contracts.german.declension import with_article
from contracts.german.figures import listing, long_date, money, number, percent
from contracts.german.roles import ROLES, role, styles_in
from contracts.german.typography import no_break

NBSP = "\u00a0"


def test_dates_and_numbers_read_as_in_a_contract():
    assert long_date(date(2023, 11, 28)) == f"28.{NBSP}November 2023"
    assert long_date(date(2024, 3, 1)) == f"1.{NBSP}März 2024"
    assert [number(v) for v in (Decimal("1.50"), 3, 9999, 10000, Decimal("0.125"))] == [
        "1,5", "3", "9999", "10.000", "0,125",
    ]  # fmt: skip
    assert money(Decimal(1500)) == f"1.500,00{NBSP}Euro"
    assert percent(Decimal("12.5")) == f"12,5{NBSP}%"
    assert [listing(w) for w in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "", "A", "A und B", "A, B und C",
    ]  # fmt: skip


def test_articles_follow_gender_and_case():
    assert with_article("neuter", "Bezirksamts Mitte", "genitive") == "des Bezirksamts Mitte"
    assert with_article("masculine", "Bezirk Mitte", "accusative") == "den Bezirk Mitte"
    assert with_article("none", "Gesundheit e. V.", "dative") == "Gesundheit e. V."


@pytest.mark.parametrize("key", sorted(ROLES))
def test_each_role_has_each_style_and_number(key):
    for number_ in ("singular", "plural", "dative-plural"):
        assert ":in" in role(key, "colon", number_)
        assert "*in" in role(key, "asterisk", number_)
        assert not set(styles_in(role(key, "neutral", number_))) - {"pair"}
        words = role(key, "pair", number_).split()
        assert words[1] == ("oder" if number_ == "singular" else "und")


def test_gender_styles_are_recognised_in_a_text():
    assert set(styles_in("Die Leser:innen und Autor*innen")) == {"colon", "asterisk"}
    assert set(styles_in("MitarbeiterInnen, Schüler/-innen, Lehrer_innen")) == {
        "capital", "slash", "underscore",
    }  # fmt: skip
    assert styles_in("Fachkräfte in Berlin, Bezirk: in Pankow") == {}


def test_lines_do_not_end_inside_of_a_citation():
    text = (
        "nach § 4 Abs. 2 Satz 1 Buchst. a i. V. m. Art. 26, z. B. am 3. Juli 2023, 5 % von 7 Euro"
    )
    assert no_break(text) == (
        f"nach §{NBSP}4 Abs.{NBSP}2 Satz{NBSP}1 Buchst.{NBSP}a i.{NBSP}V.{NBSP}m. Art.{NBSP}26, "
        f"z.{NBSP}B. am 3.{NBSP}Juli 2023, 5{NBSP}% von 7{NBSP}Euro"
    )
    assert no_break("ein Satz ohne alles") == "ein Satz ohne alles"
