"""Policy: docs/policy/plan.md, section 14: which measures are counted, reported, silent; and the capabilities."""

import csv
import io
import shutil
from collections import Counter
from datetime import date, timedelta

import pytest

from mamori.kernel.text import Text
from mamori.plan import actions, models, queries
from mamori.plan.queries import Wanted
from mamori.plan.queries.capabilities import crosswalk
from mamori.plan.queries.coverage import coverage
from mamori.plan.rules import coverage as rules
from mamori.plan.rules.coverage import Covered, Said, Show, Standing
from mamori.plan.tests import build
from mamori.plan.tests import build_round as rounds

MINUTE = rounds.LATER + timedelta(days=2)
SECOND = timedelta(seconds=1)
START, END = date(2017, 4, 18), date(2022, 5, 19)
NOT_REPORTED = {
    "image_databases",
    "compensation",
    "child_participation",
    "offender_support",
    "industry_reporting",
    "ethical_media",
    "terminology",
}


@pytest.mark.parametrize(
    ("said", "last", "on", "silent"),
    [
        (None, None, date(2019, 4, 17), False),
        (None, None, date(2019, 4, 18), True),
        (date(2018, 3, 31), None, date(2020, 3, 30), False),
        (date(2018, 3, 31), None, date(2020, 3, 31), True),
        (date(2020, 5, 20), END, date(2026, 1, 1), False),  # it ended before two years were over
        (date(2018, 3, 31), END, date(2026, 1, 1), True),
        (date(2016, 3, 31), None, date(2019, 4, 17), False),  # before the measure began
        (date(2020, 2, 29), None, date(2022, 2, 28), False),
        (date(2020, 2, 29), None, date(2022, 3, 1), True),
    ],
)
def test_a_measure_is_silent_two_years_after_the_last_day_spoken_of(said, last, on, silent):  # 14.4
    assert rules.is_silent(START, last, said, on) is silent


def covered(kinds=(), sources=None, silent=False):
    said = None if sources is None else Said("FY2017", "E01", date(2018, 3, 31), sources)
    name = Text("施策", "Measure")
    return Covered("m-1", "2017", 1, name, False, kinds, (), said, silent)


@pytest.mark.parametrize(
    ("row", "standing", "indicator"),
    [
        (covered(), Standing.NEVER, False),
        (covered(kinds=(Text("講座", "Class"),)), Standing.NEVER, True),
        (covered(sources=()), Standing.REPORTED, False),
        (covered(sources=("",)), Standing.REPORTED, False),
        (covered(sources=("", "activities.classes")), Standing.COUNTED, True),
        (covered(sources=("a_series",)), Standing.COUNTED, True),
    ],
)
def test_a_measure_is_counted_reported_or_not_reported(row, standing, indicator):  # 14.1 to 14.3
    assert (row.standing, row.has_indicator) == (standing, indicator)


def test_each_measure_is_counted_under_one_standing_and_silent_besides():
    rows = [covered(), covered(sources=()), covered(sources=("a.b",), silent=True)]
    assert rules.numbers(rows) == rules.Numbers(3, 1, 1, 1, 1, 1)
    assert [sum(rules.shown(row, show) for row in rows) for show in Show] == [1, 2, 1, 1, 1, 1]


@pytest.mark.whole
@pytest.mark.usefixtures("shown", "undone")
class TestJapan:
    AT, DAY = rounds.LATER, rounds.DAY

    def of_2017(self, show=None, **wanted):
        return coverage(Wanted("2017", **wanted), show, self.DAY, self.AT)

    def test_the_numbers_are_those_of_the_measures_and_of_the_outline(self):
        found, outline = self.of_2017(), queries.outline("FY2017")
        said = {m.key: e for e in outline.efforts for m in e.measures}
        counted = {key for key, e in said.items() if any(f.series for f in e.figures)}
        numbers = found.numbers
        assert numbers.measures == models.Measure.objects.filter(plan="2017").count()
        assert (numbers.counted, numbers.counted + numbers.reported) == (len(counted), len(said))
        assert numbers.never == numbers.measures - len(said)
        never = {row.key for row in found.rows if row.said is None}
        assert never == {row.key for row in found.rows} - set(said)
        assert {"p17-11", "p17-15", "p17-21"} == never

    def test_the_classes_are_counted_and_say_by_what(self):
        [row] = [row for row in self.of_2017(Show.COUNTED).rows if row.key == "p17-07"]
        assert row.said is not None
        assert (row.said.effort, row.said.sources) == (
            "E07",
            ("activities.safety_classes", "activities.safety_class_participants"),
        )
        assert "Internet safety classes held" in {count.en for count in row.counts}

    def test_a_filter_narrows_the_list_and_not_the_numbers(self):
        one = self.of_2017(Show.NEVER, pillar=4)
        assert one.numbers == self.of_2017().numbers
        assert {(row.pillar, row.standing) for row in one.rows} <= {(4, Standing.NEVER)}

    def test_in_2019_nobody_is_silent_but_whom_no_outline_named(self):  # 14.4
        silent = {row.key for row in self.of_2017(Show.SILENT).rows}
        assert silent == {"p17-11", "p17-15", "p17-21"}

    def test_a_published_edition_breaks_the_silence_from_its_minute_on(self):
        rounds.opened()
        rounds.everything_cleared()
        actions.freeze(round_key="FY2018", announced_at=MINUTE, **rounds.REVIEWER)

        def outlines_of(at):
            rows = coverage(Wanted("2017"), None, self.DAY, at).rows
            return Counter(row.said.outline for row in rows if row.said)

        assert set(outlines_of(MINUTE - SECOND)) == {"FY2017"}
        assert outlines_of(MINUTE)["FY2018"] > 20

    def test_there_are_21_capabilities_in_six_areas(self):
        areas = crosswalk("FY2017", self.AT)
        assert [len(area.capabilities) for area in areas] == [3, 4, 4, 4, 4, 2]

    def test_seven_are_not_reported_in_the_outline_of_2017(self):  # 14.5
        every = [one for area in crosswalk("FY2017", self.AT) for one in area.capabilities]
        assert {one.key for one in every if not one.efforts} == NOT_REPORTED
        assert all(not one.measures for one in every if one.key in NOT_REPORTED)

    def test_every_effort_of_2017_stands_under_a_capability(self):
        areas = crosswalk("FY2017", self.AT)
        placed = {e.key for area in areas for one in area.capabilities for e in one.efforts}
        assert placed == {e.key for e in queries.outline("FY2017").efforts}

    def test_the_page_words_it_as_not_reported_and_gives_no_score(self, client):
        page = client.get("/en/capabilities/").content.decode()
        assert page.count(">Not reported in this Outline<") == len(NOT_REPORTED)
        assert "#E07" in page
        page = client.get("/ja/capabilities/?outline=FY2017").content.decode()
        assert page.count(">この取組概要では報告がない<") == len(NOT_REPORTED)
        assert client.get("/en/capabilities/?outline=FY1999").status_code == 404

    def test_the_page_and_its_file_hold_the_same_rows(self, client):
        page = client.get("/en/coverage/?plan=2017&show=never").content.decode()
        answer = client.get("/en/coverage.csv?plan=2017&show=never")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["Key"] for row in rows] == ["p17-11", "p17-15", "p17-21"]
        assert {row["Standing"] for row in rows} == {"Not reported so far"}
        assert all(f">{row['Key']}</a>" in page for row in rows)
        assert ">p17-07</a>" not in page
        assert client.get("/en/coverage.pdf").status_code == 404

    def test_what_is_no_filter_asks_for_nothing(self, client):
        assert client.get("/en/coverage/?plan=1999&show=all&pillar=x").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ja", "en"])
def test_before_a_plan_is_loaded_the_pages_are_there(client, language):
    assert client.get(f"/{language}/coverage/").status_code == 200
    assert client.get(f"/{language}/capabilities/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("measures: [p17-09]", "measures: [p17-99]", "p17-99"),
        ("key: terminology", "key: ethical_media", "twice"),
    ],
)
def test_a_pack_with_a_wrong_capability_is_refused_at_its_line(tmp_path, old, new, reason):
    pack = shutil.copytree(build.JAPAN, tmp_path / "pack")
    line = build.altered(pack, "capabilities.yaml", old, new)
    [finding] = build.findings(pack)
    assert (finding.file, finding.line) == ("capabilities.yaml", line)
    assert reason in finding.reason.en
