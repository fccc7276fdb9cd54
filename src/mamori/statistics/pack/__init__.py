"""The statistics of a country pack: read and checked, compared, loaded."""

from mamori.statistics.pack.loading import differences, load
from mamori.statistics.pack.reading import Content, observed, read, sentence

__all__ = ["Content", "differences", "load", "observed", "read", "sentence"]
