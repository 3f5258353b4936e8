"""Prüft ein Archivpaket von Vertragswerk: python3 verify.py [PAKET] [--signer SHA256]

Dieses Programm braucht nur Python ab 3.9, keine weiteren Pakete, kein Netz. PAKET ist der Ordner
oder die ZIP-Datei; ohne Angabe der Ordner, in dem dieses Programm liegt. Geprüft wird:

1. Jede Datei steht in den Listen (SHA-512) und ist unverändert; keine fehlt, keine ist zu viel.
2. Die Signatur (CMS) über die Listen passt zum beiliegenden Zertifikat, der Zeitstempel zu ihr.
3. Jede signierte Datei beginnt mit genau den Bytes der Fassung, die zur Unterschrift ging.

Nicht geprüft wird, wem das Zertifikat gehört, ob es gültig oder gesperrt war und ob es ein neueres
Paket gibt. Vergleichen Sie den Fingerabdruck mit dem der Registratur (--signer). Signaturen in
PDF-Dateien prüft ein anderes Programm. Ende mit 0: alles in Ordnung, 1: Mängel, 2: kein Paket.
"""

# ruff: noqa: B905, D102, D103, D415, N818, PLR2004, T201 - a short script that tells what it does
from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from argparse import ArgumentParser, RawTextHelpFormatter
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    Told: TypeAlias = list[tuple[str, str]]  # file and sentence
    Value: TypeAlias = tuple[int, bytes, bytes]  # tag, content, all bytes
    Point: TypeAlias = tuple[int, int] | None

MANIFEST, TAGS = "manifest-sha512.txt", "tagmanifest-sha512.txt"
SIGNATURE, STAMP = TAGS + ".p7s", TAGS + ".p7s.tsr"
INFO, AUTHORITY = "bag-info.txt", b"\nTime-Stamp-Authority: "
HASHES = {f"2.16.840.1.101.3.4.2.{n}": f"sha{b}" for n, b in ((1, 256), (2, 384), (3, 512))}
RSA, EC, NULL = "1.2.840.113549.1.1.1", "1.2.840.10045.2.1", b"\x05\x00"
RSA_KINDS = {f"sha{b}": f"1.2.840.113549.1.1.{n}" for n, b in ((11, 256), (12, 384), (13, 512))}
EC_KINDS = {f"sha{b}": f"1.2.840.10045.4.3.{n}" for n, b in ((2, 256), (3, 384), (4, 512))}
SIGNED_DATA, CONTENT_TYPE, DIGEST = (f"1.2.840.113549.1.{n}" for n in ("7.2", "9.3", "9.4"))
NAMED, NAMED_SHA1 = "1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.16.2.12"
CURVES = {  # p, b, order, generator (SEC 2, FIPS 186-5)
    "1.2.840.10045.3.1.7": (
        0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
        0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    ),
    "1.3.132.0.34": (
        2**384 - 2**128 - 2**96 + 2**32 - 1,
        0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
        0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F,
    ),
}
UNREADABLE = Exception  # damaged bytes make the library raise almost anything
PRINT = "Fingerabdruck des Zertifikats (SHA-256)"
OTHER = "die Listen sind andere als die unterschriebenen"


class Broken(ValueError):
    """What is there is not built as it must be."""


class Files:
    """The files of a package, in a folder or in a ZIP file with one folder."""

    def __init__(self, path: Path) -> None:
        self.names: set[str] = set()
        self.bad: list[str] = []
        self._open: Callable[[str], IO[bytes]] = lambda name: (path / name).open("rb")
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                name = file.relative_to(path).as_posix()
                if file.is_symlink() or not (file.is_dir() or file.is_file()):
                    self.bad.append(name)
                elif file.is_file():
                    self.names.add(name)
            return
        archive = zipfile.ZipFile(path)
        top = (archive.namelist() or [""])[0].partition("/")[0] + "/"
        self._open = lambda name: archive.open(top + name)
        for entry in archive.infolist():
            name = entry.filename[len(top) :]
            strange = entry.is_dir() or "\\" in name or ".." in name.split("/")
            if strange or name in self.names or not entry.filename.startswith(top):
                self.bad.append(entry.filename)
            else:
                self.names.add(name)

    def blocks(self, name: str, size: int = 1 << 20) -> Iterator[bytes]:
        with self._open(name) as stream:
            while block := stream.read(size):
                yield block

    def read(self, name: str, most: int = 64_000_000) -> bytes:
        data = bytearray()
        for block in self.blocks(name):
            data += block
            if len(data) > most:
                raise Broken(f"{name}: zu groß")
        return bytes(data)

    def digest(self, name: str) -> str:
        found = hashlib.sha512()
        for block in self.blocks(name):
            found.update(block)
        return found.hexdigest()


def check(path: Path, signer: str | None = None) -> tuple[Told, Told]:
    """Return two lists of (file, sentence): faults, and what else is to be known."""
    files = Files(Path(path))
    faults = [(name, "ist keine gewöhnliche Datei oder steht mehrfach da") for name in files.bad]
    notes: Told = []
    known = {TAGS, SIGNATURE, STAMP}
    for manifest in (TAGS, MANIFEST):
        try:
            listed = manifest_lines(files.read(manifest, 80_000_000))
        except UNREADABLE as error:
            missing = manifest not in files.names
            faults.append((manifest, "fehlt" if missing else f"ist nicht lesbar: {error}"))
            continue
        known |= set(listed)
        faults += compare(files, listed)
        if manifest == TAGS:
            needed = {MANIFEST, INFO, "bagit.txt", "verify.py", "index.html", "index.csv"}
            faults += [(name, f"fehlt in {TAGS}") for name in sorted(needed - set(listed))]
    faults += [(name, "steht in keiner Liste") for name in sorted(set(files.names) - known)]
    signature(files, signer, faults, notes)
    copies(files, faults, notes)
    return faults, notes


def manifest_lines(data: bytes) -> dict[str, str]:
    listed = {}
    for line in data.decode("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        parts = name.split("/")
        if len(digest) != 128 or name in listed or not all(parts) or ".." in parts or "." in parts:
            raise Broken(line[:200])
        listed[name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")] = digest
    return listed


def compare(files: Files, listed: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, digest in listed.items():
        try:
            if name not in files.names:
                yield name, "fehlt"
            elif files.digest(name) != digest:
                yield name, "ist verändert"
        except UNREADABLE as error:
            yield name, f"ist nicht lesbar: {error}"


def copies(files: Files, faults: Told, notes: Told) -> None:
    """Each signed copy against its evidence, each digital one against the bytes sent out."""
    for name in sorted(n for n in files.names if n.endswith("/evidence.json")):
        folder, base = name.rpartition("/")[0], name.rpartition("/signed/")[0]
        try:
            proof = json.loads(files.read(name))
            start = f"{base}/release/{proof['release']}/"
            release = start + proof["agreement"].replace("/", "-") + ".pdf"
            sent = files.read(release)
            if hashlib.sha512(sent).hexdigest() != proof["released_sha512"]:
                faults.append((release, "ist nicht die versandte Fassung"))
            for number, entry in enumerate(proof["files"], start=1):
                original = f"{folder}/" + entry.get("kept_as", f"original-{number}.pdf")
                if files.digest(original) != entry["sha512"]:
                    faults.append((original, "ist nicht die eingegangene Datei"))
                start_of = next(files.blocks(original, len(sent)), b"")
                if proof["kind"] == "digital" and start_of != sent:
                    faults.append((original, "beginnt nicht mit der versandten Fassung"))
            notes += [(folder, sentence) for sentence in told(proof)]
            if (taken := f"{folder}/withdrawn.json") in files.names:
                w = json.loads(files.read(taken))
                notes.append((folder, f"zurückgezogen: {w['at'][:10]}, {w['by']}: {w['reason']}"))
        except UNREADABLE as error:
            faults.append((name, f"ist nicht prüfbar: {error}"))
    notes.append(("", "Signaturen in den PDF-Dateien und Unterschriften auf Scans: nicht geprüft"))


def told(proof: dict[str, Any]) -> Iterator[str]:
    """What a person let pass, and the pages of a scan that do not look as sent out and signed."""
    if a := proof.get("accepted_fields"):
        yield f"eigenes Signaturfeld angenommen: {', '.join(a['fields'])}, {a['by']}: {a['reason']}"
    fine = [one["state"] == "same" and all(one["boxes"].values()) for one in proof.get("looks", ())]
    if pages := [str(s["page"]) for s, good in zip(proof.get("sheets", ()), fine) if not good]:
        yield f"Seiten ansehen, Bild nicht wie versandt oder nicht signiert: {', '.join(pages)}"


def signature(files: Files, signer: str | None, faults: Told, notes: Told) -> None:
    if SIGNATURE not in files.names:
        faults.append((SIGNATURE, "fehlt: Ohne Signatur beweisen die Listen nichts"))
        return
    try:
        cms = files.read(SIGNATURE)
        certificate = signed_data(cms, files.read(TAGS))[0]
        print_ = hashlib.sha256(certificate).hexdigest()
        notes.append((SIGNATURE, f"{PRINT}: {print_}"))
        if signer is not None and signer.replace(":", "").replace(" ", "").lower() != print_:
            faults.append((SIGNATURE, "stammt nicht von dem genannten Zertifikat"))
    except UNREADABLE as error:
        faults.append((SIGNATURE, f"passt nicht, die Listen beweisen nichts: {error}"))
        faults += [(TAGS, "passt nicht zu ihrer Signatur")] * (str(error) == OTHER)
        return
    try:
        if STAMP in files.names or (INFO in files.names and AUTHORITY in files.read(INFO)):
            owner, time = check_stamp(files.read(STAMP), cms)
            notes += [(STAMP, f"Zeitstempel: {time}"), (STAMP, f"{PRINT}: {owner}")]
    except UNREADABLE as error:
        missing = STAMP not in files.names
        faults.append((STAMP, "fehlt" if missing else f"passt nicht: {error}"))


def values(data: bytes) -> list[Value]:
    """Return the DER values side by side: tag, content, all bytes (ITU-T X.690)."""
    found, start, end = [], 0, len(data)
    while start < end:
        length, body = data[start + 1], start + 2
        if length & 0x80:
            size = length & 0x7F
            length, body = int.from_bytes(data[body : body + size], "big"), body + size
        if not 0 < body + length <= end:
            raise Broken("DER")
        found.append((data[start], data[body : body + length], data[start : body + length]))
        start = body + length
    return found


def oid(content: bytes) -> str:
    numbers, value = [], 0
    for byte in content:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))


def signed_data(data: bytes, content: bytes | None) -> tuple[bytes, bytes]:
    """Check a CMS signature (RFC 5652); return its certificate and content (None: it is inside)."""
    (whole,) = values(data)
    kind, wrapped = values(whole[1])
    if oid(kind[1]) != SIGNED_DATA or (whole[0], wrapped[0]) != (0x30, 0xA0):
        raise Broken("Aufbau")
    parts = values(values(wrapped[1])[0][1])
    (signer_,) = values(parts[-1][1])
    inner, signer = values(parts[2][1]), values(signer_[1])
    certificates = [one[2] for part in parts if part[0] == 0xA0 for one in values(part[1])]
    certificate = next(one for one in certificates if issued(one) == signer[1][1])
    if content is None:
        content = values(inner[1][1])[0][1]
    elif data != rebuilt(certificate, *signer[2:6]):
        raise Broken("Aufbau")
    _version, _sid, digest, attributes, algorithm, mark = signer[:6]
    name = HASHES[oid(values(digest[1])[0][1])]
    pairs = [values(one[1]) for one in values(attributes[1])]
    found = {oid(pair[0][1]): values(pair[1][1]) for pair in pairs}
    if found[DIGEST][0][1] != hashlib.new(name, content).digest():
        raise Broken(OTHER)
    if found[CONTENT_TYPE][0][2] != inner[0][2]:
        raise Broken("Art des Inhalts")
    named = values(values(found[NAMED if NAMED in found else NAMED_SHA1][0][1])[0][1])
    own = hashlib.new("sha256" if NAMED in found else "sha1", certificate).digest()
    if all(value[1] != own for one in named for value in values(one[1])):
        raise Broken("Zertifikat")
    signed = b"\x31" + attributes[2][1:]
    if not verified(certificate, oid(values(algorithm[1])[0][1]), name, signed, mark[1]):
        raise Broken("Signatur")
    return certificate, content


def rebuilt(
    certificate: bytes, digest: Value, attributes: Value, algorithm: Value, mark: Value
) -> bytes:
    """Return the one form that a signature of ours has, so that no bit of its frame is free."""
    one, data = b"\x02\x01\x01", der(0x30, bytes.fromhex("06092a864886f70d010701"))
    names = [der(6, values(one[1])[0][1]) for one in (digest, algorithm)]
    plain = [der(0x30, name + n) for name in names for n in (b"", NULL)]
    if digest[2] not in plain or algorithm[2] not in plain or mark[0] != 4:
        raise Broken("Verfahren")
    head = one + der(0x30, issued(certificate)) + digest[2] + der(0xA0, attributes[1])
    signer = der(0x30, head + algorithm[2] + mark[2])
    content = one + der(0x31, digest[2]) + data + der(0xA0, certificate) + der(0x31, signer)
    return der(0x30, bytes.fromhex("06092a864886f70d010702") + der(0xA0, der(0x30, content)))


def der(tag: int, content: bytes) -> bytes:
    length, size = len(content), (len(content).bit_length() + 7) // 8
    head = bytes([length]) if length < 128 else bytes([128 + size]) + length.to_bytes(size, "big")
    return bytes([tag]) + head + content


def issued(certificate: bytes) -> bytes:
    """Return issuer and serial number as a signature names them."""
    body = values(values(values(certificate)[0][1])[0][1])
    body = body[1:] if body[0][0] == 0xA0 else body
    return body[2][2] + body[0][2]


def verified(certificate: bytes, kind: str, name: str, signed: bytes, mark: bytes) -> bool:
    body = values(values(values(certificate)[0][1])[0][1])
    key = values(body[6 if body[0][0] == 0xA0 else 5][1])
    algorithm, bits = values(key[0][1]), key[1][1][1:]
    digest = hashlib.new(name, signed).digest()
    if oid(algorithm[0][1]) == RSA and kind in (RSA, RSA_KINDS[name]):
        modulus, exponent = (int.from_bytes(v[1], "big") for v in values(values(bits)[0][1]))
        return rsa(modulus, exponent, name, digest, mark)
    if oid(algorithm[0][1]) == EC and kind == EC_KINDS[name]:
        r, s = (int.from_bytes(v[1], "big") for v in values(values(mark)[0][1]))
        numbers = (der(2, n.to_bytes(n.bit_length() // 8 + 1, "big")) for n in (r, s))
        if mark != der(0x30, b"".join(numbers)):
            raise Broken("Signatur")
        return ecdsa(CURVES[oid(algorithm[1][1])], bits, digest, r, s)
    raise Broken(f"Verfahren {kind}")


def rsa(modulus: int, exponent: int, name: str, digest: bytes, mark: bytes) -> bool:
    """RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2): the whole block is built and compared."""
    number = {"sha256": "01", "sha384": "02", "sha512": "03"}[name]
    algorithm = bytes.fromhex(f"06096086480165030402{number}") + NULL
    info = der(0x30, der(0x30, algorithm) + der(4, digest))
    size = (modulus.bit_length() + 7) // 8
    block = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    value = pow(int.from_bytes(mark, "big"), exponent, modulus)
    return len(mark) == size >= 256 and value.to_bytes(size, "big") == block


def ecdsa(curve: tuple[int, ...], bits: bytes, digest: bytes, r: int, s: int) -> bool:
    """ECDSA (FIPS 186-5, 6.4.2) with plain arithmetic; slow, but there is only one to check."""
    p, b, order, x, y = curve
    size = (p.bit_length() + 7) // 8
    if bits[0] != 4 or len(bits) != 1 + 2 * size or not (0 < r < order and 0 < s < order):
        return False
    point = (int.from_bytes(bits[1 : 1 + size], "big"), int.from_bytes(bits[1 + size :], "big"))
    if (point[1] ** 2 - point[0] ** 3 + 3 * point[0] - b) % p:
        return False
    z = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - order.bit_length())
    w = pow(s, -1, order)
    total = add(times(z * w % order, (x, y), p), times(r * w % order, point, p), p)
    return total is not None and total[0] % order == r


def add(one: Point, other: Point, p: int) -> Point:
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        if (one[1] + other[1]) % p == 0:
            return None
        slope = (3 * one[0] ** 2 - 3) * pow(2 * one[1], -1, p) % p
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, p) % p
    x = (slope**2 - one[0] - other[0]) % p
    return x, (slope * (one[0] - x) - one[1]) % p


def times(number: int, point: Point, p: int) -> Point:
    total = None
    while number:
        total = add(total, point, p) if number & 1 else total
        point, number = add(point, point, p), number >> 1
    return total


def check_stamp(token: bytes, data: bytes) -> tuple[str, str]:
    """Check a time stamp (RFC 3161); return its certificate's fingerprint and its time."""
    certificate, content = signed_data(token, None)
    info = values(values(content)[0][1])
    imprint = values(info[2][1])
    if imprint[1][1] != hashlib.new(HASHES[oid(values(imprint[0][1])[0][1])], data).digest():
        raise Broken("Zeitstempel über anderes")
    time = next(value[1] for value in info if value[0] == 0x18).decode("ascii")
    return hashlib.sha256(certificate).hexdigest(), time


def main() -> int:
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    parser = ArgumentParser(description=__doc__, formatter_class=RawTextHelpFormatter)
    parser.add_argument("paket", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--signer", metavar="SHA256")
    asked = parser.parse_args()
    try:
        faults, notes = check(asked.paket, asked.signer)
    except UNREADABLE as error:
        print(f"Kein Archivpaket: {asked.paket}: {error}")
        return 2
    for line in (f"{name}: {sentence}" if name else sentence for name, sentence in faults + notes):
        print("".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line))
    print(f"MÄNGEL: {len(faults)}" if faults else "IN ORDNUNG: alle Dateien unverändert")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
