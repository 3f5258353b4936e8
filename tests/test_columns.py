"""Column widths: words stay whole where there is room, and shares make a whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contracts.columns import ROOM, shares
from contracts.document import Cell, Table, Text


def table(*rows: list[str]) -> Table:
    cells = [tuple(Cell((Text(text),)) for text in row) for row in rows]
    return Table(cells[0], tuple(cells[1:]))


def test_a_narrow_column_keeps_its_word_beside_a_column_of_addresses():
    name, phone, mail = shares(
        table(
            ["Name", "Telefon", "E-Mail"],
            ["Musterfrau", "030 0000-1001", "koordination@" + "x" * 60 + ".example.org"],
        )
    )
    assert name * ROOM > 0.55 * len("Musterfrau")
    assert mail == max(name, phone, mail)


def test_a_heading_needs_room_for_bold_letters():
    year, _ = shares(table(["Zieljahr", "Text"], ["2029", "lang " * 80]))
    assert year * ROOM > 1.1 * 0.5 * len("Zieljahr")


@given(
    st.integers(min_value=1, max_value=8).flatmap(
        lambda n: st.lists(
            st.lists(st.text(max_size=60), min_size=n, max_size=n), min_size=1, max_size=5
        )
    )
)
def test_shares_are_positive_and_make_a_whole(rows):
    found = shares(table(*rows))
    assert abs(sum(found) - 1) < 1e-9
    assert min(found) > 0
