"""Changes single values of a YAML file in place: all other lines keep every byte."""

from contracts.sources.line_edit.edit import CannotEditError, Change, edited

__all__ = ["CannotEditError", "Change", "edited"]
