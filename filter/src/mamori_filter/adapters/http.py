"""A request and an answer of the service, and its errors as problem+json (RFC 9457)."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from mamori_filter.refusals import Refused, Text

LARGEST_BODY = 8 * 1024 * 1024  # octets


@dataclass(frozen=True, slots=True)
class Answer:
    """``body``: octets, or an iterator of octets that is sent as it comes."""

    status: int
    body: bytes | AsyncIterator[bytes]
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem(Exception):
    """Answered instead of a verdict. It never holds what was sent."""

    status: int
    code: str
    detail: Text
    headers: tuple[tuple[str, str], ...] = field(default=())

    def __str__(self) -> str:
        return self.code

    def answer(self) -> Answer:
        said = {
            "status": self.status,
            "title": HTTPStatus(self.status).phrase,
            "code": self.code,
            "detail": self.detail.en,
            "detail_ja": self.detail.ja,
        }
        body = json.dumps(said, ensure_ascii=False).encode()
        return Answer(self.status, body, "application/problem+json", self.headers)


def problem_of(refused: Refused) -> Problem:
    return Problem(422, refused.code, refused.message)


async def read_body(scope: Any, receive: Callable[[], Awaitable[Any]]) -> bytes:
    """:raises Problem: ``too_large``, ``cut_off``."""
    length = dict(scope["headers"]).get(b"content-length", b"")
    if length.isdigit() and int(length) > LARGEST_BODY:
        raise too_large()
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Problem(
                400, "cut_off", Text("問合せが途中で切れました。", "The request was cut off.")
            )
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > LARGEST_BODY:
            raise too_large()
    return b"".join(parts)


def too_large() -> Problem:
    return Problem(
        413,
        "too_large",
        Text(
            f"本文は{LARGEST_BODY:,}オクテットまでです。",
            f"A body has at most {LARGEST_BODY:,} octets.",
        ),
    )


async def send_answer(
    answer: Answer, send: Callable[[Any], Awaitable[None]], *, head: bool
) -> None:
    headers = [(b"content-type", answer.kind.encode()), (b"cache-control", b"no-store")]
    headers += [(name.lower().encode(), value.encode()) for name, value in answer.headers]
    if isinstance(answer.body, bytes):
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if isinstance(answer.body, bytes):
        await send({"type": "http.response.body", "body": b"" if head else answer.body})
        return
    async for part in answer.body:
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
