"""The Word benchmark compares programs that write the same words."""

from __future__ import annotations

import pytest

from tests.benchmarks import word


@pytest.mark.slow
def test_all_programs_write_the_same_words(monkeypatch, capsys):
    monkeypatch.setattr(word, "ROUNDS", 1)
    monkeypatch.setattr(word, "WARM", 1)
    word.main()
    assert capsys.readouterr().out.count("\n") == 7


@pytest.mark.slow
def test_a_difference_in_words_stops_the_benchmark(monkeypatch):
    monkeypatch.setattr(word, "ROUNDS", 1)
    monkeypatch.setattr(word, "WARM", 0)
    data = word.values
    monkeypatch.setattr(word, "values", lambda document: {**data(document), "closing": "anders"})
    with pytest.raises(SystemExit, match="not say the same"):
        word.compare()
