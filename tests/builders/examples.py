"""Random documents in a list, the same ones in every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings

from tests.strategies import documents

if TYPE_CHECKING:
    from contracts.document import Document


def random_documents(count: int) -> list[Document]:
    """Return so many random documents."""
    found: list[Document] = []

    @settings(
        max_examples=count + count // 4 + 10,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def collect(document: Document) -> None:
        if len(found) < count:
            found.append(document)

    collect()
    return found
