"""Plain letters through SMTP. With no server named, nothing is sent, and the sender is told so.

Policy: docs/policy/kernel.md, section 6. An address reaches the server and nothing else: no log, no
error and no answer names it.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

SECONDS = 20
PORTS = {"starttls": 587, "always": 465, "none": 25}


class WrongMailUrl(Refused):
    code = "wrong_mail_url"

    def __init__(self) -> None:
        super().__init__(
            Text(
                ja="MAIL_URL を読めません。smtp://利用者:秘密@ホスト:ポート?tls=starttls の形で書いてください。"
                "tls は starttls、always、none のどれかです。",
                en="MAIL_URL cannot be read. Write it like smtp://user:secret@host:port?tls=starttls; "
                "tls is one of starttls, always and none.",
            )
        )


class NotSent(Exception):
    """The server did not take it; says what the server answered, never to whom it was."""


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    tls: str
    user: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


def from_url(url: str) -> Server | None:
    """The server at this URL; None for no URL. TLS unless it says ``tls=none`` (§6.2)."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        [tls] = parse_qs(parts.query, strict_parsing=bool(parts.query)).get("tls", ["starttls"])
        port = parts.port or PORTS[tls]
    except (ValueError, KeyError):
        raise WrongMailUrl() from None
    if parts.scheme != "smtp" or not parts.hostname or tls not in PORTS:
        raise WrongMailUrl()
    user, secret = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port, tls, user, secret)


def server() -> Server | None:
    """The one this machine is told to use."""
    return from_url(settings.MAIL_URL)


def send(through: Server, to: str, letter: Letter) -> None:
    """Hand the letter to the server, or raise ``NotSent``."""
    message = _message(to, letter)
    try:
        with _connected(through) as smtp:
            smtp.send_message(message)
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"{through} answered {error.smtp_code}") from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = sorted({code for code, _ in error.recipients.values()})
        raise NotSent(f"{through} refused the recipient: {codes}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"{through} could not be used: {type(error).__name__}") from None


@contextmanager
def _connected(through: Server) -> Iterator[smtplib.SMTP]:
    # Named by the sender's domain: the name of this machine is nobody's business.
    here, context = _domain(), ssl.create_default_context()
    if through.tls == "always":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            through.host, through.port, here, timeout=SECONDS, context=context
        )
    else:
        smtp = smtplib.SMTP(through.host, through.port, here, timeout=SECONDS)
    with smtp:
        if through.tls == "starttls":
            smtp.starttls(context=context)
        if through.user:
            smtp.login(through.user, through.secret)
        yield smtp


def _message(to: str, letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.MAIL_FROM
    message["To"] = to
    message["Subject"] = letter.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=_domain())
    message["Auto-Submitted"] = "auto-generated"  # §6.3
    message["X-Auto-Response-Suppress"] = "All"
    message["Precedence"] = "bulk"
    message.set_content(letter.body)
    return message


def _domain() -> str:
    return parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
