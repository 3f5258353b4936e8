"""Signs of life of long runs: at least every two seconds, also while one file takes long."""

from __future__ import annotations

import time

import click
import pytest

from contracts.cli.archive_progress import signs_of_life
from contracts.cli.settings import Settings


@pytest.mark.parametrize("loud", [True, False])
def test_a_single_long_step_is_no_standstill(loud, capsys) -> None:
    with (
        click.Context(click.Command("x"), obj=Settings(quiet=not loud)),
        signs_of_life() as tell,
    ):
        tell("looking", 3, 12)
        time.sleep(4)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == (2 if loud else 0)
    assert all(line.startswith("3 of 12 files looked at, ") for line in lines)


def test_a_short_run_says_nothing(capsys) -> None:
    with click.Context(click.Command("x"), obj=Settings()), signs_of_life() as tell:
        tell("checking", 1, 2)
    assert capsys.readouterr().err == ""
