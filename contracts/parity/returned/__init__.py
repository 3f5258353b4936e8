"""A Word file that came back, read in full: what is not known is named, never passed over."""

from contracts.parity.returned.differences import Difference, differences
from contracts.parity.returned.seen import Seen, see

__all__ = ["Difference", "Seen", "differences", "see"]
