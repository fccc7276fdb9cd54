"""The register of activities at ten years of 50,000: what all figures of a round take, and a page of the list.

The bare peer only counts the rows of each kind by hand-written SQL, one statement for each indicator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from benchmarks.measure import Progress, Taken, in_turns, ratio, taken
from mamori.activities import queries
from mamori.activities.queries import Filters, Scope
from mamori.kernel.periods import Period, fiscal_year

YEARS, EACH, FIRST = 10, 50_000, 2013
ASKED = fiscal_year(FIRST + YEARS - 1)
PROMISED_SECONDS, PROMISED_PAGE_MS = 1.0, 100.0

# One deed a row: its kind in turn, its day and prefecture spread over the year, each number below a hundred.
FILLED = """
INSERT INTO activities_activity (kind_id, agency, first, last, area, title_ja, title_en, status, serves,
    fields, figures, source, total, invented, token, repeats, recorded_at, recorded_by, version)
SELECT k.key, 'NPA', d.day, d.day, lpad((n %% 47 + 1)::text, 2, '0'), '架空の例', 'Invented example', 'held',
    '[]', k.fields, k.figures, '', false, true, NULL, '', now(), 'job:benchmark', 1
FROM generate_series(1, %(rows)s) AS n
CROSS JOIN LATERAL (SELECT make_date(%(first)s, 4, 1) + (n * 7 %% %(days)s)::int AS day) AS d
JOIN LATERAL (
    SELECT key,
        coalesce((SELECT jsonb_object_agg(f->>'key', CASE
            WHEN f->>'shape' = 'day' THEN to_jsonb(d.day::text)
            WHEN f ? 'choices' THEN f->'choices'->(n %% jsonb_array_length(f->'choices'))->'key'
            ELSE '"yes"' END) FROM jsonb_array_elements(content->'fields') AS f), '{}') AS fields,
        coalesce((SELECT jsonb_object_agg(m->>'key', jsonb_build_object('value', (n %% 100)::text,
            'unit', m->'units'->>0, 'qualifier', 'exact'))
            FROM jsonb_array_elements(content->'numbers') AS m), '{}') AS figures
    FROM activities_kind WHERE "order" = n %% (SELECT count(*) FROM activities_kind) + 1
) AS k ON true
"""


@dataclass(frozen=True, slots=True)
class Register:
    rows: int
    indicators: int
    counted: Taken
    bare: Taken
    listed: Taken
    last_listed: Taken

    @property
    def ratio(self) -> float:
        return ratio(self.counted, self.bare)


def counted(runs: int, progress: Progress) -> Register:
    """Fills the register, counts every indicator of a year, and opens the list at both ends."""
    rows = YEARS * EACH
    progress.say(f"{rows:,} activities")
    with connection.cursor() as cursor:
        cursor.execute(FILLED, {"rows": rows, "first": FIRST, "days": YEARS * 365})
        cursor.execute(
            "VACUUM ANALYZE activities_activity"
        )  # as the server itself does after such a flood
    known = queries.indicators()
    own, bare = in_turns([(lambda: queries.counts(ASKED), _bare(ASKED))] * runs)
    return Register(
        rows=rows,
        indicators=len(known),
        counted=own,
        bare=bare,
        listed=taken(_page(0), runs),
        last_listed=taken(_page(EACH), runs),
    )


def promises(found: Register) -> list[dict[str, Any]]:
    counted = f"{found.indicators} indicators of a round over {found.rows:,} activities, seconds"
    return [
        _promise(counted, found.counted.median, PROMISED_SECONDS),
        _promise("a page of the register among them, ms", found.listed.ms, PROMISED_PAGE_MS),
        _promise("a page far down the register, ms", found.last_listed.ms, PROMISED_PAGE_MS),
    ]


def as_json(found: Register) -> dict[str, Any]:
    return {
        "rows": found.rows,
        "indicators": found.indicators,
        "counted_ms": found.counted.ms,
        "bare_ms": found.bare.ms,
        "ratio": round(found.ratio, 2),
        "page_ms": found.listed.ms,
    }


def _page(first: int) -> Callable[[], object]:
    everything = Scope(everything=True)
    return lambda: queries.entries(everything, Filters(), first=first)


def _bare(period: Period) -> Callable[[], object]:
    kinds = [own.kind for own in queries.indicators().values()]

    def count() -> None:
        with connection.cursor() as cursor:
            for kind in kinds:
                cursor.execute(
                    "SELECT count(*) FROM activities_activity WHERE kind_id = %s AND last BETWEEN %s AND %s",
                    [kind, period.first, period.last],
                )
                cursor.fetchall()

    return count


def _promise(what: str, measured: float, most: float) -> dict[str, Any]:
    return {
        "what": what,
        "measured": round(measured, 3),
        "quietest_run": None,
        "most": most,
        "kept": measured <= most,
    }
