"""The plan part of a country pack: read and checked, compared, loaded."""

from mamori.plan.pack.checking import Surroundings, check
from mamori.plan.pack.loading import differences, load
from mamori.plan.pack.reading import read

__all__ = ["Surroundings", "check", "differences", "load", "read"]
