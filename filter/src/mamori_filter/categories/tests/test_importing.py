from pathlib import Path

import pytest

from mamori_filter.categories.folders import folder_key, list_path, open_folder
from mamori_filter.categories.importing import MOST_NAMED, Report, import_category, key_path
from mamori_filter.categories.sources import Source, category_name, file_source, ut1_sources
from mamori_filter.categories.tests.making import CATEGORIES, NOW, category_folder, ut1_folder
from mamori_filter.filters import Filter
from mamori_filter.refusals import Refused

FOLDER_KEY = bytes(32)


def imported(source: Source, to: Path) -> tuple[Filter, Report]:
    octets, report = import_category(source, FOLDER_KEY, version=3, created=NOW)
    path = to / f"{source.category}.mf"
    path.write_bytes(octets)
    return Filter(path, FOLDER_KEY), report


def test_a_ut1_category_has_its_domains_and_pages_and_counts_what_it_left_out(
    tmp_path: Path,
) -> None:
    source = next(ut1_sources(ut1_folder(tmp_path), ["adult"]))
    category, report = imported(source, tmp_path)
    asked = [
        "a.grown.test",
        "more.test",
        "http://192.0.2.7/x",
        "mixed.test/part/y",
        "mixed.test/one",
    ]
    ids = [verdict.entry_id for verdict in category.check_many(asked, NOW)]
    assert ids == ["adult:1", "adult:2", "adult:6", "adult:urls:1", "adult:urls:2"]
    assert not category.check("http://mixed.test/", NOW).listed
    assert report.ignored == {"local": 1, "single_label": 1, "expression": 2}
    assert report.named == {"domains": [5], "urls": [3]}
    assert report.entries == 5


def test_a_link_is_no_second_category_and_a_list_of_permitted_sites_is_said_to_be_one(
    tmp_path: Path,
) -> None:
    found = {one.category: one.permits for one in ut1_sources(ut1_folder(tmp_path))}
    assert found == {"adult": False, "child": True, "empty": False, "games": False}


def test_one_categorys_own_folder_may_be_named(tmp_path: Path) -> None:
    assert [one.category for one in ut1_sources(ut1_folder(tmp_path) / "games")] == ["games"]


def refusal(work: object) -> str:
    with pytest.raises(Refused) as refused:
        work()  # type: ignore[operator]
    assert refused.value.message.ja
    return refused.value.code


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ut1 = ut1_folder(tmp_path)
    assert refusal(lambda: list(ut1_sources(tmp_path / "none"))) == "source_unreadable"
    assert refusal(lambda: list(ut1_sources(ut1, ["none"]))) == "category_missing"
    assert (
        refusal(lambda: file_source(tmp_path / "none.txt", "domains", None)) == "source_unreadable"
    )


def test_a_category_of_no_lines_is_never_an_empty_list(tmp_path: Path) -> None:
    source = next(ut1_sources(ut1_folder(tmp_path), ["empty"]))
    assert refusal(lambda: imported(source, tmp_path)) == "list_empty"


def test_no_category_takes_the_mandatory_lists_name() -> None:
    assert refusal(lambda: category_name("mandatory")) == "category_reserved"
    assert refusal(lambda: category_name("address-list")) == "category_reserved"
    for name in ("", "Adult", "../x", "a" * 41, "アダルト"):
        assert refusal(lambda name=name: category_name(name)) == "category_name"


def test_a_name_listed_twice_is_one_entry_under_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "games.txt"
    path.write_text("play.test\nPLAY.test.\n*.play.test\n")
    category, report = imported(file_source(path, "domains", None), tmp_path)
    assert (report.entries, report.repeated) == (1, 2)
    assert category.check("http://play.test/", NOW).entry_id == "games:1"


def test_octets_that_are_no_text_spoil_only_their_own_line(tmp_path: Path) -> None:
    path = tmp_path / "games.txt"
    path.write_bytes(b"one.test\n\xff\xfe.test\ntwo.test\n")
    category, report = imported(file_source(path, "domains", None), tmp_path)
    assert report.named == {"games.txt": [2]}
    assert category.check("two.test", NOW).entry_id == "games:3"


def test_every_malformed_line_is_counted_and_a_bounded_number_is_named(tmp_path: Path) -> None:
    path = tmp_path / "games.txt"
    path.write_text("a b\n" * (MOST_NAMED + 5) + "one.test\n")
    _, report = imported(file_source(path, "domains", None), tmp_path)
    assert report.malformed == {"games.txt": MOST_NAMED + 5}
    assert report.named["games.txt"] == list(range(1, MOST_NAMED + 1))


def test_progress_is_told_while_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "games.txt"
    path.write_text("".join(f"n{number}.test\n" for number in range(250_000)))
    told: list[int] = []
    source = file_source(path, "domains", None)
    _, report = import_category(source, FOLDER_KEY, version=1, created=NOW, progress=told.append)
    assert told == [100_000, 200_000]
    assert report.entries == 250_000


def test_a_folder_has_a_key_of_its_own_that_only_its_owner_reads(tmp_path: Path) -> None:
    one, two = folder_key(tmp_path / "one"), folder_key(tmp_path / "two")
    assert one != two
    assert folder_key(tmp_path / "one") == one
    assert key_path(tmp_path / "one").stat().st_mode & 0o777 == 0o600


def test_every_category_of_a_folder_opens_and_none_may_be_damaged_or_swapped(
    tmp_path: Path,
) -> None:
    folder = category_folder(tmp_path)
    assert set(open_folder(folder)) == set(CATEGORIES)
    games, adult = (list_path(folder, name) for name in ("games", "adult"))
    good = games.read_bytes()
    games.write_bytes(good[:-1])
    assert refusal(lambda: open_folder(folder)) == "list_damaged"
    games.write_bytes(adult.read_bytes())
    assert refusal(lambda: open_folder(folder)) == "category_swapped"


def test_a_folder_without_lists_is_refused(tmp_path: Path) -> None:
    assert refusal(lambda: open_folder(tmp_path)) == "folder_empty"
    assert refusal(lambda: open_folder(tmp_path / "none")) == "folder_empty"
