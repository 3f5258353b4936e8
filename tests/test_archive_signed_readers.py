"""What programs could read in different ways is refused, and so are signatures that cover nothing.

After the classes published as incremental saving attack, signature wrapping and universal
signature forgery; each file is written by hand, byte by byte.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

import pytest

from contracts.archive.jail import Jail
from contracts.archive.reasons import problems_text
from contracts.archive.signed.revisions import read_appended, table_of
from contracts.archive.signed.tokens import Reader, Unclear, read_object
from contracts.archive.signed.verdict import Verdict, from_data
from tests import pki
from tests.signing_ways import A, B, appended, field_in, first, second, signed_by_hand, with_a_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail() as found:
        yield found


def judged(jail: Jail, copy: bytes) -> Verdict:
    blobs = [copy, with_a_table(), pki.root().pem]
    return from_data(jail.ask("judge", blobs, moment=pki.WHEN.isoformat()).header)


@cache
def whole() -> bytes:
    return signed_by_hand(signed_by_hand(with_a_table(), first(), A), second(), B)


@cache
def half() -> bytes:
    return signed_by_hand(with_a_table(), first(), A)


def free() -> int:
    return field_in(whole(), A)[2] + 10


LOOK = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 4>>\nstream\nq Q \nendstream"


def tail(copy: bytes, old: bytes, new: bytes) -> bytes:
    """Change the last update, keeping where everything stands."""
    start = copy.rindex(b"%%EOF", 0, len(copy) - 8)
    assert old in copy[start:], old
    assert len(new) == len(old)
    return copy[:start] + copy[start:].replace(old, new, 1)


def nothing_but_a_table() -> bytes:
    """The table leads an old number to another old object; no object is written at all."""
    copy = whole()
    page = int(re.search(rb"(\d+) 0 obj\n<< /Annots", with_a_table())[1])
    other = with_a_table().index(b"\n1 0 obj") + 1
    previous = int(copy.rpartition(b"startxref")[2].split()[0])
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root 1 0 R/Prev %d>>\n"
    return copy + table % (page, other, free(), previous) + b"startxref\n%d\n%%%%EOF\n" % len(copy)


def freed() -> bytes:
    copy = appended(whole(), {free(): LOOK})
    return copy[:-1].replace(b"00000 n \ntrailer", b"00000 f \ntrailer") + b"\n"


def twice(order: int) -> bytes:
    copy = appended(whole(), {free(): LOOK})
    body = b"%d 0 obj\n%s\nendobj\n" % (free(), LOOK)
    at = copy.rindex(b"%d 0 obj" % free())
    moved = copy[:at] + body + copy[at:]
    table = moved.rindex(b"xref\n", 0, moved.rindex(b"startxref"))
    moved = moved[: moved.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % table
    return moved if order else moved.replace(b"%010d" % at, b"%010d" % (at + len(body)))


def unlisted() -> bytes:
    copy = appended(whole(), {free(): LOOK, free() + 1: LOOK})
    return re.sub(rb"%d 1\n\d{10} 00000 n \n" % (free() + 1), b"", copy)


def between_objects(words: bytes) -> bytes:
    grown = appended(whole(), {free(): words + LOOK})
    at = grown.rindex(words)
    number = b"%d 0 obj\n" % free()
    swapped = grown.replace(number + words, words + number)
    return swapped.replace(b"%010d 00000" % (at - len(number)), b"%010d 00000" % at)


def past_a_signature() -> bytes:
    """The newest table leads past the one of the second signature."""
    copy = appended(whole(), {})
    previous = int(whole().rpartition(b"startxref")[2].split()[0])
    earlier = int(half().rpartition(b"startxref")[2].split()[0])
    return tail(copy, b"/Prev %d" % previous, b"/Prev %d" % earlier)


def other_root() -> bytes:
    catalog = re.search(rb"/Root (\d+) 0 R", with_a_table())[1]
    body = re.search(rb"\n%s 0 obj\n(.*?)\nendobj" % catalog, with_a_table(), re.DOTALL)[1]
    return appended(whole(), {free(): body}, root=b"%d 0 R" % free())


def second_generation() -> bytes:
    grown = appended(whole(), {free(): LOOK})
    return grown.replace(b"%d 0 obj" % free(), b"%d 1 obj" % free()).replace(
        b"00000 n \ntrailer", b"00001 n \ntrailer"
    )


def key_twice() -> bytes:
    number, widget, _ = field_in(with_a_table(), B)
    body = widget.rstrip()[:-2] + b"/Rect[0 0 595 842]>>"
    return signed_by_hand(appended(half(), {number: body}), second(), B)


def table_over_a_page() -> bytes:
    """A table of the newer kind is itself an object, here of the number of what a page draws."""
    number = int(re.search(rb"/Contents \[? ?(\d+) 0 R", with_a_table())[1])
    copy = whole()
    previous = int(copy.rpartition(b"startxref")[2].split()[0])
    row = zlib.compress(b"\x01" + len(copy).to_bytes(4) + b"\0")
    body = b"<</Type/XRef/W[1 4 1]/Index[%d 1]/Size %d/Root 1 0 R/Prev %d/Filter/FlateDecode"
    body = body % (number, free(), previous) + b"/Length %d>>\nstream\n%s\nendstream" % (
        len(row),
        row,
    )
    return copy + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, body, len(copy))


def wrong_length() -> bytes:
    return appended(whole(), {free(): LOOK.replace(b"/Length 4", b"/Length 3")})


DOUBTFUL: dict[str, Callable[[], bytes]] = {
    "only a table": nothing_but_a_table,
    "freed": freed,
    "twice, the first listed": lambda: twice(1),
    "twice, the second listed": lambda: twice(0),
    "unlisted": unlisted,
    "words between": lambda: between_objects(b"hallo\n"),
    "comment between": lambda: between_objects(b"% 7 0 obj\n"),
    "past a signature": past_a_signature,
    "another root": other_root,
    "second generation": second_generation,
    "an entry twice": key_twice,
    "table over a page": table_over_a_page,
    "wrong length": wrong_length,
    "two tables": lambda: appended(whole(), {free(): LOOK}, trailer=b"/XRefStm 15"),
    "encrypted": lambda: appended(whole(), {free(): b"<</Filter/Standard>>"},
                                  trailer=b"/Encrypt %d 0 R" % free()),
    "no end": lambda: appended(whole(), {free(): LOOK})[:-6],
    "end twice": lambda: whole() + b"%%EOF\n",
    "table behind the end": lambda: whole() + b"startxref\n9\n",
    "much behind the end": lambda: whole() + b"#" * 2000,
    "object behind the end": lambda: whole() + b"9000 0 obj\n<<>>\nendobj\n",
    "lying about": lambda: appended(whole(), {free(): LOOK}),
    "through many references": lambda: signed_by_hand(half(), second(), B, {
        free(): b"%d 0 R" % (free() + 1), free() + 1: b"<<>>"}, b"/MK %d 0 R" % free()),
    "in circles": lambda: signed_by_hand(half(), second(), B, {
        free(): b"[%d 0 R]" % free()}, b"/AP<</N %d 0 R>>" % free()),
}  # fmt: skip


@pytest.mark.parametrize("way", DOUBTFUL)
def test_what_could_be_read_in_two_ways_is_refused(jail, way) -> None:
    assert judged(jail, whole()).result == "valid"
    copy = DOUBTFUL[way]()
    assert copy not in (whole(), half())
    verdict = judged(jail, copy)
    assert verdict.result == "refused"
    assert not verdict.problems[0].startswith("unreadable"), verdict.problems
    assert problems_text(verdict.problems)


SPANS = (b"null", b"[]", b"[0 0 0 0]", b"[0 1 2]", b"[-1 9 9 9]", b"[0 9 9 -9]", b"[0 1 2 3 4]",
         b"[0 9999999999 1 1]", b"[0 1.5 2 3]", b"(0 1 2 3)", b"[0 5 6 99999999999]")  # fmt: skip
HOLES = (b"null", b"<>", b"<00>", b"<0000000000>", b"()", b"(x)", b"9 0 R", b"<zz>")


@pytest.mark.parametrize("span", SPANS)
def test_a_signature_that_says_nothing_of_what_it_covers_is_refused(jail, span) -> None:
    forged = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange %s"
    refused_with(jail, forged % span + b"/Contents<3003020101>>>")


@pytest.mark.parametrize("hole", HOLES)
def test_a_signature_without_contents_is_refused(jail, hole) -> None:
    forged = b"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 5 9 9]/Contents %s>>" % hole
    refused_with(jail, forged)


def test_a_signature_without_either_is_refused(jail) -> None:
    refused_with(jail, b"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 5 9 9]>>")
    refused_with(jail, b"<</Type/Sig/Contents<3003020101>/Name(ByteRange /ByteRange)>>")


def refused_with(jail: Jail, signature: bytes) -> None:
    number, widget, _ = field_in(with_a_table(), B)
    body = widget.rstrip()[:-2] + b"/V %d 0 R>>" % free()
    verdict = judged(jail, appended(half(), {number: body, free(): signature}))
    assert verdict.result == "refused"
    assert not verdict.problems[0].startswith("unreadable"), verdict.problems


def test_a_hole_that_is_wider_than_its_signature_is_refused(jail) -> None:
    copy = whole()
    found = list(re.finditer(rb"/ByteRange\[0 (\d+) (\d+) (\d+)\]", copy))[-1]
    start, end, rest = (int(n) for n in found.groups())
    for moved in ((start - 4, end, rest), (start, end + 6, rest - 6), (start, end, rest - 6)):
        span = b"/ByteRange[0 %010d %010d %010d]" % moved
        wider = copy[: found.start()] + span + copy[found.end() :]
        assert judged(jail, wider).result == "refused"


def test_a_signature_of_another_place_in_the_file_is_refused(jail) -> None:
    """Wrapping: the second field borrows the range and the contents of the first."""
    first_one = re.search(rb"/ByteRange\[[^\]]+\]/Contents<[0-9a-f]+>", half())
    refused_with(jail, b"<</Type/Sig/Filter/Adobe.PPKLite%s>>" % first_one[0])
    number, widget, _ = field_in(with_a_table(), B)
    old = re.search(rb"/V (\d+ 0 R)", half()[len(with_a_table()) :])[1]
    body = widget.rstrip()[:-2] + b"/V %s>>" % old
    assert judged(jail, appended(half(), {number: body})).result == "refused"


@pytest.mark.parametrize(
    "text",
    [b"1 0 obj\n<</A 1/A 2>>\nendobj", b"1 0 obj\n<</A 1 /#41 2>>\nendobj",
     b"1 0 obj\n--5\nendobj", b"1 0 obj\n1.2.3\nendobj", b"1 0 obj\n(a\nendobj",
     b"1 0 obj\n<abc>\nendobj", b"1 0 obj\n% x\n5\nendobj", b"1 1 obj\n5\nendobj",
     b"1 0 obj\n[2 1 R]\nendobj", b"1 0 obj\n/A#zz\nendobj", b"1 0 obj\n5 6\nendobj",
     b"1 0 obj\n" + b"[" * 60 + b"]" * 60 + b"\nendobj",
     b"1 0 obj\n<</Length 9>>\nstream\nx\nendstream\nendobj", b"1 0 obj\n(\\q)\nendobj",
     b"1 0 obj\n<</A>>\nendobj", b"1 0 obj\nTrue\nendobj"],
)  # fmt: skip
def test_objects_that_are_not_to_the_letter_are_none(text) -> None:
    with pytest.raises(Unclear):
        read_object(text, 0)


def test_objects_are_read_as_others_read_them() -> None:
    value = Reader(rb"<</A(a\(b\)\101\r(c))/B<4142>/C[1 -2.5 true null 3 0 R]/D#20E/F>>").value()
    assert value["/A"] == b"a(b)A\r(c)"
    assert value["/B"] == b"AB"
    assert [str(one) for one in value["/C"][:3]] == ["1", "-2.5", "true"]
    assert value["/C"][4].number == 3
    assert value["/D E"] == "/F"


def test_every_byte_behind_a_release_belongs_to_an_update() -> None:
    found = read_appended(whole(), len(with_a_table()), table_of(with_a_table()), {})
    assert [len(update.objects) for update in found.updates] == [2, 2]
    assert (found.updates[-1].after, found.junk) == (len(whole()), 0)
