"""The lines for squid.conf: closed by default, short cache lifetimes, no address in the log."""

import re
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from mamori_filter.adapters.squid import CLEAR_TAG, LISTED_TAG, Answer
from mamori_filter.refusals import Refused

TTL = 60  # seconds; Squid's own default is an hour, and a delisting would take as long
CACHED = 65_536  # answers; Squid keeps expired ones until this many are reached
CHANNELS = 1_000
_PAGE = re.compile(r"https?://[!#-$&-~]+")

_TEMPLATE = """\
# Mamori: the address list. An answer is kept {ttl} s, so a listing or delisting takes effect within {ttl} s.
# アドレスリスト。回答の保持は{ttl}秒なので、登録も削除も{ttl}秒以内に効きます。
external_acl_type mamori ttl={ttl} negative_ttl={ttl} grace=0 cache={cached} children-startup=1 children-idle=1 \
children-max={children} concurrency={channels} queue-size={queue} %'URI {helper}
acl mamori external mamori
acl mamori_clear tag {clear_tag}
acl mamori_listed tag {listed_tag}

{rules}
{notice}
# Squid's own log is yours. These lines keep every refused address, and who asked for it, out of it.
# Squid自身の記録は設置者のものです。次の行は、拒否したアドレスと要求元を記録に残しません。
# At level 1 of section 82 Squid writes addresses into cache.log whenever the helper's queue is full.
# 区分82の水準1では、待ち行列が満杯になるとSquidがアドレスをcache.logに書いてしまいます。
logformat mamori %ts %03>Hs
{logs}
debug_options ALL,1 82,0
"""

_CLEAR = """\
# Only what the filter clears may pass: no other http_access allow may stand before these lines.
# フィルターが可としたものだけを通します。これより前に他のhttp_access allowを置かないでください。
http_access allow {clients} mamori
http_access deny mamori_listed
http_access deny all"""

_LISTED = """\
# Before every http_access allow. A helper that is broken or overloaded is no match: prefer --answer clear.
# すべてのhttp_access allowより前に置きます。故障や過負荷は不一致となるため、--answer clearを勧めます。
http_access deny mamori"""


@dataclass(frozen=True, slots=True)
class Setting:
    """``command``: the helper's words without its verb. ``ttl`` in seconds. ``log``: where Squid logs what
    passed. ``clients``: the name of the acl of those who may use the proxy. ``notice``: a page that
    tells a person why, shown in place of what is listed."""

    command: tuple[str, ...]
    list: Path
    key: Path
    answer: Answer = Answer.CLEAR
    ttl: int = TTL
    clients: str = "localnet"
    log: str = "daemon:/var/log/squid/access.log"
    children: int = 2
    channels: int = CHANNELS
    queue: int = 2 * CHANNELS
    notice: str | None = None


def squid_config(setting: Setting) -> str:
    """:raises Refused: ``ttl``, ``path_spaces``, ``notice_page``."""
    if not 0 < setting.ttl <= 3600:
        raise Refused("ttl", "ttl は1〜3600秒です。", "The ttl is 1 to 3600 seconds.")
    paths = [str(setting.list), str(setting.key)]
    words = [*setting.command, "squid", "--list", paths[0], "--key", paths[1]]
    words += ["--answer", setting.answer, "--concurrency", "on"]
    if any(quote(word) != word for word in words):
        raise Refused(
            "path_spaces",
            "squid.conf に書くパスに空白や引用符は使えません。",
            "A path in squid.conf has no spaces or quotes.",
        )
    if setting.notice is not None and not _PAGE.fullmatch(setting.notice):
        raise Refused(
            "notice_page",
            "案内ページは http または https のアドレスです（% と空白は使えません）。",
            "The notice page is an http or https address without % or spaces.",
        )
    clear = setting.answer is Answer.CLEAR
    return _TEMPLATE.format(
        ttl=setting.ttl,
        cached=CACHED,
        children=setting.children,
        channels=setting.channels,
        queue=setting.queue,
        helper=" ".join(words),
        clear_tag=CLEAR_TAG,
        listed_tag=LISTED_TAG,
        rules=(_CLEAR if clear else _LISTED).format(clients=setting.clients),
        notice=_notice(setting.notice, "mamori_listed" if clear else "mamori"),
        logs=_logs(setting.log, "mamori_clear" if clear else "!mamori_listed"),
    )


def _notice(page: str | None, acl: str) -> str:
    return "" if page is None else f"deny_info 302:{page} {acl}\n"


def _logs(log: str, passed: str) -> str:
    refused = passed.removeprefix("!") if passed.startswith("!") else f"!{passed}"
    return f"access_log {log} squid {passed}\naccess_log {log} mamori {refused}"
