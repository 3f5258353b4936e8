"""24 complete agreements that differ in everything a text decides by, for a second pair of eyes.

Law × gender style × singular or plural numbers are crossed; everything else takes turns, so that
each variant, each branch and each optional clause stands in several of them. To read them:
python -m tests.varied_agreements FOLDER
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contracts import plaintext
from contracts.assembly import Assembly, assemble
from contracts.sources.cases import load_case
from contracts.sources.clauses import load_library
from contracts.sources.workspace import Workspace
from contracts.sources.yaml import read_map
from tests.workspaces import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

LAWS = ("public", "social", "private")
STYLES = ("neutral", "pair", "colon", "asterisk")
PLACES = ("musterbezirk", "probebezirk")  # the second one took part in the pilot phase
OFFICES = (
    ["Jugendamt"],
    ["Jugendamt", "Gesundheitsamt"],
    ["Jugendamt", "Schul- und Sportamt"],
    ["Jugendamt", "Sozialamt", "Qualitätsentwicklung, Planung und Koordination (QPK)"],
)
FUNDERS = (
    ["Auridis Stiftung gGmbH"],
    ["Senatsverwaltung für Bildung, Jugend und Familie", "Auridis Stiftung gGmbH"],
    ["Erste Stiftung", "Zweite Stiftung", "Dritte Stiftung"],
)
PAYMENTS: tuple[dict[str, Any], ...] = (
    {"mutual_payment": False},
    {"mutual_payment": True, "payer": "district", "amount": "1500.00", "first_due": "2027-03-31",
     "purpose": "Raummiete für gemeinsame Veranstaltungen"},
    {"mutual_payment": True, "payer": "partner", "amount": "12000", "first_due": "2027-06-30",
     "purpose": "Druck der Informationen für Familien"},
)  # fmt: skip
RESOLUTIONS: tuple[dict[str, Any], ...] = (
    {"state": "none"},
    {"state": "planned", "planned_by": "2027-06-30"},
    {"state": "passed", "passed_on": "2026-11-24", "paper": "BA-Beschluss 0000/2026"},
)
DATA: tuple[dict[str, Any], ...] = (
    {"mode": "separate"},
    {"mode": "joint", "contact_point": "district"},
    {"mode": "joint", "contact_point": "partner"},
    {"mode": "processor", "processor": "district"},
    {"mode": "processor", "processor": "partner"},
)
COUNTS = (2, 3, 12, 13, 18)
OPTIONS = ("non_discrimination", "corruption_prevention", "work_results", "legal_recourse")


def agreements() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield district and data of each agreement."""
    text = (ROOT / "districts/musterbezirk/2026.yaml").read_text("utf-8")
    sample = read_map(text, "2026.yaml").data
    crossed = product(LAWS, STYLES, (True, False))
    for n, (law, style, single) in enumerate(crossed):
        data = json.loads(json.dumps(sample, default=str))
        yield PLACES[n // 2 % 2], _varied(data, n, law, style, single)


def _varied(data: dict[str, Any], n: int, law: str, style: str, single: bool) -> dict[str, Any]:
    count = 1 if single else COUNTS[n // 2 % len(COUNTS)]
    data |= {"law": law, "gender_style": style, "originals": _originals(n, count)}
    data["title"] = ("Kooperationsvertrag", "Kooperationsvereinbarung")[n // 2 % 2]
    data["signatories"] = _signatories(n)
    coordination = data["coordination"]
    coordination |= {
        "form": ("post", "core-team", "both")[n % 3],
        "resources": ("staff-release", "resources")[n // 4 % 2],
        "full_time_equivalents": "1" if single else ("0.5", "1.5", "2")[n // 2 % 3],
        "core_team_offices": OFFICES[0] if single else OFFICES[1 + n // 2 % 3],
        "board_resolution": RESOLUTIONS[(n + n // 8) % 3],
    }
    if coordination["form"] == "post":
        del coordination["core_team_offices"]
    coordination["steering"]["meetings_per_year"] = count
    data["impact"] |= {"report_every_months": count, "council_every_months": count}
    survey = {"planned": True, "year": 2027, "method": "digitale Befragung"}
    data["impact"]["family_survey"] = survey if n // 3 % 2 else {"planned": False}
    data["guidance"]["review_talks_per_year"] = min(count, 12)
    data["cooperation"]["meetings_per_year"] = count
    funders = FUNDERS[0] if single else FUNDERS[1 + n // 2 % 2]
    data["finance"] = {**PAYMENTS[n // 2 % 3], "funders": funders}
    data["publicity"] = {"contract_published": n // 5 % 2 == 0, "notice_days": count}
    data["data_protection"] = {**DATA[n % len(DATA)], "deletion_months": count}
    data["term"] = _term(n, count)
    if data["term"]["end"] == "funding-phase" and n % 4 == 1:
        del data["dates"]["ends"]
    data["options"] = {name: bool((n + n // 4) >> bit & 1) for bit, name in enumerate(OPTIONS)}
    return data


def _originals(n: int, count: int) -> dict[str, Any]:
    form = "qualified-signature" if n % 5 == 4 else "paper"
    return {"form": form, "copies": min(max(count, 2), 20)}


def _signatories(n: int) -> list[dict[str, str]]:
    chosen = [("district", "jugend"), ("partner", "vorstand")]
    if n % 3 == 1:
        chosen += [("district", "vertretung"), ("partner", "vorstand-zwei")]
    return [{"side": side, "office": office} for side, office in chosen]


def _term(n: int, count: int) -> dict[str, Any]:
    renewal = {"renewal": True, "renewal_months": count} if n // 2 % 3 else {"renewal": False}
    end = "funding-phase" if n % 2 else "fixed"
    return {"end": end, "notice_months": count, **renewal}


def workspace(folder: Path) -> Workspace:
    """Write the agreements as a workspace of their own."""
    for name in ("clauses", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    more = {
        "district.yaml": "  - {id: vertretung, function: Leitung des Jugendamts, holder: Kim Muster,"
        " capacity: i. V.}\n",
        "partner.yaml": "  - {id: vorstand-zwei, function: Vorstand, holder: Robin Muster}\n",
    }
    for place in PLACES:
        to = folder / "districts" / place
        shutil.copytree(
            ROOT / "districts/musterbezirk", to, ignore=shutil.ignore_patterns("2026.*")
        )
        for name, office in more.items():
            text = (to / name).read_text("utf-8").replace("offices:\n", "offices:\n" + office)
            text = text.replace("slug: musterbezirk", f"slug: {place}")
            if place == PLACES[1]:
                text = text.replace("pilot_phase: false", "pilot_phase: true")
            (to / name).write_text(text, "utf-8")
    shutil.copy(ROOT / "districts/partner.yaml", folder / "districts")
    for n, (place, data) in enumerate(agreements(), 1):
        text = json.dumps(data, ensure_ascii=False, indent=1)
        (folder / "districts" / place / f"v{n:02}.yaml").write_text(text, "utf-8")
    return Workspace(folder)


def assembled(folder: Path) -> dict[str, Assembly]:
    """Return the final version of each agreement, findings of loading included."""
    made = workspace(folder)
    library, found = load_library(made)
    result = {}
    for agreement in made.agreements():
        case, problems = load_case(made, agreement)
        if case is None:
            result[agreement] = Assembly(None, (*found, *problems))
            continue
        whole = assemble(case, library, "release")
        findings = (*found, *problems, *whole.findings)
        result[agreement] = Assembly(whole.document, findings, whole.uses)
    return result


def main() -> None:
    """Write the texts to read."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for agreement, found in assembled(Path(folder)).items():
            text = "".join(f"{f.code} {f.message}\n" for f in found.findings)
            if found.document is not None:
                text += "\n".join(plaintext.document_lines(found.document)) + "\n"
            (out / f"{agreement.replace('/', '-')}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
