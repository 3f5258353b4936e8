"""Vertragswerk: cooperation contracts from reusable clauses, in Word and PDF."""

from __future__ import annotations

__version__ = "0.1.0"
