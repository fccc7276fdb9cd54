"""The lines for squid.conf. docs/policy/filter.md, Squid."""

from pathlib import Path
from typing import Any

import pytest

from mamori_filter.adapters.squid import Answer
from mamori_filter.adapters.squid_config import Setting, squid_config
from mamori_filter.refusals import Refused


def setting(**changed: Any) -> Setting:
    given: dict[str, Any] = {"command": ("/bin/f",), "list": Path("/l.mf"), "key": Path("/k")}
    return Setting(**given | changed)


def test_an_answer_is_kept_a_minute_and_never_past_its_time() -> None:
    for answer in Answer:
        lines = squid_config(setting(answer=answer))
        assert " ttl=60 negative_ttl=60 grace=0 cache=65536 " in lines


def test_closed_by_default_nothing_is_allowed_but_what_is_cleared() -> None:
    rules = [
        line for line in squid_config(setting()).splitlines() if line.startswith("http_access")
    ]
    assert rules == [
        "http_access allow localnet mamori",
        "http_access deny mamori_listed",
        "http_access deny all",
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ttl": 0}, "ttl"),
        ({"ttl": 3601}, "ttl"),
        ({"key": Path("/a b")}, "path_spaces"),
        ({"notice": "https://x.test/%u"}, "notice_page"),
    ],
)
def test_lines_that_would_not_hold_are_refused(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        squid_config(setting(**changed))
    assert refused.value.code == code
