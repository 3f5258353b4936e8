"""Signed copies: what is accepted, what it is called, and that nothing altered gets through."""

# ruff: noqa: S311 - chance that can be repeated is what these tests need
from __future__ import annotations

import io
import re
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from contracts.archive.jail import Jail
from contracts.archive.signed.verdict import Verdict, from_data
from contracts.archive.words import (
    FORM_KEPT,
    FORM_OPEN,
    OPEN,
    REVOCATION_OPEN,
    form_of,
    kind_of_signature,
)
from tests import archives, long, pki

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVELS = ("B-B", "B-T", "B-LT", "B-LTA")


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail() as found:
        yield found


def judged(jail: Jail, copy: bytes, *, trust: bool = True, release: bytes = b"") -> Verdict:
    roots = [pki.root().pem] if trust else []
    sent = release or archives.release().pdf
    return from_data(jail.ask("judge", [copy, sent, *roots], moment=pki.WHEN.isoformat()).header)


@pytest.mark.parametrize("level", LEVELS)
def test_two_signatures_of_each_level_are_valid_and_their_level_is_stated(jail, level) -> None:
    copy = archives.signed(level)
    assert copy.startswith(archives.release().pdf)
    verdict = judged(jail, copy)
    assert (verdict.result, verdict.problems, verdict.doubts) == ("valid", (), ())
    assert [s.level for s in verdict.signers] == [level, level]
    assert [s.qualified for s in verdict.signers] == ["signature", "signature"]
    assert "R. Tietje" in verdict.signers[0].signer
    stamps = [s for s in verdict.signatures if s.kind == "timestamp"]
    assert len(stamps) == (2 if level == "B-LTA" else 0)


@pytest.mark.parametrize("level", LEVELS)
def test_without_a_trust_list_nothing_is_ever_valid(jail, level) -> None:
    verdict = judged(jail, archives.signed(level), trust=False)
    assert verdict.result == "undetermined"
    assert not verdict.written_form
    assert not any(s.trusted for s in verdict.signatures)


def test_bytes_that_no_signature_covers_are_stated(jail) -> None:
    whole, long_term = archives.signed("B-B"), archives.signed("B-LT")
    assert judged(jail, whole).unprotected == ()
    assert judged(jail, whole).integrity == "complete"
    verdict = judged(jail, long_term)
    ((first, end),) = verdict.unprotected
    assert end == len(long_term)
    assert b"/DSS" in long_term[first:end]
    assert b"/ByteRange" not in long_term[first:end]
    assert verdict.integrity == "partial"


@pytest.mark.parametrize("level", LEVELS)
def test_bytes_that_are_no_revision_are_never_called_material_for_later_checks(jail, level) -> None:
    copy = archives.signed(level)
    assert "bytes-behind" not in judged(jail, copy).doubts
    verdict = judged(jail, copy + b"not of the file")
    assert verdict.doubts == ("bytes-behind",)
    assert verdict.integrity == "partial"
    examined = archives.desk(jail).examine(archives.incoming(a=copy + b"not of the file"))
    more = [] if level in ("B-LT", "B-LTA") else ["K-1189"]
    assert [f.code for f in examined.findings] == ["K-1118", *more]
    assert "belong to no part of the file" in examined.findings[0].message


def test_one_signature_leaves_the_other_field_open(jail) -> None:
    verdict = judged(jail, pki.sign(archives.release().pdf, pki.signer()))
    assert verdict.result == "valid"
    assert verdict.fields == {"signature-1": True, "signature-2": False}
    assert not verdict.written_form


def test_only_qualified_signatures_in_all_fields_count_as_the_written_form(jail) -> None:
    sent = archives.release().pdf
    cases: dict[tuple[str, str], bool] = {
        ("esign", "esign"): True,
        ("esign", ""): False,
        ("", ""): False,
        ("eseal", "eseal"): False,
        ("esign", "eseal"): False,
    }
    for kinds, expected in cases.items():
        hands = [pki.signer(f"Hand {n}", qualified=kind) for n, kind in enumerate(kinds)]
        verdict = judged(jail, pki.sign_all(sent, hands, "B-LT"))
        assert (verdict.result, verdict.written_form) == ("valid", expected), kinds
        assert ("not-qualified" in verdict.open_points) != expected
        assert form_of(verdict).startswith(FORM_KEPT) == expected


def test_one_certificate_in_all_fields_is_one_side_and_never_the_written_form(jail) -> None:
    hand = pki.signer()
    signed = pki.sign_all(archives.release().pdf, [hand, hand], "B-LT")
    verdict = judged(jail, signed)
    assert (verdict.result, verdict.complete, verdict.written_form) == ("valid", True, False)
    assert verdict.open_points == ("one-hand",)
    assert form_of(verdict) == f"{FORM_OPEN} {OPEN['one-hand']}"
    findings = archives.desk(jail).examine(archives.incoming(signed=signed)).findings
    assert [f.code for f in findings] == ["K-1117", "K-1136"]


def test_the_written_form_needs_a_time_and_a_check_of_revocation_of_each_signer(jail) -> None:
    """Tightened: it was said of B-B and B-T too, with a sentence that it was not checked."""
    expected = {
        "B-B": ("no-time", "revocation-open"), "B-T": ("revocation-open",), "B-LT": (), "B-LTA": (),
    }  # fmt: skip
    for level, points in expected.items():
        verdict = judged(jail, archives.signed(level))
        text = form_of(verdict)
        assert verdict.open_points == points
        assert verdict.written_form == (not points)
        assert text == FORM_KEPT if not points else text.startswith(FORM_OPEN)
        assert (REVOCATION_OPEN in text) == ("revocation-open" in points)
        assert ("§ 126a" in text) == (not points)


def test_a_seal_and_an_advanced_signature_are_called_what_they_are(jail) -> None:
    sent = archives.release().pdf
    for qualified, word in (("eseal", "Siegel"), ("", "fortgeschrittene")):
        for trust in (True, False):
            hand = pki.signer(f"Stelle {qualified}", qualified=qualified)
            verdict = judged(jail, pki.sign(sent, hand), trust=trust)
            text = kind_of_signature(verdict.signatures[0])
            assert word in text
            assert "ersetzt keine Unterschrift" in text
            assert "Schriftform" not in text + form_of(verdict)
    untrusted = judged(jail, pki.sign(sent, pki.signer()), trust=False)
    assert "nicht geprüft" in kind_of_signature(untrusted.signatures[0])


def test_a_signer_of_another_authority_is_not_trusted(jail) -> None:
    stranger = pki.holder("Fremde Wurzel", ca=True)
    verdict = judged(jail, pki.sign(archives.release().pdf, stranger))
    assert verdict.result != "valid"


def test_the_release_itself_and_another_release_are_refused(jail) -> None:
    sent = archives.release().pdf
    assert judged(jail, sent).problems == ("not-signed",)
    other = archives.release("mitte/2023", "MI23-0001")
    copy = archives.signed("B-B")
    assert judged(jail, copy, release=other.pdf).problems == ("not-the-release",)


# ------------------------------------------------------------------------------ tampering


def test_nothing_tampered_is_accepted_as_intact(jail, record_property) -> None:
    chance = Random(20261123)
    originals = {level: archives.signed(level) for level in ("B-B", "B-T", "B-LTA")}
    clean = {level: judged(jail, copy) for level, copy in originals.items()}
    # behind the last time stamp of B-LTA stands what later checks need, and nothing protects it
    found = {level: (verdict.result, verdict.integrity) for level, verdict in clean.items()}
    assert found == {
        "B-B": ("valid", "complete"), "B-T": ("valid", "complete"), "B-LTA": ("valid", "partial"),
    }  # fmt: skip
    kinds: Counter[str] = Counter()
    for number in range(long.count(2000)):
        level = chance.choice(sorted(originals))
        original = originals[level]
        tamper = TAMPERS[number % len(TAMPERS)]
        copy = tamper(original, chance)
        assert copy != original, tamper.__name__
        verdict = judged(jail, copy, trust=number % 2 == 0)
        kinds[f"{tamper.__name__} {verdict.result}"] += 1
        # what no signature covers is named, and then the file is never called complete
        assert verdict.integrity != "complete", (tamper.__name__, level)
        if verdict.result != "refused":
            pairs = enumerate(zip(copy, original, strict=False))
            changed = next((n for n, (a, b) in pairs if a != b), min(len(copy), len(original)))
            named = any(a <= changed <= b for a, b in verdict.unprotected)
            assert named or set(verdict.doubts) - set(clean[level].doubts), (tamper.__name__, level)
    record_property("verdicts", dict(kinds))
    assert len({kind.split()[0] for kind in kinds}) == len(TAMPERS)


def flip_anywhere(copy: bytes, chance: Random) -> bytes:
    return flipped(copy, chance.randrange(len(copy)), chance)


def flip_behind_the_release(copy: bytes, chance: Random) -> bytes:
    return flipped(copy, chance.randrange(len(archives.release().pdf), len(copy)), chance)


def flip_in_a_signature(copy: bytes, chance: Random) -> bytes:
    hole = chance.choice(list(re.finditer(rb"/Contents <([0-9a-fA-F]+)>", copy)))
    return flipped(copy, chance.randrange(hole.start(1), hole.end(1)), chance)


def flip_in_a_byte_range(copy: bytes, chance: Random) -> bytes:
    found = chance.choice(list(re.finditer(rb"/ByteRange *\[([^\]]+)\]", copy)))
    return flipped(copy, chance.randrange(found.start(1), found.end(1)), chance)


def change_the_padding(copy: bytes, chance: Random) -> bytes:
    hole = chance.choice(list(re.finditer(rb"/Contents <([0-9a-fA-F]+)>", copy)))
    place = hole.end(1) - 1 - chance.randrange(200)
    return copy[:place] + b"7" + copy[place + 1 :]


def truncate(copy: bytes, chance: Random) -> bytes:
    return copy[: chance.randrange(1, len(copy))]


def append_bytes(copy: bytes, chance: Random) -> bytes:
    return copy + chance.randbytes(chance.randrange(1, 200))


def rewrite(copy: bytes, chance: Random) -> bytes:
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        written = io.BytesIO()
        pdf.save(written, linearize=chance.random() < 0.5)
    return written.getvalue()


def add_revision(copy: bytes, chance: Random) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(copy), strict=False)
    page = writer.root["/Pages"]["/Kids"][0]
    text = f"BT /F1 12 Tf 100 {chance.randrange(100, 700)} Td (1 EUR) Tj ET".encode()
    stream = writer.add_object(generic.StreamObject(stream_data=text))
    contents = page["/Contents"]
    page[generic.pdf_name("/Contents")] = generic.ArrayObject([*contents, stream])
    writer.update_container(page)
    return written_by(writer)


def swap_pages(copy: bytes, chance: Random) -> bytes:  # noqa: ARG001
    writer = IncrementalPdfFileWriter(io.BytesIO(copy), strict=False)
    pages = writer.root["/Pages"]
    kids = pages["/Kids"]
    order = [kids.raw_get(n) for n in range(len(kids))]
    pages[generic.pdf_name("/Kids")] = generic.ArrayObject([order[1], order[0], *order[2:]])
    writer.update_container(pages)
    return written_by(writer)


def add_attachment(copy: bytes, chance: Random) -> bytes:
    from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file

    writer = IncrementalPdfFileWriter(io.BytesIO(copy), strict=False)
    data = EmbeddedFileObject.from_file_data(writer, data=chance.randbytes(50))
    embed_file(writer, FileSpec("agreement.json", embedded_data=data))
    return written_by(writer)


def swap_an_attachment(copy: bytes, chance: Random) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(copy), strict=False)
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    file = names[1 + 2 * chance.randrange(len(names) // 2)]["/EF"]
    data = writer.add_object(generic.StreamObject(stream_data=chance.randbytes(50)))
    file[generic.pdf_name("/F")] = data
    writer.update_container(file)
    return written_by(writer)


def hide_behind_an_annotation(copy: bytes, chance: Random) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(copy), strict=False)
    page = writer.root["/Pages"]["/Kids"][chance.randrange(2)]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Square"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                map(generic.NumberObject, (9, 9, 500, 700))
            ),
            generic.pdf_name("/IC"): generic.ArrayObject(map(generic.NumberObject, (1, 1, 1))),
        }
    )
    reference = writer.add_object(note)
    old = list(page.get("/Annots", ()))
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([*old, reference])
    writer.update_container(page)
    return written_by(writer)


def change_before_signing(copy: bytes, chance: Random) -> bytes:  # noqa: ARG001
    """A revision between the release and the first signature, which then covers it."""
    return pki.sign(add_revision(archives.release().pdf, chance), pki.signer())


def other_release_in_front(copy: bytes, chance: Random) -> bytes:  # noqa: ARG001
    other = archives.release(title="Kooperationsvereinbarung").pdf
    return other + copy[len(archives.release().pdf) :]


TAMPERS = (
    flip_anywhere, flip_behind_the_release, flip_in_a_signature, flip_in_a_byte_range,
    change_the_padding, truncate, append_bytes, rewrite, add_revision, swap_pages, add_attachment,
    swap_an_attachment, hide_behind_an_annotation, change_before_signing, other_release_in_front,
)  # fmt: skip


def flipped(copy: bytes, place: int, chance: Random) -> bytes:
    changed = bytearray(copy)
    changed[place] ^= 1 << chance.randrange(8)
    return bytes(changed)


def written_by(writer: Any) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
