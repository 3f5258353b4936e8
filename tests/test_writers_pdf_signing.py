"""Prepared for signing: each signatory has a field, and signing twice breaks nothing."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from weasyprint import HTML

from contracts.writers import pdf
from tests.builders.extremes import EXTREMES
from tests.samples import doc
from tests.tools import verapdf

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)


def certificate(name: str, issuer: tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer = issuer[1] if issuer else key
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - YEAR)
        .not_valid_after(NOW + YEAR)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(_usage(authority=issuer is None), critical=True)
        .sign(signer, hashes.SHA256())
    )
    return built, key


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


@pytest.fixture(scope="module")
def authority():
    return certificate("Test-PKI", None)


def signer(name: str, authority) -> signers.SimpleSigner:
    own, key = certificate(name, authority)
    bundle = serialization.pkcs12.serialize_key_and_certificates(
        b"test", key, own, [authority[0]], serialization.NoEncryption()
    )
    found = signers.SimpleSigner.load_pkcs12_data(bundle, other_certs=[])
    assert found is not None
    return found


@pytest.fixture(scope="module")
def stamp(tmp_path_factory) -> StaticStampStyle:
    """A visible signature with its font inside; pyHanko's own names a font that is in no file."""
    css = (
        '@font-face { font-family: "C"; src: url("fonts/LiberationSans-Regular.ttf") }'
        "@page { size: 9cm 1.2cm; margin: 0 } body { margin: 2mm; font: 8pt C }"
    )
    page = f"<html lang=de><title>S</title><style>{css}</style><p>Elektronisch unterschrieben"
    path = tmp_path_factory.mktemp("stamp") / "stamp.pdf"
    HTML(string=page, base_url=str(TEMPLATE / "page.html")).write_pdf(path, pdf_variant="pdf/a-3b")
    return StaticStampStyle.from_pdf_file(str(path), border_width=0)


def sign(data: bytes, field: str, name: str, authority, stamp=None) -> bytes:
    out = io.BytesIO()
    metadata = signers.PdfSignatureMetadata(
        field_name=field, subfilter=SigSeedSubFilter.PADES, name=name
    )
    signers.PdfSigner(metadata, signer=signer(name, authority), stamp_style=stamp).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(data)), existing_fields_only=True, output=out
    )
    return out.getvalue()


def statuses(data: bytes, authority):
    from asn1crypto.x509 import Certificate

    root = Certificate.load(authority[0].public_bytes(serialization.Encoding.DER))
    context = ValidationContext(trust_roots=[root], moment=NOW, allow_fetching=False)
    reader = PdfFileReader(io.BytesIO(data))
    return [validate_pdf_signature(found, context) for found in reader.embedded_signatures]


@pytest.mark.parametrize("name", ["eighteen signatures", "emptiest"])
def test_each_signatory_has_one_empty_field_with_a_name_on_the_page_of_the_line(name):
    document = EXTREMES[name]
    people = [s for party in document.signatures.parties for s in party.signatories]
    with pikepdf.open(io.BytesIO(pdf.write(document, TEMPLATE))) as found:
        fields = list(found.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == [
            f"signature-{n}" for n in range(1, len(people) + 1)
        ]
        pages = {page.obj.objgen for page in found.pages}
        for field, person in zip(fields, people, strict=True):
            assert field.FT == "/Sig"
            assert "/V" not in field
            assert "".join(inline.text for inline in person.name) in str(field.TU)
            assert field.P.objgen in pages
            left, bottom, right, top = map(float, field.Rect)
            assert right - left > 200
            assert 25 < top - bottom < 60


def test_no_kid_of_a_form_element_is_a_list_of_one():
    with pikepdf.open(io.BytesIO(pdf.write(doc, TEMPLATE))) as found:
        forms = [
            o for o in found.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Form"
        ]
        assert len(forms) == 2
        assert all(isinstance(form.K, pikepdf.Dictionary) for form in forms)


def test_fonts_stay_subset_although_there_are_fields():
    data = pdf.write(doc, TEMPLATE)
    assert len(data) < 60_000
    with pikepdf.open(io.BytesIO(data)) as found:
        names = {
            str(o.BaseFont)
            for o in found.objects
            if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        }
    assert names
    assert all(name[7] == "+" for name in names)


def test_signing_twice_keeps_both_signatures_valid(authority):
    once = sign(pdf.write(doc, TEMPLATE), "signature-1", "Erste Hand", authority)
    twice = sign(once, "signature-2", "Zweite Hand", authority)
    first, second = statuses(twice, authority)
    assert first.intact
    assert first.valid
    assert first.trusted
    assert first.modification_level == ModificationLevel.FORM_FILLING
    assert second.intact
    assert second.valid
    assert second.trusted
    assert second.modification_level == ModificationLevel.NONE


def test_a_changed_byte_breaks_the_signature(authority):
    once = bytearray(sign(pdf.write(doc, TEMPLATE), "signature-1", "Erste Hand", authority))
    place = once.index(b"/FlateDecode") - 20
    once[place] ^= 1
    try:
        (status,) = statuses(bytes(once), authority)
    except Exception:  # noqa: BLE001 - a reader may also refuse the file
        return
    assert not status.intact


@pytest.mark.slow
def test_both_profiles_stay_green_in_every_state_of_signing(authority, stamp, tmp_path):
    lacking = verapdf.missing()
    if lacking:
        verapdf.lack(lacking)
    data = pdf.write(doc, TEMPLATE)
    files = []
    for state, fields in enumerate([(), (1,), (2,), (1, 2), (2, 1)]):
        signed = data
        for field in fields:
            signed = sign(signed, f"signature-{field}", f"Hand {field}", authority, stamp)
        files.append(tmp_path / f"{state}.pdf")
        files[-1].write_bytes(signed)
    assert [
        (v.file.name, v.profile, v.broken) for v in verapdf.validate(files) if not v.passed
    ] == []
