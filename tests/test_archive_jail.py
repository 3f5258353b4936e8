"""Hostile files: no crash, nothing written, little time and memory, a clear message each."""

# ruff: noqa: S311 - chance that can be repeated is what these tests need
from __future__ import annotations

import io
import os
import time
import zlib
from random import Random
from typing import TYPE_CHECKING

import pikepdf
import pytest

from contracts.archive.arrived import Incoming
from contracts.archive.jail import Jail, JailError, frames
from contracts.archive.jail.items import Items
from contracts.archive.jail.limits import MEMORY, SECONDS
from tests import archives, long

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail() as found:
        found.ask("scan", [archives.scan(archives.pictures(archives.release().pdf)[:1])])
        yield found


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF of raw objects, numbered from 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"


def page(box: bytes = b"0 0 595 842", more: bytes = b"") -> bytes:
    body = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>%s>>"
    return body % (box, more)


def one_picture(image: bytes, **more: bytes) -> bytes:
    return pdf(CATALOG, PAGES, page(**more), stream(b"595 0 0 842 0 0 cm /I Do"), image)


def flate(data: bytes, times: int = 1) -> tuple[bytes, bytes]:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data, b"/Filter[%s]" % (b"/FlateDecode" * times)


def bomb_in_contents(chance: Random) -> bytes:
    data, entries = flate(b"q Q " * chance.randrange(40_000_000, 60_000_000), 2)
    image = stream(
        b"\0",
        b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
    )
    return pdf(CATALOG, PAGES, page(), stream(data, entries), image)


def bomb_in_a_picture(chance: Random) -> bytes:
    side = chance.randrange(20_000, 60_000)
    data, entries = flate(bytes(100_000_000), 2)
    entries += b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (side, side)
    return one_picture(stream(data, entries + b"/BitsPerComponent 8/ColorSpace/DeviceRGB"))


def huge_picture_without_data(chance: Random) -> bytes:
    side = chance.randrange(30_000, 2**31 - 1)
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (side, side)
    return one_picture(stream(b"x", entries + b"/BitsPerComponent 8/ColorSpace/DeviceGray"))


def loop_in_the_page_tree(chance: Random) -> bytes:
    kids = b" ".join(b"%d 0 R" % chance.randrange(2, 4) for _ in range(chance.randrange(1, 9)))
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (chance.randrange(1, 10**6), kids)
    return pdf(CATALOG, tree, b"<</Type/Pages/Parent 2 0 R/Count 9/Kids[2 0 R 3 0 R]>>")


def forms_within_forms(chance: Random) -> bytes:
    """Each form draws the next one many times: exponential work in a few bytes."""
    count = chance.randrange(20, 40)
    objects = [CATALOG, PAGES, page(), stream(b"/I Do")]
    for number in range(5, 5 + count):
        resources = b"/Resources<</XObject<</I %d 0 R>>>>" % (number + 1)
        form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources
        objects.append(stream(b"/I Do " * 30, form))
    image = b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    return pdf(*objects, stream(b"\0", image))


def form_in_itself(chance: Random) -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 5 0 R>>>>"
    return one_picture(stream(b"/I Do " * chance.randrange(1, 50), form))


def huge_page(chance: Random) -> bytes:
    image = b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    side = chance.randrange(10_000, 10**9)
    return one_picture(stream(b"\0", image), box=b"0 0 %d %d" % (side, side))


def many_pages(chance: Random) -> bytes:
    count = chance.randrange(501, 5000)
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count)
    return pdf(CATALOG, tree, page(), stream(b""))


def script(chance: Random) -> bytes:
    action = chance.choice(
        (b"<</S/JavaScript/JS(app.alert\\(1\\))>>", b"<</S/Launch/F(calc.exe)>>",
         b"<</S/URI/URI(http://127.0.0.1:9/)>>", b"<</S/SubmitForm/F(http://127.0.0.1:9/)>>")
    )  # fmt: skip
    names = b"/Names<</JavaScript<</Names[(a) 3 0 R]>>>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/OpenAction 3 0 R%s>>" % names
    return pdf(
        catalog,
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        action,
        page().replace(b"4 0 R", b"5 0 R", 1),
        stream(b""),
    )


def encrypted(chance: Random) -> bytes:
    plain = pikepdf.new()
    plain.add_blank_page()
    written = io.BytesIO()
    plain.save(written, encryption=pikepdf.Encryption(user=f"{chance.random()}", owner="x"))
    return written.getvalue()


def deep_nesting(chance: Random) -> bytes:
    depth = chance.randrange(5_000, 100_000)
    return pdf(CATALOG, PAGES, page(), b"[" * depth + b"]" * depth)


def not_a_pdf(chance: Random) -> bytes:
    return chance.choice((b"", b"PK\x03\x04", b"<html>", b"%PDF-", b"%!PS")) + chance.randbytes(
        chance.randrange(300)
    )


def mutated(chance: Random) -> bytes:
    data = bytearray(archives.signed("B-B"))
    for _ in range(chance.randrange(1, 200)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def signed_bomb(chance: Random) -> bytes:
    """Our own bytes, and behind them an object stream that unpacks to gigabytes."""
    sent = archives.release().pdf
    data, entries = flate(b" " * chance.randrange(500_000_000, 600_000_000), 2)
    body = stream(data, entries + b"/Type/ObjStm/N 1/First 4")
    start = len(sent)
    index = start + len(body) + 20
    add = b"9000 0 obj\n" + body + b"\nendobj\n"
    index = start + len(add)
    xref = b"xref\n9000 1\n%010d 00000 n \ntrailer\n<</Size 9001/Root 9000 0 R/Prev %d/ByteRange[0 1 2 3]>>\n"
    previous = int(sent.rpartition(b"startxref")[2].split()[0])
    return sent + add + xref % (start, previous) + b"startxref\n%d\n%%%%EOF\n" % index


KINDS: tuple[Callable[[Random], bytes], ...] = (
    bomb_in_contents, bomb_in_a_picture, huge_picture_without_data, loop_in_the_page_tree,
    forms_within_forms, form_in_itself, huge_page, many_pages, script, encrypted, deep_nesting,
    not_a_pdf, mutated, signed_bomb,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_hostile_files_get_a_clear_message_and_nothing_else(
    kind, jail, tmp_path, monkeypatch, record_property
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = archives.desk(jail)
    seconds, memory = [], []
    for number in range(-(-long.count(100) // len(KINDS))):  # rounded up
        data = kind(Random(number))
        jail.most_memory, jail.most_seconds = 0, 0
        examined = desk.examine([Incoming("brief.pdf", data)])
        assert jail.most_seconds <= SECONDS + 0.2
        assert jail.most_memory <= MEMORY
        seconds.append(round(jail.most_seconds, 2))
        memory.append(jail.most_memory // 1_000_000)
        assert examined.copies == ()
        assert examined.findings
        for finding in examined.findings:
            assert "brief.pdf" in finding.message
            assert finding.hint
            assert "Traceback" not in finding.message
    assert list(tmp_path.iterdir()) == []
    record_property("most", {"files": len(seconds), "s": max(seconds), "MB": max(memory)})


def test_after_every_hostile_file_the_next_good_one_is_read(jail) -> None:
    good = archives.signed("B-B")
    for kind in (forms_within_forms, bomb_in_a_picture, not_a_pdf):
        archives.desk(jail).examine([Incoming("a.pdf", kind(Random(5)))])
        assert len(archives.desk(jail).examine([Incoming("b.pdf", good)]).copies) == 1


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/tmp/escaped', 'w')",
        "__import__('os').open('/tmp/escaped', 65)",
        "__import__('socket').create_connection(('127.0.0.1', 9))",
        "__import__('socket').getaddrinfo('example.org', 80)",
        "__import__('subprocess').run(['true'])",
        "__import__('os').system('true')",
        "__import__('os').remove('/etc/hostname')",
        "__import__('os').fork()",
    ],
)
def test_a_child_has_given_up_its_rights(attempt: str) -> None:
    code = (
        "from contracts.archive.jail.limits import give_up_rights\n"
        "give_up_rights()\n"
        f"try:\n    {attempt}\nexcept PermissionError:\n    print('refused')\n"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n", done.stderr


def test_memory_and_time_are_limited_from_outside() -> None:
    with Jail() as own, pytest.raises(JailError) as caught:
        own.ask("judge", [b"", b""], moment="no time")
    assert caught.value.error == "unreadable"


def test_what_is_no_message_is_refused() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"\xff" * 64)
    os.close(writing)
    with pytest.raises(frames.FrameError):
        frames.receive(reading)
    os.close(reading)


def test_the_children_see_no_secret_of_the_caller(monkeypatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "geheim")
    with Jail() as own:
        own.ask("scan", [archives.scan(archives.pictures(archives.release().pdf)[:1])])
        assert own._server is not None
        environment = (  # what the process really has
            open(f"/proc/{own._server.pid}/environ", "rb").read()  # noqa: SIM115, PTH123
        )
    assert b"geheim" not in environment


def test_a_child_that_does_not_answer_in_time_is_given_up(monkeypatch) -> None:
    from contracts.archive.jail import server

    monkeypatch.setattr(server, "SECONDS", 0.2)
    reading, writing = os.pipe()
    start = time.monotonic()
    monkeypatch.setattr(server, "_worked", lambda _child: time.monotonic() - start)
    answer = server._wait(reading, 0)
    assert answer is not None
    assert answer.header == {"error": "time"}
    assert 0.1 < time.monotonic() - start < 2
    frames.send(writing, {"count": 2, "name": "pages"})
    for number in range(2):
        frames.send(writing, {"item": {"number": number}})  # each page has the time for itself
    frames.send(writing, {})
    worked = iter((0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.4))  # too long, were it not for those pages
    monkeypatch.setattr(server, "_worked", lambda _child: next(worked))
    known = Items()
    found = server._wait(reading, 0, known)
    assert found is not None
    assert known.header(found) == {"pages": [{"number": 0}, {"number": 1}]}
    os.close(writing)
    monkeypatch.setattr(server, "_worked", lambda _child: 0)
    assert server._wait(reading, 0) is None
    os.close(reading)
