"""What a person sees instead of a listed page: whole in itself, in both languages, without script."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from mamori_filter.refusals import Refused, Text
from mamori_filter.verdicts import Verdict

LANGUAGES = ("ja", "en")
_SAFE_LINKS = ("https://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Link:
    """:raises Refused: ``link``: it is not https, mailto or tel."""

    text: Text
    href: str

    def __post_init__(self) -> None:
        if not self.href.startswith(_SAFE_LINKS):
            raise Refused(
                "link",
                "リンクは https、mailto、tel のいずれかです。",
                "A link is of the kind https, mailto or tel.",
            )


HELP = (
    Link(
        Text("189：児童相談所（昼夜、無料）", "189: child guidance centre (day and night, free)"),
        "tel:189",
    ),
    Link(
        Text(
            "#8103：性犯罪の警察相談（昼夜、無料）",
            "#8103: police line on sexual crime (day and night, free)",
        ),
        "tel:%238103",
    ),
)


@dataclass(frozen=True, slots=True)
class Page:
    """``appeal`` leads to where the provider hears objections; ``help`` to people who listen."""

    appeal: Link | None = None
    help: tuple[Link, ...] = HELP

    def blocked(self, verdict: Verdict, first: str) -> str:
        """The page for a listed address. ``first``: the language that stands first, "ja" or "en"."""
        notice = verdict.notice
        if notice is None:
            raise ValueError("only a listed address has a notice")
        parts = (
            f"<p class=lead>{escape(_in(notice, language))}</p>{_facts(verdict, language)}"
            f"{self._ways(language)}"
            for language in _order(first)
        )
        return _document(_BLOCKED, first, parts)

    def unavailable(self, first: str) -> str:
        """The page for when the filter could not answer."""
        parts = (f"<p class=lead>{_in(UNAVAILABLE, language)}</p>" for language in _order(first))
        return _document(_CLOSED, first, parts)

    def _ways(self, language: str) -> str:
        said = f"<p>{_in(_APPEAL, language)}</p>"
        if self.appeal:
            said += f"<p>{_anchor(self.appeal, language)}</p>"
        if self.help:
            links = "".join(f"<li>{_anchor(link, language)}</li>" for link in self.help)
            said += f"<p class=ask>{_in(_HELP, language)}</p><ul>{links}</ul>"
        return said


UNAVAILABLE = Text(
    "いま、このページを確認できないため、表示を止めています。しばらくしてから、もう一度お試しください。",
    "This page cannot be checked at the moment, so it is not shown. Please try again in a little while.",
)
_BLOCKED = Text("このページは表示できません", "This page cannot be shown")
_CLOSED = Text("しばらくお待ちください", "Please wait a little")
_ENTRY = Text("登録番号", "Entry number")
_NO_ENTRY = Text(
    "読み取れません。リストの版だけをお伝えください", "not readable; the list version is enough"
)
_VERSION = Text("リストの版", "List version")
_APPEAL = Text(
    "異議を申し出るときは、この登録番号をお伝えください。ページのアドレスを書く必要はありません。",
    "To appeal, give this entry number. You need not write down the address of the page.",
)
_HELP = Text(
    "子どものことが心配なとき、自分がつらいとき、話を聞く人がいます。",
    "If you worry about a child, or things are hard for you, there are people who listen.",
)
_OTHER = {"ja": "English below", "en": "日本語は下にあります"}

STYLE = """
*{box-sizing:border-box}
html{color-scheme:light dark;background:#faf8f3;color:#1c1b19;-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1.5rem clamp(1rem,5vw,3rem) 4rem;max-width:46rem;font-size:1.125rem;line-height:1.6;
 overflow-wrap:anywhere;font-family:-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK JP",sans-serif}
:lang(ja){line-height:1.85;line-break:strict;
 font-family:"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","BIZ UDPGothic","Yu Gothic UI",Meiryo,sans-serif}
section{padding-top:1.5rem;border-top:3px solid #1c1b19;margin-top:3rem}
section:first-of-type{margin-top:1.5rem}
.title{font-size:clamp(1.75rem,5vw,2.25rem);line-height:1.35;margin:0 0 1rem;text-wrap:balance;
 word-break:auto-phrase}
p{margin:0 0 1rem}.other{margin:0;text-align:right;font-size:1rem}
.lead{font-size:1.25rem}
dl{margin:1.5rem 0;border-bottom:1px solid #ddd8cc}
dl div{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.5rem 0;border-top:1px solid #ddd8cc}
dt{flex:0 0 7em;color:#4a4842}dd{margin:0;font-weight:700;font-variant-numeric:tabular-nums}
.ask{margin-top:2rem}ul{list-style:none;margin:0;padding:0}
a{color:#0055ad;text-underline-offset:.22em}
li a{display:block;padding:.625rem 1rem;margin-bottom:.5rem;background:#115a36;color:#fff;border-radius:.25rem}
a:focus-visible{outline:3px solid #000;outline-offset:3px;box-shadow:0 0 0 3px #ffd43d}
@media(prefers-color-scheme:dark){html{background:#15171a;color:#f2efe8}section{border-color:#cdc9bf}
 dl,dl div{border-color:#3a3d42}dt{color:#cdc9bf}a{color:#97d3ff}li a{background:#0c472a;color:#fff}
 a:focus-visible{outline-color:#fff}}
"""
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; style-src 'sha256-"
    + b64encode(sha256(STYLE.encode()).digest()).decode()
    + "'"
)


def _document(title: Text, first: str, parts: Iterator[str]) -> str:
    order = _order(first)
    sections = "".join(
        f"<section lang={language} id={language}>"
        f"<h{level} class=title>{_in(title, language)}</h{level}>{part}</section>"
        for level, language, part in zip((1, 2), order, parts, strict=True)
    )
    return (
        f"<!doctype html><html lang={first}><head><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width,initial-scale=1">'
        "<meta name=robots content=noindex><meta name=referrer content=no-referrer>"
        f"<title>{_in(title, order[0])} / {_in(title, order[1])}</title><style>{STYLE}</style></head>"
        f"<body><main><p class=other><a href=#{order[1]} lang={order[1]}>{_OTHER[first]}</a></p>"
        f"{sections}</main></body></html>"
    )


def _facts(verdict: Verdict, language: str) -> str:
    entry = _in(_NO_ENTRY, language) if verdict.entry_id is None else verdict.entry_id
    return "<dl>" + "".join(
        f"<div><dt>{_in(name, language)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in ((_ENTRY, entry), (_VERSION, str(verdict.list_version)))
    ) + "</dl>"  # fmt: skip


def _anchor(link: Link, language: str) -> str:
    return f'<a href="{escape(link.href)}">{escape(_in(link.text, language))}</a>'


def _order(first: str) -> tuple[str, str]:
    return ("en", "ja") if first == "en" else ("ja", "en")


def _in(text: Text, language: str) -> str:
    return text.en if language == "en" else text.ja
