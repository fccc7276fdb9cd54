"""Profiles as files: TOML, beside the three that come with the filter."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from mamori_filter.categories.profiles import (
    Base,
    Exempt,
    Profile,
    Sites,
    categories_on,
    ends,
    mandatory,
)
from mamori_filter.categories.sources import NAME, RESERVED
from mamori_filter.refusals import Refused, Text

SHIPPED = files("mamori_filter.categories").joinpath("shipped")
KEYS = frozenset({"name", "base", "categories", "allow", "exceptions"})
EXCEPTION_KEYS = frozenset({"site", "until", "by", "reason"})


def shipped(base: Base) -> Profile:
    """One of the three that come with the filter, or the empty one."""
    if base is Base.CUSTOM:
        return Profile(Text("独自の設定", "Custom"), base, frozenset())
    found = tomllib.loads(SHIPPED.joinpath(f"{base.value}.toml").read_text(encoding="utf-8"))
    title = Text(found["title"]["ja"], found["title"]["en"])
    return Profile(title, base, frozenset(found["blocks"]))


def read_profile(path: Path) -> Profile:
    """:raises Refused: ``profile_unreadable``, and as ``profile_of``."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Refused(
            "profile_unreadable",
            f"プロファイル {path} を UTF-8 の TOML として読めません。",
            f"The profile {path} cannot be read as TOML in UTF-8.",
        ) from None
    return profile_of(found)


def profile_of(found: Mapping[str, Any]) -> Profile:
    """:raises Refused: ``profile_mandatory``, ``profile_key``, ``profile_value``, ``profile_base``,
    ``category_name``, ``profile_contradiction``, ``allow_site``, ``exception_until``."""
    if RESERVED & set(found):
        raise mandatory()
    _require_keys(found, KEYS, {"name", "base"})
    start = shipped(_base(found["base"]))
    name = _text(found["name"], "name")
    switches = found.get("categories", {})
    if not isinstance(switches, Mapping):
        raise _value("categories")
    if RESERVED & set(switches):
        raise mandatory()
    _require_keys(switches, frozenset({"on", "off"}), set())
    on, off = (_texts(switches.get(key, []), key) for key in ("on", "off"))
    allow = _texts(found.get("allow", []), "allow")
    exceptions = tuple(map(_exception, _tables(found.get("exceptions", []))))
    Sites([*allow, *(one.site for one in exceptions)])
    blocks = categories_on(start.on, on, off)
    return Profile(Text(name, name), start.base, blocks, allow, exceptions, frozenset((*on, *off)))


@cache
def categories_told() -> dict[str, tuple[Text, Text]]:
    """Known categories: their name and what they hold, for people."""
    text = SHIPPED.joinpath("categories.toml").read_text(encoding="utf-8")
    return {
        name: (Text(told["ja"], told["en"]), Text(told["holds_ja"], told["holds_en"]))
        for name, told in tomllib.loads(text).items()
    }


def title_of(category: str) -> Text:
    """Its name for people; an unknown category is called by its own."""
    told = categories_told().get(category)
    return told[0] if told else Text(category, category)


def _base(value: object) -> Base:
    try:
        return Base(str(value))
    except ValueError:
        raise Refused(
            "profile_base",
            f"base は {'、'.join(Base)} のいずれかです。",
            f"The base is one of {', '.join(Base)}.",
        ) from None


def _exception(found: Mapping[str, Any]) -> Exempt:
    _require_keys(found, EXCEPTION_KEYS, EXCEPTION_KEYS)
    until = found["until"]
    if not isinstance(until, date):
        raise _value("until")
    return Exempt(
        _text(found["site"], "site"),
        ends(until),
        _text(found["by"], "by"),
        _text(found["reason"], "reason"),
    )


def _require_keys(found: Mapping[str, Any], known: frozenset[str], needed: Iterable[str]) -> None:
    strange, missing = sorted(set(found) - known), sorted(set(needed) - set(found))
    if strange or missing:
        wrong = [_strange(key) for key in strange] + [
            Text(f"{key} がありません", f"{key} is missing") for key in missing
        ]
        raise Refused(
            "profile_key",
            f"プロファイルの項目に誤りがあります：{'、'.join(one.ja for one in wrong)}。"
            f"ここで使えるのは {'、'.join(sorted(known))} です。",
            f"The profile has a mistake in its keys: {', '.join(one.en for one in wrong)}."
            f" The keys here are {', '.join(sorted(known))}.",
        )


def _strange(key: str) -> Text:
    """Named where it is a word: anything longer or with a dot may be a site."""
    if not NAME.fullmatch(key.lower()):
        return Text(
            "ある項目の名前が項目名の形ではありません",
            "one is unknown, and no word that a key can be",
        )
    return Text(f"{key} という項目はありません", f"{key} is unknown")


def _tables(value: object) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise _value("exceptions")
    return value


def _texts(value: object, key: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _value(key)
    return tuple(_text(one, key) for one in value)


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _value(key)
    return value.strip()


def _value(key: str) -> Refused:
    return Refused(
        "profile_value",
        f"プロファイルの {key} の値が正しくありません。",
        f"The value of {key} in the profile is not of the right kind.",
    )
