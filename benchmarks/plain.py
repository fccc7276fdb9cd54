"""Plain tables for people."""

from collections.abc import Iterable, Sequence
from typing import Any

Found = dict[str, Any]


def filter_alone(told: Found) -> str:
    return f"{of_filter(told['filter'])}\n\nPromises\n{kept(told['promises'])}"


def of_filter(told: Sequence[Found]) -> str:
    rows = [(row["what"], row["kind"], row["ns"], f"{row['a_second']:,}") for row in told]
    return table(("", "addresses", "ns", "a second"), rows)


def kept(promises: Sequence[Found]) -> str:
    heads = ("", "measured", "quietest run", "at most", "")
    return table(
        heads,
        (
            (
                p["what"],
                p["measured"],
                p["quietest_run"],
                p["most"],
                "KEPT" if p["kept"] else "NOT KEPT",
            )
            for p in promises
        ),
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    cells = [list(heads), *([_cell(cell) for cell in row] for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(heads))]
    lines = (
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    )
    return "\n".join(f"  {line}" for line in lines)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f}" if isinstance(value, float) and value >= 10 else str(value)
