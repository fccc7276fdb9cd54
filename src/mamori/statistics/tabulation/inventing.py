"""Invented records, for tests and measurements. No person, case or place in them was ever real.

Policy: docs/policy/statistics.md, §7.9. Every identifier begins with ``invented-``, the column ``origin``
says ``invented`` in every row, and so does the file's metadata.
"""

from pathlib import Path

import duckdb

from mamori.statistics.rules.tabulating import Origin, UnitOfCount

PREFECTURES_SCALE = 7  # the last one has about a thousandth of all
FIRST_YEAR, YEARS, PREFECTURES, LAST_AGE = 2008, 10, 47, 17
STAGES = ("preschool", "elementary_school", "junior_high_school", "high_school", "none", None)
HARMS = ("recorded", "coerced_to_send", "contacted_online", "groomed_in_person", "other")
SEXES = ("female", "male", None)
REPEATED = 50  # one record in so many is of a person who stands in another already


def invent(path: Path, rows: int, unit: UnitOfCount = UnitOfCount.VICTIM, seed: int = 0) -> None:
    """Write a file of so many invented records: Parquet, or CSV where the name ends so.

    The same arguments give the same records, with one version of the engine. 10 million rows take
    some seconds; few prefectures and one sex have most of them, as in tables that need protection.
    """
    columns = ", ".join(f"{made} AS {name}" for name, made in _columns(unit, seed).items())
    if path.suffix.lower() == ".csv":
        options = "FORMAT csv, HEADER"
    else:
        options = f"FORMAT parquet, KV_METADATA {{origin: 'invented', unit_of_count: '{unit}'}}"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {columns} FROM range({int(rows)}) AS t(i)) TO {_quoted(str(path))} ({options})"  # noqa: S608
        )


def _columns(unit: UnitOfCount, seed: int) -> dict[str, str]:
    def draw(n: int, power: float = 1.0) -> str:
        """A number from 0 to below 1, its own for each record and column; small ones first by ``power``."""
        return f"power((hash(i, {int(seed)}, {n}) % 1000003) / 1000003.0, {power})"

    def among(n: int, values: tuple[str | None, ...], power: float = 1.0) -> str:
        listed = ", ".join("NULL" if value is None else _quoted(value) for value in values)
        return f"([{listed}])[1 + CAST(floor({draw(n, power)} * {len(values)}) AS INTEGER)]"

    def rare(n: int) -> str:
        """0 to 46, each rarer than the one before."""
        return f"least({PREFECTURES - 1}, floor(-ln(1 - {draw(n)}) * {PREFECTURES_SCALE}))"

    made = {
        "record_id": f"printf('invented-{unit}-%09d', i + 1)",
        "unit_of_count": _quoted(unit),
        "origin": _quoted(Origin.INVENTED),
        "year": f"CAST({FIRST_YEAR} + floor({draw(1, 0.8)} * {YEARS}) AS INTEGER)",
        "half_year": among(2, ("H1", "H2")),
        "prefecture": f"printf('%02d', 1 + CAST({rare(3)} AS INTEGER))",
        "kind_of_harm": among(4, HARMS, 1.5),
    }
    if unit is UnitOfCount.CASE:
        return made
    of_persons = {
        "person_id": f"printf('invented-person-%09d', i + 1 - CAST(i % {REPEATED} = 1 AS INTEGER))",
        "sex": among(5, SEXES, 2),
        "age": f"CAST(floor({draw(6, 0.5)} * {LAST_AGE + 1}) AS INTEGER)",
    }
    stage = {"school_stage": among(7, STAGES)} if unit is UnitOfCount.VICTIM else {}
    return made | of_persons | stage


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
