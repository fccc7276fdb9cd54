"""The board of a round: what it shows, what it is sifted by, and that it asks the database the same each time."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mamori.kernel.text import Language
from mamori.plan import actions, models
from mamori.plan.queries import board as boards
from mamori.plan.queries import days, reviewing
from mamori.plan.queries.board import Sought
from mamori.plan.rules.changes import Change
from mamori.plan.rules.progress import Stage
from mamori.plan.rules.rounds import Act, State, UnknownObligation
from mamori.plan.tests import build_round as build

pytestmark = pytest.mark.usefixtures("shown", "undone")

DAY = build.DAY
ALL = Sought()


@pytest.fixture(autouse=True)
def opened(undone):
    return build.opened()


def keys(**sought):
    return [line.row.measure.key for line in boards.board("FY2018", DAY, Sought(**sought)).shown]


def test_the_whole_round_stands_on_it(opened):
    board = boards.board("FY2018", DAY, ALL)
    assert board.whole == opened
    assert board.tally == {State.ASSIGNED: opened}
    assert [group.pillar for group in board.groups] == [1, 2, 3, 4, 5, 6]
    assert board.cleared == board.late == 0


def test_columns_are_the_owners_in_the_order_of_the_country():
    agencies = [agency for agency, _ in boards.board("FY2018", DAY, ALL).agencies]
    assert agencies == ["NPA", "CAO", "MIC", "MOJ", "MOFA", "MEXT", "MHLW", "METI"]


def test_it_is_sifted_by_pillar_owner_state_and_words():
    build.answered(build.obligation("p17-09"))
    assert set(keys(pillar=1)) == {f"p17-0{n}" for n in range(1, 6)}
    assert keys(state=State.SUBMITTED) == ["p17-09"]
    assert "p17-09" in keys(agency="NPA")
    assert "p17-09" not in keys(agency="MOJ")
    assert keys(words="P17-09") == ["p17-09"]


def test_words_are_looked_for_in_what_was_answered():
    build.save(
        build.obligation("p17-02"), kind="done", text_ja="紫陽花の集い", text_en="Hydrangeas"
    )
    assert keys(words="紫陽花") == ["p17-02"]
    assert keys(words="hydrangeas") == ["p17-02"]


def test_what_was_sought_has_to_meet_in_one_owners_part():
    build.answered(build.obligation("p17-03", "NPA"))
    assert "p17-03" in keys(agency="NPA", state=State.SUBMITTED)
    assert "p17-03" not in keys(agency="MEXT", state=State.SUBMITTED)


def test_late_is_what_is_still_with_its_owner_after_the_due_date():  # 7.10
    assert boards.board("FY2018", build.DUE, ALL).late == 0
    build.answered(build.obligation("p17-09"))
    after = boards.board("FY2018", date(2019, 4, 27), Sought(late=True))
    assert after.late == after.whole - 1
    assert "p17-09" not in [line.row.measure.key for line in after.shown]


def with_figure():
    return build.obligation("p17-02")  # one figure, large enough for a tenth to show


def value(row, times):
    entry = row.asked[0]
    shown = str(int(float(entry["last"]["value"]) * times))
    return {f"q__{entry['key']}__value": shown}


@pytest.mark.parametrize(
    ("times", "change"), [(1, None), (1.1, None), (1.3, Change.FIGURES), (0.7, Change.FIGURES)]
)
def test_a_fifth_more_or_less_is_a_change(times, change):  # 7.14
    row = with_figure()
    text = {"text_ja": row.answer.last_text_ja, "text_en": row.answer.last_text_en}
    build.save(row, kind="done", **text, **value(row, times))
    found = [c for c in Change if row.answer.measure_id in keys(change=c)]
    assert found == ([change] if change else [])


def test_new_words_for_old_figures_are_a_change_of_the_text():  # 7.14
    row = with_figure()
    build.save(row, kind="done", text_ja="言い換え", text_en="Other words", **value(row, 1))
    assert keys(change=Change.TEXT) == [row.answer.measure_id]


def test_nothing_to_report_is_seen():
    row = build.obligation("p17-02")
    build.save(row, kind="nothing", reason="準備中のため。")
    [line] = boards.board("FY2018", DAY, Sought(words="p17-02")).shown
    assert line.nothing == {row.pk}


@pytest.mark.parametrize("sought", [ALL, Sought(change=Change.TEXT), Sought(words="の")])
def test_the_number_of_queries_does_not_grow(sought):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            boards.board("FY2018", DAY, sought)
        counts.append(len(asked))
        for row in list(models.Obligation.objects.all())[:12]:
            build.save(row, kind="nothing", reason="準備中のため。")
    assert counts[0] == counts[1] <= 10


def test_progress_counts_what_is_handed_in_cleared_and_late(opened):
    build.answered(build.obligation("p17-09"))
    build.cleared(build.obligation("p17-02"))
    [one] = boards.progress(date(2019, 5, 1))
    assert (one.whole, one.submitted, one.cleared, one.late) == (opened, 2, 1, opened - 2)


def test_only_those_who_still_owe_are_reminded():
    row = build.obligation("p17-03", "NPA")
    build.answered(row)
    [owed] = boards.owed_by("FY2018", [row.answer_id])
    assert owed == build.obligation("p17-03", "MEXT").pk
    assert boards.owed_by("FY2018", []) == ()


def test_a_panel_shows_every_owner_of_the_return():  # 7.5
    police, schools = build.obligation("p17-03", "NPA"), build.obligation("p17-03", "MEXT")
    build.answered(police)
    build.save(schools, kind="done", part="学校に配った。")
    panel = reviewing.panel("FY2018", police.pk, DAY)
    assert [part.own.agency for part in panel.parts] == ["NPA", "MEXT"]
    assert panel.parts[1].part == "学校に配った。"


def test_the_panel_says_the_sentence_with_its_figures_in_both_languages():
    row = with_figure()
    build.answered(row)
    panel = reviewing.panel("FY2018", row.pk, DAY)
    assert "{" not in panel.sentence.text.ja + panel.sentence.text.en
    for language in Language:
        assert row.asked[0]["key"] in [p.figure for p in panel.sentence.in_(language)]


def test_a_sentence_not_finished_is_shown_unfinished():
    row = with_figure()
    build.save(row, kind="done", text_ja="{nobody}が参加した。", text_en="")
    assert reviewing.panel("FY2018", row.pk, DAY).sentence.text.ja == "{nobody}が参加した。"


def test_a_return_of_another_round_is_not_shown():
    with pytest.raises(UnknownObligation):
        reviewing.panel("FY1999", build.obligation("p17-09").pk, DAY)
    with pytest.raises(UnknownObligation):
        boards.check_belongs("FY1999", build.obligation("p17-09").pk)


def at(day):
    return {"actor": build.REVIEWER["actor"], "at": datetime(2019, 4, day, 3, tzinfo=UTC)}


def test_a_day_tells_what_came_in_and_what_went_back_and_why():
    row = build.obligation("p17-09")
    build.answered(row)
    actions.send_back(obligation_id=row.pk, reason="確定値にしてください。", **at(22))
    came = days.working_day("FY2018", DAY)
    assert [(e.act, e.own.agency) for e in came.events] == [(Act.SUBMIT, row.agency)]
    back = days.working_day("FY2018", date(2019, 4, 22))
    assert [(e.act, e.words) for e in back.events] == [(Act.SEND_BACK, "確定値にしてください。")]


def test_a_day_is_told_as_it_was_whatever_came_later(opened):
    row = build.obligation("p17-09")
    build.answered(row)
    actions.accept(obligation_id=row.pk, **at(23))
    stages = [days.working_day("FY2018", date(2019, 4, n)).so_far[-1].stages for n in (19, 20, 23)]
    assert [s[Stage.CHECKING] for s in stages] == [0, 1, 1]
    assert [s[Stage.OWNER] for s in stages] == [opened, opened - 1, opened - 1]
    assert days.working_day("FY2018", date(2019, 4, 25)).waiting[0].days == 2


def test_a_due_date_moved_later_does_not_undo_that_it_was_late(opened):
    row = build.obligation("p17-09")
    actions.extend(obligation_id=row.pk, due=date(2019, 5, 20), **at(29))
    assert len(days.working_day("FY2018", date(2019, 4, 28)).late) == opened
    assert len(days.working_day("FY2018", date(2019, 4, 30)).late) == opened - 1


def test_a_joint_measure_with_one_owner_missing_blocks():
    build.answered(build.obligation("p17-03", "NPA"))
    [block] = days.working_day("FY2018", DAY).blocks
    assert block.row.measure.key == "p17-03"
    assert [name.ja for name in block.waits_for] == ["文部科学省"]


def test_the_day_replayed_is_the_board_of_today():
    build.cleared(build.obligation("p17-03"))
    build.answered(build.obligation("p17-09"))
    row = build.obligation("p17-03", "NPA")
    actions.send_back(obligation_id=row.pk, reason="もう一度。", **build.REVIEWER)
    told = days.working_day("FY2018", DAY).so_far[-1].states
    held = models.Obligation.objects.values_list("answer__measure", "agency", "state")
    assert told == {(measure, agency): state for measure, agency, state in held}
