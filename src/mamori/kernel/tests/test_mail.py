import socket
from collections.abc import Iterator
from typing import Any

import pytest

from mamori.kernel import mail
from mamori.kernel.mail import Letter, NotSent, Server, WrongMailUrl
from mamori.kernel.tests.sink import Sink, listening

LETTER = Letter("[Mamori] 督促 / A reminder", "回答をお願いします。\n\nPlease answer.\n")
AOI = "aoi@staff.example"


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    settings.MAIL_FROM = "守り <mamori@office.example>"
    with listening() as sink:
        yield sink


def send(url: str) -> None:
    server = mail.from_url(url)
    assert server is not None
    mail.send(server, AOI, LETTER)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 587, "starttls")),
        ("smtp://mail.example?tls=always", Server("mail.example", 465, "always")),
        ("smtp://mail.example:2525?tls=none", Server("mail.example", 2525, "none")),
        ("smtp://a%40b:p%2Fw@mail.example", Server("mail.example", 587, "starttls", "a@b", "p/w")),
        ("", None),
    ],
)
def test_a_url_names_the_server(url, server):  # §6.2 TLS unless it says otherwise
    assert mail.from_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://u:hush@mail.example",
        "smtp://u:hush@:25",
        "smtp://u:hush@mail.example?tls=perhaps",
        "smtp://u:hush@mail.example:many",
        "smtp://u:hush@mail.example?tls",
    ],
)
def test_a_url_that_says_something_else_is_refused_without_its_secret(url):
    with pytest.raises(WrongMailUrl) as refused:
        mail.from_url(url)
    assert "hush" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_server_never_shows_its_secret():  # §6.2
    server = mail.from_url("smtp://user:hush@mail.example")
    assert "hush" not in f"{server} {server!r}"
    assert "user" not in f"{server} {server!r}"


def test_a_letter_arrives_as_it_was_written(sink):
    send(sink.url)
    [letter] = sink.letters
    assert letter["To"] == AOI
    assert letter["From"] == "守り <mamori@office.example>"
    assert letter["Subject"] == LETTER.subject
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().replace("\r\n", "\n") == LETTER.body


def test_no_automatic_reply_comes_back_and_this_machine_is_not_named(sink):  # §6.3
    send(sink.url)
    [letter] = sink.letters
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert letter["Precedence"] == "bulk"
    assert letter["Message-ID"].endswith("@office.example>")
    assert socket.gethostname() not in letter.as_string()


def test_the_secret_reaches_the_server(sink):
    url = f"smtp://user:hush@127.0.0.1:{sink.port}?tls=none"
    send(url)
    assert sink.logins == [("user", "hush")]
    assert len(sink.letters) == 1


def test_a_server_without_tls_gets_nothing_unless_told(sink):  # §6.2
    with pytest.raises(NotSent):
        mail.send(Server("127.0.0.1", sink.port, "starttls"), AOI, LETTER)
    assert sink.letters == []


@pytest.mark.parametrize("answer", ["550 no such mailbox <aoi@staff.example>", "451 later"])
def test_a_refused_letter_says_why_and_not_to_whom(sink, answer):  # §6.4
    sink.answer = answer
    with pytest.raises(NotSent) as told:
        send(sink.url)
    assert answer[:3] in str(told.value)
    assert "aoi" not in str(told.value)
    assert told.value.__suppress_context__


def test_a_server_that_is_not_there_is_no_other_error():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotSent, match="ConnectionRefusedError"):
        mail.send(Server("127.0.0.1", port, "none"), AOI, LETTER)
