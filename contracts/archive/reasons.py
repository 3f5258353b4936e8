"""Why a copy is refused, and why the written form stays open: codes to sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A code may carry what it is about behind a colon: the name of a field, the number of a page.
PROBLEMS = {
    "not-the-release": N_("it does not begin with the bytes of the final version"),
    "not-signed": N_("it holds no signature"),
    "encrypted": N_("it is encrypted"),
    "changed-against-rules": N_("it was changed although a signature forbids it"),
    "signature-broken": N_("a signature does not match the bytes it covers"),
    "signature-covers-too-little": N_("a signature does not cover the whole file before it"),
    "signature-byte-range": N_("a signature covers other bytes than it should"),
    "signature-contents": N_("a signature is not stored as it must be"),
    "signature-padding": N_("there is something behind a signature where zeros should be"),
    "signature-unknown-kind": N_("it holds a signature of an unknown kind"),
    "timestamp-broken": N_("a time stamp does not match"),
    "certificate-revoked": N_("the certificate of a signer is revoked"),
    "field-added": N_("a field was added that the final version does not have"),
    "field-own": N_(
        "the signature “{about}” stands in a field of its own that the final version does not "
        "have; whoever has looked at it may accept it with --accept-field"
    ),
    "field-twice": N_("a field was added under the name of another"),
    "field-moved": N_("the signature field “{about}” was moved or enlarged"),
    "field-changed": N_("the signature field “{about}” was changed in more than its signature"),
    "field-look": N_("what the signature “{about}” shows is more than lettering and pictures"),
    "field-locked": N_("“{about}” was signed although a signer before had locked that field"),
    "stamp-shown": N_("a time stamp shows something on the page"),
    "form-changed": N_("the list of fields was changed"),
    "annotation": N_("a note, a link or a drawing was put on a page"),
    "action": N_("it holds a program or an action that runs by itself"),
    "attachment": N_("a file was attached or exchanged"),
    "layer": N_("a layer was added that can be shown or hidden"),
    "outline": N_("the bookmarks were changed"),
    "structure": N_("the structure was changed that is read out to blind people"),
    "page-changed": N_("a page was changed, or what it is drawn with"),
    "object-unknown": N_("something was added that no signature needs"),
    "security": N_("material for later checks is not stored as it must be"),
    "rights": N_("it claims rights that no first signature gives"),
    "rules-unknown": N_("a signature sets rules that this program does not know"),
    "certified-late": N_("a later signature claims to certify the file as its first"),
    "certified-final": N_(
        "the first signer certified it so that nobody may sign after (no changes allowed)"
    ),
    "readers-disagree": N_("programs would read different things in it"),
    "unclear": N_("it is written so that programs could read different things in it"),
    "words-differ": N_("page {about} holds other words than the final version"),
    "picture-differs": N_("page {about} looks different outside of the signature boxes"),
    "metadata-info": N_("its metadata were changed ({about})"),
    "metadata-xmp": N_("its metadata were changed ({about})"),
    "metadata-version": N_("its metadata were changed (version of PDF)"),
    "metadata-appearances": N_("its metadata were changed (fields are to be drawn anew)"),
    "catalog": N_("its settings were changed ({about})"),
}  # fmt: skip
UNREADABLE = N_("it cannot be read as a PDF with signatures ({reason})")
_ABOUT = {
    "Title": N_("title"),
    "title": N_("title"),
    "Author": N_("author"),
    "creator": N_("author"),
    "Subject": N_("subject"),
    "Keywords": N_("keywords"),
    "Creator": N_("program that made it"),
    "CreationDate": N_("date of creation"),
    "ModDate": N_("date of change"),
    "Producer": N_("program that wrote it"),
    "part": N_("mark of PDF/A or PDF/UA"),
    "conformance": N_("mark of PDF/A"),
    "language": N_("language"),
    "Lang": N_("language"),
    "MarkInfo": N_("mark of being tagged"),
    "OpenAction": N_("action when it is opened"),
    "AA": N_("actions"),
    "Names": N_("names, attachments, programs"),
    "AF": N_("attachments"),
    "Collection": N_("attachments"),
    "OCProperties": N_("layers"),
    "PageLabels": N_("page numbers"),
    "ViewerPreferences": N_("how it is shown"),
    "PageMode": N_("how it is shown"),
    "PageLayout": N_("how it is shown"),
    "Outlines": N_("bookmarks"),
    "Dests": N_("destinations of links"),
    "StructTreeRoot": N_("structure"),
    "Pages": N_("pages"),
    "OutputIntents": N_("colours"),
    "Extensions": N_("extensions"),
}
_OTHER = N_("other entries")

# Why the written form is not established.
OPEN_POINTS = {
    "refused": N_("the copy is refused"),
    "not-trusted": N_("the trust list does not know every signer, or there is none"),
    "not-qualified": N_("a signature is not qualified"),
    "fields-open": N_("not every prepared field is signed"),
    "one-hand": N_("one certificate has signed several fields"),
    "field-of-its-own": N_("a signature shows itself in a field that was not prepared"),
    "no-time": N_("no trusted time stamp says when it was signed"),
    "revocation-open": N_("it does not prove that no certificate was revoked when it was signed"),
    "undetermined": N_("the check is undetermined"),
}

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


def problems_text(codes: Iterable[str]) -> str:
    """Return why a signed copy is refused, in the active language."""
    return "; ".join(dict.fromkeys(_problem(code) for code in codes))


def _problem(code: str) -> str:
    kind, _colon, about = code.partition(":")
    if kind == "unreadable":
        return _(UNREADABLE).format(reason=about.strip())
    text = _(PROBLEMS.get(kind, PROBLEMS["signature-contents"]))
    named = kind.startswith(("field", "words", "picture"))
    return text.format(about=about if named else _(_ABOUT.get(about, _OTHER)))


def open_points_text(codes: Iterable[str]) -> str:
    """Return why the written form is not established, in the active language."""
    return "; ".join(_(OPEN_POINTS.get(code, OPEN_POINTS["undetermined"])) for code in codes)


def active_text(parts: Sequence[str]) -> str:
    """Return what a scan holds that it does not need, in the active language.

    What is not known is named as it stands in the file.
    """
    known = [_(ACTIVE[part]) for part in parts if part in ACTIVE]
    unknown = [f"“{one.partition(':')[2]}”" for one in parts if one not in ACTIVE]
    if unknown:
        known.append(_("entries that nobody knows ({names})").format(names=", ".join(unknown)))
    return "; ".join(known)
