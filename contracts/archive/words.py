"""What verdicts mean, in words: English for findings, German for the pages that are archived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.archive.accepted import acceptance_in
from contracts.archive.names import common_name
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contracts.archive.holding import Filed, Withdrawal
    from contracts.archive.signed.verdict import Signature, Verdict

DOUBTS = {
    "field-of-its-own": N_("a signature shows itself in a field that was not prepared"),
    "bytes-behind": N_("bytes stand behind the last signature that belong to no part of the file"),
    "signature-digits": N_("a signature is written with digits of both cases"),
    "signature-encoding": N_("a signature is not encoded in the one strict form"),
    "signature-certificates": N_("certificates are enclosed that do not follow from one another"),
}
OTHER_DOUBT = N_("parts beside a signature follow from nothing")

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
    "Seiten ansehen, Bild nicht wie versandt oder nicht signiert": N_(
        "pages to look at, their picture is not as sent out or not signed"
    ),
    "eigenes Signaturfeld angenommen": N_("signature field of its own accepted"),
    "zurückgezogen": N_("withdrawn"),
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
    "Alle vorbereiteten Felder tragen eine elektronische Signatur, die laut Zertifikat ihres "
    "Ausstellers qualifiziert ist; die Aussteller stehen in der Vertrauensliste der Registratur, "
    "Zeitstempel und Sperrprüfung liegen vor (§ 126a BGB, § 3a VwVfG, § 36a SGB I)."
)
FORM_OPEN = "Ob die gesetzliche Form gewahrt ist, ist mit dieser Prüfung nicht festgestellt."
REVOCATION_OPEN = (
    "Ob ein Zertifikat beim Signieren gesperrt war, steht nicht in der Datei und ist nicht geprüft."
)
OPEN = {
    "refused": "Die Ausfertigung ist abgelehnt.",
    "not-trusted": "Die Vertrauensliste der Registratur kennt nicht alle Aussteller, oder es gibt "
    "keine.",
    "not-qualified": "Eine Signatur ist nach ihrem Zertifikat nicht qualifiziert.",
    "fields-open": "Nicht alle vorbereiteten Felder sind signiert.",
    "one-hand": "Ein Zertifikat hat mehrere Felder signiert.",
    "field-of-its-own": "Eine Signatur steht in einem eigenen Feld, das nicht vorbereitet war; "
    "eine Person hat sie angenommen.",
    "no-time": "Kein vertrauenswürdiger Zeitstempel sagt, wann signiert wurde.",
    "revocation-open": REVOCATION_OPEN,
}
RESULTS = {
    "valid": "gültig nach der hinterlegten Vertrauensliste",
    "undetermined": "unbestimmt: Die Vertrauenswürdigkeit der Zertifikate ist nicht festgestellt",
    "refused": "abgelehnt",
    "paper": "vollständig; Unterschriften von Hand zu prüfen",
}


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
    word = f"laut Zertifikat des Ausstellers „{common_name(signature.issuer)}“ qualifiziert"
    list_ = "Aussteller in der Vertrauensliste der Registratur"
    checked = list_ if signature.trusted else "Aussteller nicht geprüft"
    if signature.qualified == "seal":
        return f"elektronisches Siegel (ersetzt keine Unterschrift), {word}; {checked}"
    return f"elektronische Signatur, {word}; {checked}"


def form_of(verdict: Verdict) -> str:
    """Return the German sentences on the legal form: kept, or open and why."""
    if verdict.written_form:
        return FORM_KEPT
    return " ".join([FORM_OPEN, *(OPEN[c] for c in verdict.open_points if c in OPEN)])


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
    passed = acceptance_in(copy.evidence)
    if passed:
        parts.append(f"Signatur im eigenen Feld „{passed.shown}“ angenommen durch {passed.by}: "
                     f"{passed.reason}")  # fmt: skip
    parts += _looks_of(copy)
    if copy.withdrawal:
        parts.insert(0, withdrawal_text(copy.withdrawal))
    return "; ".join(parts)


def added_text(evidence: Mapping[str, Any]) -> str:
    """Return the German words on who took a copy in, "" where it is not known."""
    added = evidence.get("added") or {}
    if not added.get("by"):
        return ""
    of = f" ({added['organisation']})" if added.get("organisation") else ""
    origin = evidence.get("moved_from")
    moved = f"; verschoben von {origin['agreement']} {origin['copy']}" if origin else ""
    return f"Aufgenommen am {str(evidence['checked_at'])[:10]} durch {added['by']}{of}{moved}."


def withdrawal_text(withdrawal: Withdrawal) -> str:
    """Return the German words on a copy that was taken back."""
    moved = f" und zu {withdrawal.moved_to} verschoben" if withdrawal.moved_to else ""
    return (f"zurückgezogen{moved} am {withdrawal.date} durch {withdrawal.by}: "
            f"{withdrawal.reason}")  # fmt: skip
