"""Entries as they are handed in, and what of them may enter a list."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from mamori_filter.canonical import Form, Forms, forms
from mamori_filter.lists.fingerprints import DEEPEST_PREFIX, LONGEST_HOST, WORDS, Scope
from mamori_filter.lists.records import LONGEST_ID
from mamori_filter.refusals import Refused, Text

COLUMNS = ("scope", "expression", "entry_id", "expires")
SCOPES = {word: scope for scope, word in WORDS.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of entries.csv. ``expires``: a date (through its last second, UTC) or a moment in ISO 8601."""

    number: int
    scope: str
    expression: str
    entry_id: str
    expires: str = ""
    broken: bool = False  # the line is no row of CSV


@dataclass(frozen=True, slots=True)
class Entry:
    """``texts``: the expression in its canonical forms, one or two. ``expires``: seconds since 1970, or 0."""

    number: int
    scope: Scope
    forms: tuple[Form, ...]
    entry_id: str
    expires: int

    @property
    def depth(self) -> int:
        """The segments of a prefix; 0 of another scope."""
        if self.scope is not Scope.PREFIX:
            return 0
        return max(form.path.count("/") - 1 for form in self.forms)

    @property
    def texts(self) -> list[str]:
        return [_text(self.scope, form) for form in self.forms]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that is not in the list, and why; never its address."""

    number: int
    entry_id: str
    code: str
    reason: Text


def read_rows(path: Path) -> Iterator[Row]:
    """:raises Refused: ``entries_unreadable``, ``entries_columns``."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            columns = _fields(file.readline())
            if columns is None or not set(COLUMNS) <= set(columns):
                raise _columns(path, columns or [])
            for number, line in enumerate(file, 2):
                if line.strip():
                    yield _row(number, columns, _fields(line))
    except OSError as error:
        raise Refused(
            "entries_unreadable",
            f"{path} を読めません（{error.strerror}）。",
            f"{path} cannot be read: {error.strerror}.",
        ) from None
    except UnicodeDecodeError:
        raise Refused(
            "entries_encoding",
            f"{path} は UTF-8 ではありません。表計算ソフトでは「CSV UTF-8」で保存してください。",
            f"{path} is not UTF-8; in a spreadsheet, save it as “CSV UTF-8”.",
        ) from None


def _fields(line: str) -> list[str] | None:
    """Each line is read alone: a quote that is not closed must not take the entries below it along."""
    try:
        return next(csv.reader([line], strict=True), None)
    except csv.Error:
        return None


def _row(number: int, columns: list[str], fields: list[str] | None) -> Row:
    if fields is None:
        return Row(number, "", "", "", broken=True)
    named = dict(zip(columns, fields, strict=False))
    scope, expression, entry_id, expires = (named.get(column, "").strip() for column in COLUMNS)
    return Row(number, scope, expression, entry_id, expires)


def entry_of(row: Row) -> Entry:
    """:raises Refused: ``row``, ``scope``, ``no_address``, ``whole_domain``, ``host_with_path``, ``prefix_slash``,
    ``prefix_whole_host``, ``path_with_query``, ``query_missing``, ``id``, ``expires``."""
    if row.broken:
        raise Refused(
            "row",
            "CSVの1行として読めません。引用符が閉じていないか、長すぎます。",
            "The line is no row of CSV: a quote is not closed, or it is too long.",
        )
    scope = SCOPES.get(row.scope.lower())
    if scope is None:
        raise Refused(
            "scope",
            "scope は host、prefix、path、query のいずれかです。",
            "The scope is host, prefix, path or query.",
        )
    found = forms(row.expression)
    if found is None:
        raise Refused(
            "no_address",
            "ウェブのアドレスとして読めません。",
            "The expression is no web address.",
        )
    for form in filter(None, found):
        _require(scope, form)
    return Entry(
        row.number, scope, _distinct(scope, found), _id(row.entry_id), _expires(row.expires)
    )


def accepted(rows: Iterable[Row]) -> Iterator[Entry | LeftOut]:
    """Each row as an entry, or the reason for which it is left out."""
    for row in rows:
        try:
            yield entry_of(row)
        except Refused as refused:
            yield LeftOut(row.number, row.entry_id[:LONGEST_ID], refused.code, refused.message)


def _distinct(scope: Scope, found: Forms) -> tuple[Form, ...]:
    strict, second = found
    if second is None or _text(scope, second) == _text(scope, strict):
        return (strict,)
    return (strict, second)


def _text(scope: Scope, form: Form) -> str:
    """The expression of a scope: as much of the form as the scope speaks of."""
    if scope is Scope.HOST:
        return form.host
    return form.text if scope is Scope.QUERY else form.host + form.path


def _columns(path: Path, found: list[str]) -> Refused:
    """Without what stands there: where the head is missing, that is an address."""
    return Refused(
        "entries_columns",
        f"{path} の1行目は見出し {','.join(COLUMNS)}（コンマ区切り）でなければなりません。"
        f"実際の1行目は{len(found)}列で、この見出しではありません。",
        f"Line 1 of {path} must be the head {','.join(COLUMNS)}, separated by commas;"
        f" what stands there has {len(found)} columns and is not that head.",
    )


def _require(scope: Scope, form: Form) -> None:
    if "*" in form.host:
        raise Refused(
            "wildcard",
            "ホスト名に * は書けません。host はその下のホストを全て含みます。",
            "A host has no *; scope host already lists every host below it.",
        )
    if not form.is_ip and ("." not in form.host.strip(".") or len(form.host) > LONGEST_HOST):
        raise Refused(
            "whole_domain",
            "ホスト名は点を含む253文字までの名前です。最上位ドメイン全体は登録できません。",
            "A host has a dot in its name and at most 253 characters; a whole top-level domain is never listed.",
        )
    _REQUIRED[scope](form)


def _require_host(form: Form) -> None:
    if form.path != "/" or form.query is not None:
        raise Refused(
            "host_with_path",
            "scope が host の行に経路や問合せは書けません。ページは prefix、path、query です。",
            "A line of scope host has no path or query; for a page use prefix, path or query.",
        )


def _require_prefix(form: Form) -> None:
    if not form.path.endswith("/") or form.query is not None:
        raise Refused(
            "prefix_slash",
            "scope が prefix の行は「ホスト/経路/」のように斜線で終わります。",
            "A prefix is written host/path/ and ends in a slash.",
        )
    depth = form.path.count("/") - 1
    if depth < 1:
        raise Refused(
            "prefix_whole_host",
            "この prefix はホスト全体になります。専用ホストなら scope を host とします。",
            "This prefix would be the whole host; for a dedicated host the scope is host.",
        )
    if depth > DEEPEST_PREFIX:
        raise Refused(
            "prefix_depth",
            f"prefix は{DEEPEST_PREFIX}段までです。",
            f"A prefix has at most {DEEPEST_PREFIX} segments.",
        )


def _require_path(form: Form) -> None:
    if form.query is not None:
        raise Refused(
            "path_with_query",
            "scope が path の行に問合せは書けません。問合せまで含めるなら scope を query とします。",
            "A line of scope path has no query; to list one query the scope is query.",
        )


def _require_query(form: Form) -> None:
    if form.query is None:
        raise Refused(
            "query_missing",
            "scope が query の行には「?」とその後の問合せが要ります。",
            "A line of scope query needs a question mark and a query after it.",
        )


_REQUIRED = {
    Scope.HOST: _require_host,
    Scope.PREFIX: _require_prefix,
    Scope.PATH: _require_path,
    Scope.QUERY: _require_query,
}


def _id(text: str) -> str:
    if not text or len(text.encode()) > LONGEST_ID:
        raise Refused(
            "id",
            f"entry_id は1〜{LONGEST_ID}オクテットです。",
            f"An entry_id has 1 to {LONGEST_ID} octets.",
        )
    return text


def _expires(text: str) -> int:
    if not text:
        return 0
    try:
        if len(text) == 10:
            last = datetime.combine(date.fromisoformat(text), time(), UTC) + timedelta(days=1)
        else:
            last = datetime.fromisoformat(text)
            last = last if last.tzinfo else last.replace(tzinfo=UTC)
        seconds = int(last.timestamp())
    except (ValueError, OverflowError):
        seconds = -1
    if not 0 < seconds < 2**32:
        raise Refused(
            "expires",
            "expires は 2027-03-31 か 2027-03-31T09:00:00+09:00 の形です。",
            "Expires is written 2027-03-31 or 2027-03-31T09:00:00+09:00.",
        )
    return seconds
