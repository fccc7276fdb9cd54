"""The tables of a series' Data Package, column by column: name, type and what it says, in both languages."""

from dataclasses import dataclass

from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """``kind``: string, integer, number, date or boolean, in Frictionless and in CSVW alike."""

    name: str
    kind: str
    about: Text
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns and keys. ``points``: column of this table → table, column of another."""

    about: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    points: tuple[tuple[str, str, str], ...] = ()


VALUES = Shape(
    Text("公表されたすべての値", "Every value as published"),
    (
        Column("series", "string", Text("系列", "The series"), True),
        Column(
            "breakdown",
            "string",
            Text("区分。total は総数", "The breakdown; total: the whole"),
            True,
        ),
        Column(
            "period",
            "string",
            Text(
                "期間。2017 は暦年、FY2017 は年度", "2017: a calendar year, FY2017: a fiscal year"
            ),
            True,
        ),
        Column("first", "date", Text("期間の初日", "First day of the period"), True),
        Column("last", "date", Text("期間の末日", "Last day of the period"), True),
        Column("value", "number", Text("値。空欄は値なし", "The value; empty where there is none")),
        Column("unit", "string", Text("単位", "The unit of count"), True),
        Column("approximate", "boolean", Text("概数か", "Whether the source says about"), True),
        Column(
            "status",
            "string",
            Text("SDMX CL_OBS_STATUS の符号", "Code of SDMX CL_OBS_STATUS"),
            True,
        ),
        Column(
            "confidentiality",
            "string",
            Text("SDMX CL_CONF_STATUS の符号", "Code of SDMX CL_CONF_STATUS"),
            True,
        ),
        Column(
            "stands",
            "boolean",
            Text("その期間に採用する値か", "Whether it is the value that stands for its period"),
            True,
        ),
        Column("vintage", "string", Text("版", "The vintage as told"), True),
        Column("published", "date", Text("公表日", "The first day it can have been known"), True),
        Column("source", "string", Text("sources.csv の符号", "Key in sources.csv"), True),
        Column("derivation", "string", Text("計算方法", "How it was computed, if it was")),
        Column("definition", "integer", Text("definitions.csv の版", "Version in definitions.csv")),
        Column(
            "segment",
            "integer",
            Text("同じ区間の値だけを比べる", "Only values of one segment are compared"),
            True,
        ),
    ),
    ("breakdown", "first", "last", "vintage", "source"),
    (("source", "sources", "key"), ("definition", "definitions", "version")),
)
REVISIONS = Shape(
    Text("後の公表で変わった値", "Values that a later publication changed"),
    (
        Column("breakdown", "string", Text("区分", "The breakdown"), True),
        Column("period", "string", Text("期間", "The period"), True),
        Column("value_before", "number", Text("前の値", "The value before")),
        Column("status_before", "string", Text("前の状態", "Its status"), True),
        Column("value_after", "number", Text("後の値", "The value after")),
        Column("status_after", "string", Text("後の状態", "Its status"), True),
        Column("published", "date", Text("改訂日", "When the later one was published"), True),
        Column("vintage", "string", Text("後の版", "The later vintage"), True),
        Column("source", "string", Text("後の値の出典", "Where the later value stood"), True),
        Column("reason", "string", Text("final、corrected、published のいずれか",
                                        "final, corrected or published"), True),
        Column("reason_ja", "string", Text("理由（日本語）", "Why, in Japanese"), True),
        Column("reason_en", "string", Text("理由（英語）", "Why, in English"), True),
    ),
    ("breakdown", "period", "vintage", "source"),
    (("source", "sources", "key"),),
)  # fmt: skip
BREAKS = Shape(
    Text("数え方の変更", "Breaks: nothing is compared across one"),
    (
        Column(
            "year",
            "integer",
            Text("新しい数え方の最初の年", "First year counted the new way"),
            True,
        ),
        Column("period", "string", Text("その期間", "That year as a period"), True),
        Column(
            "what_ja", "string", Text("変わったこと（日本語）", "What changed, in Japanese"), True
        ),
        Column("what_en", "string", Text("変わったこと（英語）", "What changed, in English"), True),
        Column(
            "value_before",
            "number",
            Text("その年を前の数え方で数えた値", "That year's value counted the old way, if known"),
        ),
    ),
    ("year",),
)
DEFINITIONS = Shape(
    Text("定義", "Definitions"),
    (
        Column("version", "integer", Text("版", "The version"), True),
        Column(
            "first", "integer", Text("使い始めた年。空欄は最初から", "In force from; empty: always")
        ),
        Column("text_ja", "string", Text("定義（日本語）", "The definition in Japanese"), True),
        Column("text_en", "string", Text("定義（英語）", "The definition in English"), True),
    ),
    ("version",),
)
FOOTNOTES = Shape(
    Text("値とともに読む注", "Notes that travel with every value"),
    (
        Column("number", "integer", Text("番号", "The number"), True),
        Column("text_ja", "string", Text("注（日本語）", "The note in Japanese"), True),
        Column("text_en", "string", Text("注（英語）", "The note in English"), True),
    ),
    ("number",),
)
SOURCES = Shape(
    Text("出典", "Where values were published"),
    (
        Column("key", "string", Text("符号", "The key"), True),
        Column("title_ja", "string", Text("出典（日本語）", "The source in Japanese"), True),
        Column("title_en", "string", Text("出典（英語）", "The source in English"), True),
        Column("url", "string", Text("所在。空欄は不明", "Its address; empty where not known")),
    ),
    ("key",),
)
SHAPES = {
    "values": VALUES,
    "revisions": REVISIONS,
    "breaks": BREAKS,
    "definitions": DEFINITIONS,
    "footnotes": FOOTNOTES,
    "sources": SOURCES,
}
