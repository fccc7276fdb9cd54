"""The register's part of a country pack: units, kinds, indicators and records; read, compared, loaded."""

from mamori.activities.pack.loading import differences, load
from mamori.activities.pack.reading import Content, counted, read

__all__ = ["Content", "counted", "differences", "load", "read"]
