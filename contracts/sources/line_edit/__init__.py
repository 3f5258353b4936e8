"""Changes single values of a YAML file in place: all other lines keep every byte."""

from contracts.sources.line_edit.data import Change, value_at
from contracts.sources.line_edit.edit import CannotEditError, edited

__all__ = ["CannotEditError", "Change", "edited", "value_at"]
