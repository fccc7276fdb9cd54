"""People of ministries, and forms sent as a browser sends them: with every field that stands on the page."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from mamori.accounts import actions as accounts
from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.plan import models

LIST = "/en/staff/answers/"
UPLOAD = "/en/staff/answers/upload/"
JA, EN = "{people}を検挙した。", "{people} were cleared."
GOOD = {"kind": "done", "q.people.value": "3", "text.ja": JA, "text.en": EN}


def officer(agency: str = "MHLW", name: str = "mika") -> Client:
    """A browser in which somebody of that ministry is signed in."""
    user = people.person(name)
    accounts.give_role(
        person_id=user.pk,
        role=Role.MINISTRY,
        agency=agency,
        first=people.SINCE,
        last=None,
        **people.BY,
    )
    client = Client()
    client.force_login(user)
    return client


def obligation(measure: str = "m-1", agency: str = "MHLW") -> models.Obligation:
    return models.Obligation.objects.select_related("answer").get(
        answer__round="FY2018", answer__measure=measure, agency=agency
    )


def path(measure: str = "m-1", agency: str = "MHLW", language: str = "en") -> str:
    return f"/{language}/staff/answers/{obligation(measure, agency).pk}/"


def state(measure: str = "m-1", agency: str = "MHLW") -> str:
    return obligation(measure, agency).state


def held(measure: str = "m-1", agency: str = "MHLW") -> dict[str, str]:
    row = obligation(measure, agency)
    return {**row.cells, **row.answer.cells}


def said(answer: Any) -> str:
    words: str = answer.content.decode()
    return words


def fields(answer: Any) -> dict[str, Any]:
    """What a browser would send of a page without touching it."""
    reader = _Fields()
    reader.feed(said(answer))
    return reader.found


def save(client: Client, at: str, do: str = "save", **typed: Any) -> Any:
    """Open the page, type that, and press the button; ``text_ja`` stands for ``text.ja``."""
    return send(client, at, fields(client.get(at)), do, **typed)


def send(client: Client, at: str, form: dict[str, Any], do: str = "save", **typed: Any) -> Any:
    named = {
        name.replace("__", ".").replace("text_", "text."): value for name, value in typed.items()
    }
    return client.post(at, {**form, **named, "do": do})


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value") or ""
        if tag == "textarea":
            self.area = name
            self.found[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and (self.select not in self.found or "selected" in told):
            self.found[self.select] = value
        elif tag == "input" and self._sent(told):
            before = self.found.get(name)
            self.found[name] = value if before is None else [*self._all(before), value]

    def handle_endtag(self, tag: str) -> None:
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area] = data.removeprefix("\n")

    @staticmethod
    def _all(value: Any) -> list[str]:
        return value if isinstance(value, list) else [value]

    @staticmethod
    def _sent(told: dict[str, str | None]) -> bool:
        kind = told.get("type")
        chosen = kind not in {"radio", "checkbox"} or "checked" in told
        return bool(told.get("name")) and chosen and kind != "file"
