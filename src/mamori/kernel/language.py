"""The language of the page being answered."""

from django.utils.translation import get_language

from mamori.kernel.text import Language


def language() -> Language:
    return Language.EN if (get_language() or "").startswith("en") else Language.JA
