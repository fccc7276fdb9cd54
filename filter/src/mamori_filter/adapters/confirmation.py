"""Confirmation over HTTP of what a short list may hold: the provider's route, and the question from a
school or a home. Fingerprints only; never an address. docs/policy/address-list-format.md, §9.4."""

import http.client
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from mamori_filter.adapters.http import Answer, Problem
from mamori_filter.adapters.service import Desk, Route
from mamori_filter.causes import cause
from mamori_filter.refusals import Refused, Text
from mamori_filter.short import confirming

PATH = "/confirm"
WAITS = 2.0  # seconds for an answer
_LONGEST = 1 << 20  # octets of an answer


def confirm(desk: Desk, body: bytes) -> Answer:
    """POST /confirm {"fingerprints": ["16 hexadecimal digits", …]} → {"answers": [...]}, in their order."""
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        asked = None
    match asked:
        case {"fingerprints": [*texts]} if all(isinstance(text, str) for text in texts):
            desk.charge(len(texts))
            answers = confirming.confirm(desk.filter, texts, desk.now)
            said = {"answers": [answer._asdict() for answer in answers]}
            return Answer(200, json.dumps(said).encode())
    raise Problem(
        400,
        "question",
        Text('本文は {"fingerprints": ["…"]} です。', 'The body is {"fingerprints": ["…"]}.'),
    )


ROUTE = {PATH: Route("POST", confirm)}


def asking(
    place: str, token_file: Path | None = None
) -> Callable[[list[str]], list[confirming.Answer]]:
    """What ``short.Confirm`` asks by: the service at ``place``, "https://filter.provider.example".

    :raises Refused: ``confirm_place``, ``token_unreadable``.
    """
    url = urlsplit(place)
    if url.scheme not in ("http", "https") or not url.hostname or url.query:
        raise Refused(
            "confirm_place",
            "確認先は https://filter.provider.example の形です。",
            "The place to confirm at is written https://filter.provider.example.",
        )
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    host, port, path = url.hostname, url.port, url.path.rstrip("/") + PATH
    headers = {"Content-Type": "application/json"} | _authorization(token_file)

    def ask(fingerprints: list[str]) -> list[confirming.Answer]:
        connection = kind(host, port, timeout=WAITS)
        try:
            connection.request("POST", path, json.dumps({"fingerprints": fingerprints}), headers)
            answer = connection.getresponse()
            if answer.status != 200:
                raise ConnectionError(f"status {answer.status}")
            return [_read(one) for one in json.loads(answer.read(_LONGEST))["answers"]]
        finally:
            connection.close()

    return ask


def _read(told: dict[str, object]) -> confirming.Answer:
    """:raises TypeError, KeyError: the answer is malformed, which counts as none."""
    listed, version = told["listed"], told["list_version"]
    if not isinstance(listed, bool) or not isinstance(version, int):
        raise TypeError("a malformed answer")
    scope, entry_id = (
        None if told[name] is None else str(told[name]) for name in ("scope", "entry_id")
    )
    return confirming.Answer(listed, scope, entry_id, version)


def _authorization(token_file: Path | None) -> dict[str, str]:
    if token_file is None:
        return {}
    try:
        return {"Authorization": f"Bearer {token_file.read_text().strip()}"}
    except OSError as error:
        raise Refused(
            "token_unreadable",
            f"トークンのファイルを読めません（{cause(error).ja}）。",
            f"The token file cannot be read: {cause(error).en}.",
        ) from None
