"""What a rule of classing is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from contracts.redline.model import ChangeClass, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``kinds`` of token or ``words`` of which one must be among the changed ones.

    ``words`` are looked for in texts in small letters.

    ``subject`` rules also fire where the sentence or the heading speaks of their subject and more
    than the spelling changed.
    """

    name: str
    german: str
    klass: ChangeClass
    severity: Severity
    kinds: frozenset[str] = frozenset()
    words: re.Pattern[str] | None = None
    subject: bool = False
