"""Both forms of an address at once."""

import re

from mamori_filter.canonical.form import Form, Forms
from mamori_filter.canonical.strict import strict_form
from mamori_filter.canonical.tidy import second_form

# Most addresses are in both canonical forms already; this proves it without parsing.
_PLAIN = re.compile(
    r"https?://"
    r"((?:(?!xn--)[a-z0-9_\-]+\.)*(?!xn--)[a-z_\-][a-z0-9_\-]*)"
    r"((?:/[A-Za-z0-9\-_~!$&'()*+,;=:@][A-Za-z0-9\-_.~!$&'()*+,;=:@]*)+/?|/)"
    r"(?:\?([A-Za-z0-9\-_.~!$&()*+,;=:@/?]*))?"
    r"(?:#.*)?",
    re.DOTALL,
)


def forms(address: str) -> Forms | None:
    """None where the text is no web address."""
    plain = _PLAIN.fullmatch(address)
    if plain is not None:
        return Forms(Form(plain[1], plain[2], plain[3] or None), None)
    strict = strict_form(address)
    if strict is None:
        return None
    second = second_form(strict)
    return Forms(strict, None if second == strict else second)
