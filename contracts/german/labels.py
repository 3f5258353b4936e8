"""German labels of the short words that data files use."""

from __future__ import annotations

_LABELS = {
    "district": "Bezirk",
    "partner": "Gesundheit Berlin-Brandenburg",
    "both": "beide Vertragsparteien",
    "public": "öffentliches Recht",
    "social": "Sozialrecht",
    "private": "Privatrecht",
    "post": "Koordinierungsstelle",
    "core-team": "Kernteam",
    "staff-release": "Freistellung",
    "resources": "Bereitstellung von Ressourcen",
    "none": "nicht vorgesehen",
    "planned": "angestrebt",
    "passed": "gefasst",
    "fixed": "festes Ende",
    "funding-phase": "Ende der Förderphase",
    "separate": "getrennt Verantwortliche",
    "joint": "gemeinsam Verantwortliche",
    "processor": "Auftragsverarbeitung",
    "paper": "eigenhändige Unterschrift",
    "qualified-signature": "qualifizierte elektronische Signatur",
}


def label(word: str) -> str:
    """Return the German label of a data word, the word itself where it has none."""
    return _LABELS.get(word, word)
