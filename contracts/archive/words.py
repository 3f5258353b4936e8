"""What verdicts mean, in words: English for findings, German for the pages that are archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contracts.archive.holding import Filed
    from contracts.archive.signed.verdict import Signature, Verdict

PROBLEMS = {
    "not-the-release": N_("it does not begin with the bytes of the final version"),
    "not-signed": N_("it holds no signature"),
    "encrypted": N_("it is encrypted"),
    "changed-behind-release": N_("more was added to the final version than signatures"),
    "changed-behind-signature": N_("it was changed after a signature"),
    "changed-against-rules": N_("it was changed although a signature forbids it"),
    "signature-broken": N_("a signature does not match the bytes it covers"),
    "signature-covers-too-little": N_("a signature does not cover the whole file before it"),
    "signature-byte-range": N_("a signature covers other bytes than it should"),
    "signature-contents": N_("a signature is not stored as it must be"),
    "signature-padding": N_("there is something behind a signature where zeros should be"),
    "signature-unknown-kind": N_("it holds a signature of an unknown kind"),
    "timestamp-broken": N_("a time stamp does not match"),
    "certificate-revoked": N_("the certificate of a signer is revoked"),
}
DOUBTS = {
    "field-of-its-own": N_("a signature shows itself in a field that was not prepared"),
    "bytes-behind": N_("bytes stand behind the last signature that belong to no part of the file"),
    "signature-digits": N_("a signature is written with digits of both cases"),
    "signature-encoding": N_("a signature is not encoded in the one strict form"),
    "signature-certificates": N_("certificates are enclosed that do not follow from one another"),
}
OTHER_DOUBT = N_("parts beside a signature follow from nothing")
UNREADABLE = N_("it cannot be read as a PDF with signatures ({reason})")

# What a scan holds that it does not need.
ACTIVE = {
    "actions": N_("actions that start by themselves or at a click"),
    "forms": N_("form fields"),
    "attachments": N_("attached files"),
    "media": N_("sound, film or three-dimensional models"),
    "elsewhere": N_("references to other files or to the internet"),
    "layers": N_("layers that can be switched on and off"),
    "programs": N_("programs in PostScript"),
}
PLACES = {
    "upper": N_("in the upper third"),
    "middle": N_("in the middle third"),
    "lower": N_("in the lower third"),
}

# What verify.py says, which knows no other language than German.
SHIPPED = {
    "Fingerabdruck des Zertifikats (SHA-256)": N_("fingerprint of the certificate (SHA-256)"),
    "Zeitstempel": N_("time stamp"),
    "beginnt nicht mit der versandten Fassung": N_("does not begin with the version sent out"),
    "fehlt": N_("is missing"),
    "fehlt in tagmanifest-sha512.txt": N_("is missing in tagmanifest-sha512.txt"),
    "ist keine gewöhnliche Datei oder steht mehrfach da": N_("is no plain file, or there twice"),
    "ist nicht die eingegangene Datei": N_("is not the file that came in"),
    "ist nicht die versandte Fassung": N_("is not the version sent out"),
    "ist nicht lesbar": N_("cannot be read"),
    "ist nicht prüfbar": N_("cannot be checked"),
    "ist verändert": N_("has changed"),
    "passt nicht": N_("does not fit"),
    "passt nicht zu ihrer Signatur": N_("does not fit its signature"),
    "passt nicht, die Listen beweisen nichts": N_("does not fit; the lists prove nothing"),
    "stammt nicht von dem genannten Zertifikat": N_("is not by the certificate that was named"),
    "steht in keiner Liste": N_("stands in no list"),
    "Ohne Signatur beweisen die Listen nichts": N_("without it the lists prove nothing"),
    "die Listen sind andere als die unterschriebenen": N_("the lists are not those signed"),
}

# ------------------------------------------------------------------ German, for archived pages

KINDS = {"digital": "elektronisch signierte Datei", "scan": "Scan der Papierfassung"}
PAPER = (
    "Papierfassung: Wortlaut und Unterschriften hat kein Programm geprüft; dafür ist der Scan "
    "anzusehen."
)
PAPER_COMPARED = (
    "Papierfassung: Das Bild jeder Seite wurde mit der versandten Fassung verglichen. Wortlaut und "
    "Unterschriften hat kein Programm geprüft; dafür ist der Scan anzusehen."
)
FORM_KEPT = (
    "Alle vorbereiteten Felder tragen eine als qualifiziert geprüfte elektronische Signatur "
    "(§ 126a BGB, § 3a VwVfG, § 36a SGB I)."
)
FORM_OPEN = "Ob die gesetzliche Form gewahrt ist, ist mit dieser Prüfung nicht festgestellt."
REVOCATION_OPEN = (
    "Ob ein Zertifikat beim Signieren gesperrt war, steht nicht in der Datei und ist nicht geprüft."
)
RESULTS = {
    "valid": "gültig nach der hinterlegten Vertrauensliste",
    "undetermined": "unbestimmt: Die Vertrauenswürdigkeit der Zertifikate ist nicht festgestellt",
    "refused": "abgelehnt",
    "paper": "vollständig; Unterschriften von Hand zu prüfen",
}


def problems_text(codes: Iterable[str]) -> str:
    """Return why a signed copy is refused, in the active language."""
    return "; ".join(_problem(code) for code in codes)


def _problem(code: str) -> str:
    if code.startswith("unreadable"):
        return _(UNREADABLE).format(reason=code.partition(": ")[2])
    return _(PROBLEMS.get(code, PROBLEMS["signature-contents"]))


def active_text(parts: Iterable[str]) -> str:
    """Return what a scan holds that it does not need, in the active language.

    What is not known is named as it stands in the file.
    """
    known = [_(ACTIVE[part]) for part in parts if part in ACTIVE]
    unknown = [f"“{one.partition(':')[2]}”" for one in parts if one not in ACTIVE]
    if unknown:
        known.append(_("entries that nobody knows ({names})").format(names=", ".join(unknown)))
    return "; ".join(known)


def place_text(place: str) -> str:
    """Return a part of a page, in the active language."""
    return _(PLACES.get(place, PLACES["middle"]))


def shipped_text(sentence: str) -> str:
    """Return what the package's own program says, in the active language."""
    parts = sentence.split(": ")
    return ": ".join(_(SHIPPED[part]) if part in SHIPPED else part for part in parts)


def doubts_text(codes: Iterable[str]) -> str:
    """Return what is doubtful about a signed copy, in the active language."""
    return "; ".join(dict.fromkeys(_(DOUBTS.get(code, OTHER_DOUBT)) for code in codes))


def kind_of_signature(signature: Signature) -> str:
    """Return what one signature is worth, in German; never more than was checked."""
    if signature.kind == "timestamp":
        return "Dokumentzeitstempel" + ("" if signature.trusted else " (Aussteller nicht geprüft)")
    if signature.qualified == "none":
        return "fortgeschrittene elektronische Signatur oder Siegel (ersetzt keine Unterschrift)"
    if signature.qualified == "seal":
        name = "elektronisches Siegel (ersetzt keine Unterschrift)"
        return f"qualifiziertes {name}" if signature.trusted else f"{name}, nicht geprüft"
    if signature.trusted:
        return "qualifizierte elektronische Signatur"
    return "elektronische Signatur, laut Zertifikat qualifiziert, nicht geprüft"


def form_of(verdict: Verdict) -> str:
    """Return the German sentence on the legal form."""
    if not verdict.written_form:
        return FORM_OPEN
    # only the levels LT and LTA bring along what says that no certificate was revoked
    known = all(one.level in ("B-LT", "B-LTA") for one in verdict.signers)
    return FORM_KEPT if known else f"{FORM_KEPT} {REVOCATION_OPEN}"


def paper_of(copy: Filed) -> str:
    """Return the German sentence on what was checked of a scan; older copies were not compared."""
    return PAPER_COMPARED if copy.compared else PAPER


def _looks_of(copy: Filed) -> list[str]:
    found = []
    if copy.differing:
        pages = ", ".join(map(str, copy.differing))
        found.append(f"anders als die versandte Fassung sehen aus: Seiten {pages}")
    if copy.uncompared:
        pages = ", ".join(map(str, copy.uncompared))
        found.append(f"nicht mit der versandten Fassung vergleichbar: Seiten {pages}")
    if copy.unsigned:
        found.append(f"leere Unterschriftsfelder: {copy.unsigned}")
    if copy.compared and not (copy.differing or copy.uncompared):
        found.append("das Bild jeder Seite stimmt mit der versandten Fassung überein")
    return found


def result_of(copy: Filed) -> str:
    """Return the German result of the check of a copy, with what is missing in it."""
    parts = [RESULTS[copy.result]]
    if copy.missing:
        parts.append(f"{copy.missing} von {len(copy.evidence['verdict']['fields'])} "
                     "Signaturfeldern leer")  # fmt: skip
    if copy.by_hand:
        parts.append(f"von Hand zugeordnete Seiten: {', '.join(map(str, copy.by_hand))}")
    return "; ".join([*parts, *_looks_of(copy)])
