"""Files inside a PDF: what was put in comes out; a made-up PDF does no harm."""

from __future__ import annotations

import contextlib
import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts import canonical
from contracts.errors import SourceError
from contracts.writers import pdf
from contracts.writers.pdf import Attachment
from tests.samples import doc

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
FILES = (
    Attachment("agreement.json", b'{"a":1}\n', "application/json", "Source", "Die Angaben"),
    Attachment("document.json", canonical.to_json(doc), "application/json", "Source", "Dokument"),
    Attachment(
        "pankow-2023.docx", b"PK\x03\x04 no real one", "application/zip", "Alternative", "W"
    ),
    Attachment("record.json", b"{}\n", "application/json", "Supplement", "Nachweis – §"),
)


@pytest.fixture(scope="module")
def good() -> bytes:
    return pdf.write_pdf(doc, TEMPLATE, FILES[::-1])


def changed(data: bytes, change) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as found:
        change(found)
        out = io.BytesIO()
        found.save(out)
    return out.getvalue()


def names(found: pikepdf.Pdf):
    return found.Root.Names.EmbeddedFiles


def test_what_was_put_in_comes_out_sorted_by_name(good):
    assert pdf.extract(good) == FILES
    assert canonical.from_json(pdf.extract(good)[1].data) == doc


def test_attachments_change_no_page_and_are_repeatable(good):
    assert pdf.write_pdf(doc, TEMPLATE, FILES) == good
    assert pdf.extract(pdf.write(doc, TEMPLATE)) == ()


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a\\b", "a\x00b", "..", "C:x", "a\u202eb", "", "x" * 300]
)
def test_a_name_like_a_path_is_refused(good, name):
    bad = changed(good, lambda p: names(p).Names[1].__setitem__("/UF", pikepdf.String(name)))
    with pytest.raises(SourceError):
        pdf.extract(bad)


def test_a_bomb_is_refused_before_it_goes_off(good):
    def plant(found: pikepdf.Pdf) -> None:
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(300)) + packer.flush()
        stream = names(found).Names[1].EF.F
        stream.write(packed, filter=pikepdf.Name.FlateDecode)

    bad = changed(good, plant)
    assert len(bad) < 2_000_000
    with pytest.raises(SourceError, match="MB"):
        pdf.extract(bad)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: names(p).__setitem__("/Kids", pikepdf.Array([names(p)])),
        lambda p: names(p).__setitem__("/Names", pikepdf.Array(list(names(p).Names) * 30)),
        lambda p: names(p).Names.__setitem__(3, names(p).Names[1]),
        lambda p: names(p).Names[1].__delitem__("/AFRelationship"),
        lambda p: names(p).Names[1].__delitem__("/EF"),
        lambda p: names(p).Names[1].EF.__setitem__("/F", pikepdf.Dictionary()),
        lambda p: names(p).Names.__setitem__(1, 7),
        lambda p: p.Root.__setitem__("/Names", 7),
        lambda p: names(p).Names[1].EF.F.write(b"x", filter=pikepdf.Name.DCTDecode),
        lambda p: names(p).Names[1].EF.F.write(b"no zip", filter=pikepdf.Name.FlateDecode),
    ],
)
def test_what_is_not_built_as_we_build_it_is_refused(good, change):
    with pytest.raises(SourceError):
        pdf.extract(changed(good, change))


def test_an_encrypted_file_is_refused(good):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as found:
        found.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    with pytest.raises(SourceError, match="protected by a password"):
        pdf.extract(out.getvalue())


@settings(max_examples=150)
@given(data=st.data())
def test_a_mutilated_file_is_read_or_refused_but_never_crashes(good, data):
    start = data.draw(st.integers(0, len(good) - 1))
    end = data.draw(st.integers(start, min(len(good), start + 400)))
    middle = data.draw(st.binary(max_size=40))
    with contextlib.suppress(SourceError):
        pdf.extract(good[:start] + middle + good[end:])
