"""Files that show or do something else than what was sent: none of them is accepted."""

# ruff: noqa: S311 - chance that can be repeated is what these tests need
from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from contracts.archive.jail import Jail
from contracts.archive.reasons import problems_text
from contracts.archive.signed.verdict import Verdict, from_data
from tests import archives, long, pki, shadows
from tests.signing_ways import A, B, first, second, signed_by, writer_of, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail() as found:
        yield found


def judged(
    jail: Jail, copy: bytes, release: bytes = b"", accepted: tuple[str, ...] = ()
) -> Verdict:
    about = {"moment": pki.WHEN.isoformat(), "accepted": list(accepted)}
    sent = release or archives.release().pdf
    return from_data(jail.ask("judge", [copy, sent, pki.root().pem], **about).header)


# The library's signing undoes these itself.
UNDONE = {"look: form wants new ones", "form: no more flags"}


@cache
def half() -> bytes:
    return pki.sign(archives.release().pdf, first(), field=A)


def changed(pdf: bytes, way: str, chance: Random) -> bytes:
    writer = writer_of(pdf)
    shadows.WAYS[way](writer, chance)
    return written(writer)


def before(way: str, chance: Random) -> bytes:
    return pki.sign(pki.sign(changed(archives.release().pdf, way, chance), first(), field=A),
                    second(), field=B)  # fmt: skip


def between(way: str, chance: Random) -> bytes:
    return pki.sign(changed(half(), way, chance), second(), field=B)


def within(way: str, chance: Random) -> bytes:
    """In the very update that a signature covers."""
    if way in UNDONE:
        return between(way, chance)
    writer = writer_of(half())
    shadows.WAYS[way](writer, chance)
    return signed_by(writer, second(), B)


def after(way: str, chance: Random) -> bytes:
    return changed(archives.signed("B-B"), way, chance)


def stamped(way: str, chance: Random) -> bytes:
    return changed(archives.signed("B-LTA"), way, chance)


MOMENTS: tuple[Callable[[str, Random], bytes], ...] = (before, between, within, after, stamped)


def test_no_shadow_file_is_accepted(jail, record_property) -> None:
    kinds, reasons = Counter[str](), Counter[str]()
    pairs = [(way, moment) for way in shadows.WAYS for moment in MOMENTS]
    Random(7).shuffle(pairs)
    for number in range(long.count(1000)):
        way, moment = pairs[number % len(pairs)]
        copy = made(way, moment, Random(number))
        assert copy.startswith(archives.release().pdf)
        verdict = judged(jail, copy)
        assert verdict.result == "refused", (way, moment.__name__, number)
        assert not verdict.problems[0].startswith("unreadable"), (way, verdict.problems)
        assert problems_text(verdict.problems)
        kinds[way.partition(":")[0]] += 1
        reasons[verdict.problems[0].partition(":")[0]] += 1
    record_property("kinds", dict(kinds))
    record_property("reasons", dict(reasons))
    assert len(kinds) >= 8


def made(way: str, moment: Callable[[str, Random], bytes], chance: Random) -> bytes:
    """Return the file; where the signing program itself stumbles, the change comes after it."""
    try:
        return moment(way, chance)
    except Exception:  # noqa: BLE001 - of a library that refuses to sign such a file
        return after(way, chance)
