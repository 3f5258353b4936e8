"""Rules over the data of one agreement: dates, offices, names, gender style."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from contracts.assembly.checks.plausible import check_plausible
from contracts.assembly.checks.sentences import without_article
from contracts.catalogue import check as text_kinds
from contracts.catalogue import validate as kinds
from contracts.german.roles import styles_in
from contracts.language import _
from contracts.model.plausible.rule import title_of
from contracts.sources.validate import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.findings import Finding
    from contracts.model import Agreement, Office
    from contracts.sources.cases import Case
    from contracts.sources.glossary import Glossary
    from contracts.sources.yaml import Path

# each pair must not be the other way round; a district may sign before or after its partner
_ORDER = (
    ("dates.agreed", "dates.ends"),
    ("dates.effective", "dates.ends"),
    ("dates.agreed", "dates.published"),
    ("dates.signed.district", "dates.published"),
    ("dates.signed.partner", "dates.published"),
    ("dates.agreed", "dates.signed.district"),
    ("dates.agreed", "dates.signed.partner"),
    ("dates.signed.district", "dates.ends"),
    ("dates.signed.partner", "dates.ends"),
)
# never printed, so free in their wording
_UNPRINTED = ("evidence", "note", "clauses")


def check_case(case: Case, glossary: Glossary) -> list[Finding]:
    """Return what is wrong with the data of one agreement although every value is well-formed."""
    return [
        *_dates(case),
        *_contradictions(case),
        *_signatories(case),
        *_words(case, glossary),
        *check_plausible(case),
        *without_article(case),
    ]


def _day(agreement: Agreement, path: str) -> date | None:
    found: object = agreement
    for name in path.split("."):
        found = getattr(found, name)
    return found if isinstance(found, date) else None


def dates_out_of_order(agreement: Agreement) -> Iterator[tuple[str, str, date, date]]:
    """Yield two fields and their days where the later one lies before the earlier one."""
    for earlier, later in _ORDER:
        first, second = _day(agreement, earlier), _day(agreement, later)
        if first and second and second < first:
            yield earlier, later, first, second


def _dates(case: Case) -> Iterator[Finding]:
    agreement, raw = case.agreement.model, case.agreement.raw
    for earlier, later, first, second in dates_out_of_order(agreement):
        yield kinds.DATES_ORDER.at(
            raw.place(tuple(later.split("."))),
            earlier=title_of(earlier),
            later=title_of(later),
            earlier_day=first,
            later_day=second,
        )


def _contradictions(case: Case) -> Iterator[Finding]:
    agreement, raw = case.agreement.model, case.agreement.raw
    resolution, term = agreement.coordination.board_resolution, agreement.term
    rules = (
        (
            "coordination.board_resolution.passed_on",
            resolution.passed_on is not None
            and resolution.state in ("none", "planned")
            and not _known_later(agreement),
            _("the resolution is not said to be passed"),
        ),
        (
            "coordination.board_resolution.planned_by",
            resolution.planned_by is not None and resolution.state == "none",
            _("no resolution is planned"),
        ),
        *_more_contradictions(agreement),
        (
            "term.renewal_months",
            term.renewal_months is not None and term.renewal is False,
            _("no renewal is agreed"),
        ),
        (
            "finance.amount",
            agreement.finance.amount is not None and agreement.finance.mutual_payment is False,
            _("no payment is agreed"),
        ),
        (
            "coordination.core_team_offices",
            bool(agreement.coordination.core_team_offices)
            and agreement.coordination.form == "post",
            _("the coordination is a post without a core team"),
        ),
    )
    for key, wrong, condition in rules:
        if wrong:
            place = raw.place(tuple(key.split(".")))
            yield kinds.CONTRADICTION.at(place, key=key, title=title_of(key), condition=condition)


def _more_contradictions(agreement: Agreement) -> Iterator[tuple[str, bool, str]]:
    survey, protection = agreement.impact.family_survey, agreement.data_protection
    yield (
        "impact.family_survey.year",
        survey.year is not None and survey.planned is False,
        _("no survey is planned"),
    )
    yield (
        "impact.family_survey.method",
        survey.method is not None and survey.planned is False,
        _("no survey is planned"),
    )
    yield (
        "data_protection.processor",
        protection.processor is not None and protection.mode in ("separate", "joint"),
        _("nobody processes on behalf of the other"),
    )
    yield (
        "data_protection.contact_point",
        protection.contact_point is not None and protection.mode in ("separate", "processor"),
        _("the parties do not answer jointly"),
    )


def _known_later(agreement: Agreement) -> bool:
    """Tell whether the resolution came after the signature, so that the text does not name it."""
    signed, passed = agreement.dates.signed.district, agreement.coordination.board_resolution
    return bool(signed and passed.passed_on and signed < passed.passed_on)


def _signatories(case: Case) -> Iterator[Finding]:
    dates, raw = case.agreement.model.dates, case.agreement.raw
    for position, choice in enumerate(case.agreement.model.signatories):
        place = raw.place(("signatories", position, "office"))
        loaded = case.district if choice.side == "district" else case.partner
        office = loaded.model.office(choice.office)
        if office is None:
            known = [o.id for o in loaded.model.offices]
            yield kinds.UNKNOWN_OFFICE.at(
                place,
                office=choice.office,
                file=loaded.raw.file,
                suggestion=suggestion(choice.office, known),
                known=", ".join(known) or "–",
            )
            continue
        signed = dates.signed.district if choice.side == "district" else dates.signed.partner
        day = signed or dates.agreed or dates.effective
        if day is not None and not office.holds_on(day):
            yield kinds.NOT_IN_OFFICE.at(
                place,
                holder=office.holder or choice.office,
                office=office.function or office.id,
                day=day,
                validity=_validity(office),
                file=loaded.raw.file,
            )


def _validity(office: Office) -> str:
    start = office.valid_from.isoformat() if office.valid_from else "…"
    end = office.valid_to.isoformat() if office.valid_to else "…"
    return f"{start} – {end}"


def _words(case: Case, glossary: Glossary) -> Iterator[Finding]:
    raw, wanted = case.agreement.raw, case.agreement.model.gender_style
    for path, text in _texts(raw.data, ()):
        place = raw.place(path)
        for found, term in glossary.misspelt(text):
            yield text_kinds.NAME_VARIANT.at(
                place, found=found, name=term.name, canonical=term.canonical
            )
        for style, word in styles_in(text).items():
            pair_is_other = style == "pair" and wanted in ("colon", "asterisk")
            if pair_is_other or style not in (wanted, "pair"):
                yield text_kinds.MIXED_STYLE.at(place, word=word, found=style, style=wanted)


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            if path or key not in _UNPRINTED:
                yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _texts(item, (*path, position))
