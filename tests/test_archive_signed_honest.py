"""Honest ways of signing are accepted, and what makes them incomplete is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contracts.archive.jail import Jail
from contracts.archive.signed.verdict import Verdict, from_data
from tests import pki
from tests.signing_ways import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail() as found:
        yield found


def judged(jail: Jail, release: bytes, copy: bytes, *, accepted: tuple[str, ...] = ()) -> Verdict:
    about = {"moment": pki.WHEN.isoformat(), "accepted": list(accepted)}
    return from_data(jail.ask("judge", [copy, release, pki.root().pem], **about).header)


@pytest.mark.parametrize("way", WAYS)
def test_every_honest_way_of_signing_is_accepted(jail, way, record_property) -> None:
    release, copy = WAYS[way]()
    assert copy.startswith(release)
    verdict = judged(jail, release, copy)
    assert (verdict.result, verdict.problems, verdict.doubts) == ("valid", (), ())
    record_property("seconds", jail.most_seconds)


def test_there_are_more_than_twenty_honest_ways() -> None:
    assert len(WAYS) >= 20
