"""Lines of yearly counts. The two police series are the published ones, to 2017; the rest is invented."""

from collections.abc import Collection, Mapping, Sequence

from mamori.kernel.quantities import Unit
from mamori.kernel.text import Text
from mamori.statistics.rules.series import Basis, Break, Definition, Line, Point, Series

CHILDREN = Unit("children", "{n}人", "{n} child", "{n} children")
PERSONS = {2008: 412, 2010: 926, 2011: 1016, 2015: 1483, 2016: 1531, 2017: 1703}
VICTIMS = {
    2008: 351, 2010: 618, 2011: 638, 2012: 531, 2013: 646, 2014: 746, 2015: 905, 2016: 1313, 2017: 1216,
}  # fmt: skip


def line(
    values: Mapping[int, int] | Sequence[int | None],
    breaks: Sequence[Break] = (),
    unit: Unit = CHILDREN,
    basis: Basis = Basis.CALENDAR,
    provisional: Collection[int] = (),
) -> Line:
    """Values by year, or of neighbouring years from 2001 on, where None is not known."""
    told = Text("見本の児童数", "Sample children")
    later = (Definition(version, told, b.year) for version, b in enumerate(breaks, start=2))
    series = Series(
        key="sample",
        title=told,
        counted=told,
        population=told,
        unit=unit,
        basis=basis,
        agency="sample",
        definitions=(Definition(1, told), *later),
        breaks=tuple(breaks),
    )
    by_year = values if isinstance(values, Mapping) else dict(enumerate(values, start=2001))
    points = (
        Point(year, value, f"{year + 1}-03-01", year in provisional)
        for year, value in sorted(by_year.items())
        if value is not None
    )
    return Line(series, tuple(points))


def broken(year: int) -> Break:
    return Break(year, Text("三つの法律が五つの罪になった", "three laws became five offences"))
