"""Lists for families and schools: short fingerprints only, so that a stolen copy is ambiguous. Their octets:
docs/policy/address-list-format.md, section 9."""

from mamori_filter.short.confirming import Answer, confirm
from mamori_filter.short.filters import HOLD, PASS, Confirm, ShortFilter
from mamori_filter.short.shortening import shorten

__all__ = ["HOLD", "PASS", "Answer", "Confirm", "ShortFilter", "confirm", "shorten"]
