"""A round to answer, its workbooks, and short ways to fill them in and to spoil them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import openpyxl
import pytest

from mamori.kernel.periods import calendar_year, fiscal_year
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.plan import actions, models
from mamori.plan.queries import rounds
from mamori.plan.queries.rounds import AskedOf
from mamori.plan.tests.build import WHO
from mamori.plan.workbooks import importing
from mamori.plan.workbooks.handing_out import returns_template

KEY, OWNER, JOINT = "FY2018", "MHLW", "NPA"
OWNERS = frozenset({OWNER})
MEASURES, QUANTITIES = "施策 Measures", "数量 Quantities"
JA, EN = "{people}を検挙した。", "{people} were cleared."
GOOD = {"F4": "取組あり / Something was done", "G4": JA, "H4": EN}
Cells = Mapping[str, object]


def open_round(key: str = KEY, year: int = 2018) -> None:
    """MHLW answers for m-1, m-2, m-3 of the small pack; NPA shares m-1."""
    actions.open_round(
        key=key,
        plan="2017",
        period=fiscal_year(year),
        state_period=calendar_year(year),
        due=date(2019, 4, 20),
        issuer=Text("会議", "Conference"),
        opens=date(2019, 4, 1),
        **WHO,
    )


def template(agency: str = OWNER) -> bytes:
    return returns_template(KEY, agency)


def changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook after somebody opened it, did that, and saved it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def filled(
    measures: Cells | None = None, quantities: Cells | None = None, content: bytes | None = None
) -> bytes:
    """Cells typed into the two sheets."""

    def fill(book: Any) -> None:
        for sheet, cells in ((MEASURES, measures), (QUANTITIES, quantities)):
            for cell, value in (cells or {}).items():
                book[sheet][cell] = value

    return changed(template() if content is None else content, fill)


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with those parts put in or replaced."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return written.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def upload(content: bytes, agencies: frozenset[str] = OWNERS) -> importing.Upload:
    return importing.read_upload("return.xlsx", content, agencies)


def take(content: bytes, **more: Any) -> importing.Applied:
    """Read and kept, without a choice unless one is given."""
    choices = more.pop("choices", {})
    workbook = upload(content).workbook
    return importing.apply(workbook, choices, **{"agencies": OWNERS, **WHO, **more})


def asked(measure: str = "m-1", agency: str = OWNER) -> AskedOf:
    _, found = rounds.asked_of(KEY, agency)
    return next(one for one in found if one.measure.key == measure)


def held(measure: str = "m-1", agency: str = OWNER) -> dict[str, str]:
    return dict(asked(measure, agency).cells)


def on_the_web(cells: Mapping[str, str], agency: str = OWNER) -> None:
    """Somebody saves the page of m-1."""
    one = asked(agency=agency)
    actions.save(
        obligation_id=one.obligation_id,
        cells=cells,
        base=one.cells,
        agencies=frozenset({agency}),
        **WHO,
    )


def nothing_kept() -> bool:
    rows = models.Obligation.objects.filter(answer__round=KEY)
    return not any(row.cells or row.answer.cells or row.state != "assigned" for row in rows)


def refused(content: bytes, agencies: frozenset[str] = OWNERS) -> Any:
    """The refusal of this file, which has words in Japanese too; nothing was kept."""
    with pytest.raises(Refused) as caught:
        upload(content, agencies)
    assert nothing_kept()
    assert caught.value.message.ja
    return caught.value
