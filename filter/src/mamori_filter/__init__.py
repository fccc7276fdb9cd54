"""The provider's side of Mamori: a verdict on an address from a list nobody can read."""

from mamori_filter.filters import Filter, Status
from mamori_filter.refusals import Refused
from mamori_filter.verdicts import Verdict

__all__ = ["Filter", "Refused", "Status", "Verdict"]
