"""Signatures in fields of their own: refused, unless a person lets them pass; and certified files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pyhanko.sign import fields
from pyhanko.sign.fields import FieldMDPAction, MDPPerm, SigFieldSpec

from contracts.archive.accepted import Accepted, accepted_in
from contracts.archive.arrived import Incoming
from contracts.archive.intake import Desk
from contracts.archive.jail import Jail
from contracts.archive.reasons import open_points_text, problems_text
from contracts.archive.signed.verdict import Verdict, from_data
from tests import archives, pki, shadows
from tests.signing_ways import (
    A,
    B,
    first,
    second,
    signed_by,
    signed_by_hand,
    with_a_lock,
    with_a_table,
    writer_of,
    written,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterator

BOX = (50, 400, 300, 440)


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail() as found:
        yield found


def judged(jail: Jail, copy: bytes, *accepted: str) -> Verdict:
    about: dict[str, Any] = {"moment": pki.WHEN.isoformat(), "accepted": accepted}
    blobs = [copy, archives.release().pdf, pki.root().pem]
    return from_data(jail.ask("judge", blobs, **about).header)


def own(pdf: bytes, box: tuple[int, ...] | None, *, steps: int = 1) -> bytes:
    """Sign in a field of one's own, made in the same update or in one before."""
    spec = SigFieldSpec("own", on_page=0, box=box)
    if steps == 1:
        return signed_by(pdf, pki.signer("Dritte"), "own", new=spec)
    writer = writer_of(pdf)
    fields.append_signature_field(writer, spec)
    return pki.sign(written(writer), pki.signer("Dritte"), field="own")


def prepared(pdf: bytes) -> bytes:
    return pki.sign_all(pdf, [first(), second()], "B-LT")


@pytest.mark.parametrize("steps", [1, 2])
@pytest.mark.parametrize("box", [None, BOX])
def test_a_signature_in_a_field_of_its_own_is_refused_unless_a_person_accepts_it(
    jail, box, steps
) -> None:
    for copy in (own(prepared(archives.release().pdf), box, steps=steps),
                 prepared(own(archives.release().pdf, box, steps=steps))):  # fmt: skip
        verdict = judged(jail, copy)
        assert verdict.problems == ("field-own:own",)
        assert "--accept-field" in problems_text(verdict.problems)
        assert judged(jail, copy, "other").problems == ("field-own:own",)
        verdict = judged(jail, copy, "own")
        assert (verdict.result, verdict.doubts) == ("valid", ("field-of-its-own",))
        assert verdict.complete
        assert not verdict.written_form
        assert verdict.integrity == "partial"


def test_an_accepted_field_may_show_itself_only_in_its_own_box(jail) -> None:
    copy = own(archives.release().pdf, BOX)
    writer = writer_of(copy)
    widget = writer.root["/AcroForm"]["/Fields"][2]
    widget[shadows.name_("/Rect")] = shadows.plain([0, 0, 590, 840])
    writer.update_container(widget)
    assert judged(jail, written(writer), "own").problems == ("field-added",)


def test_an_empty_field_is_refused_whatever_a_person_accepts(jail) -> None:
    writer = writer_of(archives.release().pdf)
    fields.append_signature_field(writer, SigFieldSpec("own", on_page=0, box=BOX))
    copy = prepared(written(writer))
    assert judged(jail, copy, "own").problems == ("field-added",)


def test_the_evidence_keeps_who_accepted_a_field_and_why(jail) -> None:
    release = archives.release()
    accepted = Accepted({"a.pdf": ("own",)}, "M. Registratur", "Zeichnung der Aufsicht")
    desk = Desk(jail, lambda _name: release, [release.agreement], [pki.root().pem], pki.WHEN,
                accepted=accepted)  # fmt: skip
    copy = own(prepared(release.pdf), BOX)
    examined = desk.examine([Incoming("a.pdf", copy), Incoming("b.pdf", copy)])
    (kept,) = examined.copies
    assert kept.originals[0].name == "a.pdf"
    assert kept.evidence["accepted_fields"] == {
        "fields": ["own"], "by": "M. Registratur", "reason": "Zeichnung der Aufsicht",
    }  # fmt: skip
    assert accepted_in(kept.evidence) == ["own"]
    assert accepted_in({}) == []
    assert [f.code for f in examined.findings if f.place.file == "b.pdf"] == ["K-1114"]
    assert "K-1118" in [f.code for f in examined.findings if f.place.file == "a.pdf"]


# ------------------------------------------------------------------------------ certified files


RULE = (
    b"/Reference[<</Type/SigRef/TransformMethod/DocMDP"
    b"/TransformParams<</Type/TransformParams/P %d/V/1.2>>>>]"
)


def by_hand(rules: tuple[bytes, bytes]) -> bytes:
    """Sign both fields with rules for those who come after, as no library would let one."""
    half = signed_by_hand(with_a_table(), first(), A, signature=rules[0])
    return signed_by_hand(half, second(), B, signature=rules[1])


@pytest.mark.parametrize(
    ("rules", "problems"),
    [((RULE % 1, b""), ("certified-final",)), ((RULE % 2, b""), ()), ((RULE % 3, b""), ()),
     ((b"", RULE % 2), ("certified-late",)), ((RULE % 7, b""), ("rules-unknown",)),
     ((RULE.replace(b"DocMDP", b"UR3") % 2, b""), ("signature-contents",))],
)  # fmt: skip
def test_who_certifies_decides_what_may_come_after(jail, rules, problems) -> None:
    blobs = [by_hand(rules), with_a_table(), pki.root().pem]
    verdict = from_data(jail.ask("judge", blobs, moment=pki.WHEN.isoformat()).header)
    assert verdict.problems == problems
    if problems == ("certified-final",):
        assert "nobody may sign after" in problems_text(verdict.problems)


@pytest.mark.parametrize(
    ("field", "action", "locks"),
    [(B, FieldMDPAction.INCLUDE, True), (A, FieldMDPAction.INCLUDE, False),
     (A, FieldMDPAction.EXCLUDE, True), (B, FieldMDPAction.EXCLUDE, False),
     (A, FieldMDPAction.ALL, True)],
)  # fmt: skip
def test_a_field_that_a_signer_has_locked_may_not_be_signed_later(
    jail, field, action, locks
) -> None:
    copy = pki.sign(with_a_lock(field, action), second(), field=B)
    assert judged(jail, copy).problems == ((f"field-locked:{B}",) if locks else ())


def test_notes_are_refused_even_where_a_certificate_allows_them(jail) -> None:
    """Evil annotation: permission 3 lets anyone write over a page."""
    half = signed_by(archives.release().pdf, first(), A, certify=True,
                     docmdp_permissions=MDPPerm.ANNOTATE)  # fmt: skip
    writer = writer_of(half)
    shadows.WAYS["note: FreeText"](writer, archives_chance())
    assert judged(jail, written(writer)).problems == ("annotation",)


def archives_chance() -> Any:
    from random import Random

    return Random(3)  # noqa: S311


# ------------------------------------------------------------------------------ written form


def test_a_revoked_signer_or_lists_of_others_never_give_the_written_form(jail) -> None:
    """Lists that do not speak of the signer prove nothing about the signer."""
    whole = judged(jail, archives.signed("B-LT"))
    assert [s.revocation for s in whole.signers] == ["checked", "checked"]
    assert all(s.proven_time == pki.WHEN.isoformat() for s in whole.signers)
    mixed = judged(jail, pki.sign(pki.sign(archives.release().pdf, first(), "B-LT", A),
                                  second(), "B-B", B))  # fmt: skip
    assert [bool(s.proven_time) for s in mixed.signers] == [True, False]
    assert mixed.open_points == ("no-time",)
    assert "time stamp" in open_points_text(mixed.open_points)


def test_without_a_trust_list_neither_time_nor_revocation_is_proven(jail) -> None:
    blobs = [archives.signed("B-LTA"), archives.release().pdf]
    verdict = from_data(jail.ask("judge", blobs, moment=pki.WHEN.isoformat()).header)
    assert verdict.open_points == ("not-trusted", "no-time", "revocation-open")


def test_evidence_from_before_is_read_and_no_longer_says_the_written_form() -> None:
    data = {
        "result": "valid", "integrity": "complete", "problems": [], "doubts": [],
        "unprotected": [], "fields": {A: True}, "written_form": True,
        "signatures": [{
            "field": A, "kind": "signature", "level": "B-T", "signer": "Common Name: A",
            "issuer": "Common Name: B", "serial": "1", "fingerprint": "ab",
            "qualified": "signature", "trusted": True, "algorithm": "x", "covers": 9,
            "claimed_time": "", "time": pki.WHEN.isoformat(),
        }],
    }  # fmt: skip
    verdict = from_data(data)
    assert not verdict.written_form
    assert verdict.open_points == ("no-time", "revocation-open")
