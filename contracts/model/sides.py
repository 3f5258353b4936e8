"""The two sides of a contract, as people name them."""

from __future__ import annotations

DISTRICT = "Bezirk"
PARTNER = "Gesundheit Berlin-Brandenburg"
BOTH = "beide Vertragsparteien"
SIDES = {"district": "Bezirk", "partner": "Gesundheit Berlin-Brandenburg"}
