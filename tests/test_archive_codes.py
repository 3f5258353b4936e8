"""Page codes: what they carry, how they are drawn, and that nothing else changes."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as some

from contracts.archive.codes import PageCode, code_of, read_payload, text_code
from contracts.archive.stamp import stamp
from contracts.errors import WriterError
from contracts.writers.pdf import write_pdf
from tests import archives
from tests.tools import verapdf
from tests.tools.needs import need

SLUGS = some.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,2}", fullmatch=True)
CODES = some.builds(
    PageCode,
    agreement=some.builds("{}/{}".format, SLUGS, SLUGS),
    release=some.from_regex(r"[A-Z0-9]{4}-[A-Z0-9]{4}", fullmatch=True),
    text=some.from_regex(r"[A-Z2-7]{12}", fullmatch=True),
).flatmap(
    lambda code: some.integers(1, 999).flatmap(
        lambda pages: some.integers(1, pages).map(lambda page: code.at(page, pages))
    )
)


@given(CODES)
def test_a_payload_reads_back_as_the_page_it_was_made_for(code: PageCode) -> None:
    assert read_payload(code.payload) == code
    assert set(code.payload) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@given(CODES, some.data())
def test_a_payload_with_one_other_character_is_not_read(
    code: PageCode, data: some.DataObject
) -> None:
    payload = code.payload
    place = data.draw(some.integers(0, len(payload) - 1))
    other = data.draw(
        some.sampled_from("ABCXYZ0123456789-/:").filter(lambda c: c != payload[place])
    )
    assert read_payload(payload[:place] + other + payload[place + 1 :]) is None


@pytest.mark.parametrize("payload", ["", "VW1", "https://example.org", "VW1:A/B:C:0/0:D:E"])
def test_foreign_codes_are_not_read(payload: str) -> None:
    assert read_payload(payload) is None


def test_another_word_gives_another_text_code() -> None:
    document = archives.contract()
    assert text_code(document) != text_code(replace(document, title="Kooperationsvereinbarung"))
    assert text_code(document) == text_code(replace(document, draft_code="XX99-0000"))


def test_each_page_says_which_it_is_in_both_symbologies() -> None:
    release = archives.release()
    for number, image in enumerate(archives.pictures(release.pdf, 150), start=1):
        found = zxingcpp.read_barcodes(image)
        wanted = release.code.at(number, release.pages)
        assert {code.format.name for code in found} == {"QRCode", "DataMatrix"}
        assert {read_payload(code.text) for code in found} == {wanted}


def test_stamping_changes_no_word_no_tag_no_field_and_no_attachment() -> None:
    document = archives.contract()
    plain = write_pdf(document, archives.TEMPLATE)
    stamped = stamp(plain, code_of(document))
    assert words(stamped) == words(plain)
    with pikepdf.open(io.BytesIO(plain)) as one, pikepdf.open(io.BytesIO(stamped)) as other:
        assert len(one.pages) == len(other.pages)
        assert structure(one) == structure(other)
        names = [str(field.T) for field in one.Root.AcroForm.Fields]
        assert [str(field.T) for field in other.Root.AcroForm.Fields] == names
        assert sorted(one.attachments) == sorted(other.attachments)
        assert one.Root.Metadata.read_bytes() == other.Root.Metadata.read_bytes()


def words(pdf: bytes) -> str:
    command = [need("pdftotext"), "-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def structure(pdf: pikepdf.Pdf) -> list[str]:
    found = []

    def walk(node: pikepdf.Object, depth: int) -> None:
        found.append(f"{depth} {node.get('/S', '')}")
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                walk(kid, depth + 1)

    walk(pdf.Root.StructTreeRoot, 0)
    return found


def test_the_same_pdf_and_code_give_the_same_bytes() -> None:
    document = archives.contract()
    plain = write_pdf(document, archives.TEMPLATE)
    assert stamp(plain, code_of(document)) == stamp(plain, code_of(document))


@pytest.mark.slow
def test_a_stamped_release_is_still_archivable_and_accessible(tmp_path) -> None:
    if verapdf.missing():
        pytest.skip(verapdf.missing())
    file = tmp_path / "release.pdf"
    file.write_bytes(archives.release().pdf)
    verdicts = verapdf.validate([file])
    assert [(v.profile, v.verdict, v.broken) for v in verdicts] == [
        ("3a", "PASS", {}),
        ("ua1", "PASS", {}),
    ]


def test_a_page_without_room_at_its_foot_is_refused() -> None:
    plain = write_pdf(archives.contract(), archives.TEMPLATE)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        pdf.pages[1].contents_add(pdf.make_stream(b"\n0 0 0 rg 0 780 900 50 re f"))
        written = io.BytesIO()
        pdf.save(written)
    with pytest.raises(WriterError) as caught:
        stamp(written.getvalue(), archives.release().code)
    assert caught.value.findings[0].code == "K-1101"
    assert "page 2" in caught.value.findings[0].message


def test_the_codes_move_aside_where_the_middle_is_taken() -> None:
    plain = write_pdf(archives.contract(), archives.TEMPLATE)
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        mark = b"\n0 0 0 rg 215 790 10 30 re f"
        pdf.pages[0].contents_add(pdf.make_stream(mark))
        written = io.BytesIO()
        pdf.save(written)
    code = archives.release().code
    stamped = stamp(written.getvalue(), code)
    image = pypdfium2.PdfDocument(stamped)[0].render(scale=3, grayscale=True).to_pil()
    found = zxingcpp.read_barcodes(image)
    assert {read_payload(one.text) for one in found} == {code.at(1, archives.release().pages)}
    usual = zxingcpp.read_barcodes(archives.pictures(archives.release().pdf, 216)[0])
    left = [min(one.position.top_left.x for one in some) for some in (found, usual)]
    assert left[0] != left[1]
