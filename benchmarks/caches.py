"""What the product remembers between two readers, forgotten: so that the whole work is measured."""

from functools import _lru_cache_wrapper

from mamori.plan import files
from mamori.plan.print import charts
from mamori.press import phrases


def forget() -> None:
    """Files written, pictures drawn, phrases found. Fonts and parsers, loaded once, stay."""
    phrases.phrases.cache_clear()
    for module in (files, charts):
        for found in vars(module).values():
            if isinstance(found, _lru_cache_wrapper):
                found.cache_clear()
