"""Category lists for schools and families, beside the mandatory list: docs/policy/filter.md, section 9."""

from mamori_filter.categories.filters import CategoryVerdict, ProfiledFilter
from mamori_filter.categories.folders import open_folder
from mamori_filter.categories.profile_files import read_profile, shipped
from mamori_filter.categories.profiles import Base, Profile

__all__ = [
    "Base",
    "CategoryVerdict",
    "Profile",
    "ProfiledFilter",
    "open_folder",
    "read_profile",
    "shipped",
]
