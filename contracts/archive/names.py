"""Names as certificates show them."""

from __future__ import annotations


def common_name(subject: str) -> str:
    """Return the common name out of a subject as certificates show it."""
    for part in subject.split(", "):
        key, _, value = part.partition(": ")
        if key == "Common Name":
            return value
    return subject
