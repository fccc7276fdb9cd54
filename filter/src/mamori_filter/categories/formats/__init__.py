"""The formats in which category lists are handed around, each read line by line: docs/policy/filter.md, §9.2."""

from mamori_filter.categories.formats.domains import read_domains
from mamori_filter.categories.formats.hosts import read_hosts
from mamori_filter.categories.formats.items import Ignored, Item, Listed, Malformed
from mamori_filter.categories.formats.rpz import read_rpz
from mamori_filter.categories.formats.urls import read_urls

__all__ = [
    "Ignored",
    "Item",
    "Listed",
    "Malformed",
    "read_domains",
    "read_hosts",
    "read_rpz",
    "read_urls",
]
