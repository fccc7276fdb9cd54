"""The three ways to the forms of an address, which give one answer, and the vectors they are held to."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mamori_filter import _native
from mamori_filter.canonical import Form, Forms, forms, second_form, strict_form

VECTORS = Path(__file__).with_name("vectors")


def native_forms(address: str) -> Forms | None:
    """The native core's answer in the twin's types."""
    found = _native.forms(address)
    if found is None:
        return None
    strict, second = found
    return Forms(Form(*strict), None if second is None else Form(*second))


def slow_forms(address: str) -> Forms | None:
    """The twin's answer with no short way for plain addresses."""
    strict = strict_form(address)
    if strict is None:
        return None
    second = second_form(strict)
    return Forms(strict, None if second == strict else second)


Reader = Callable[[str], Forms | None]
READERS: dict[str, Reader] = {
    "native": native_forms,
    "twin": forms,
    "twin without its short way": slow_forms,
}
each_way = pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())


def second_of(found: Forms | None) -> Form | None:
    """The second form of an address, also where it is the strict form."""
    return None if found is None else found.second or found.strict


def vectors(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a list in which strings are comments."""
    return [case for case in vectors(name) if not isinstance(case, str)]
