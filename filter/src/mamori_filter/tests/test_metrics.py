from prometheus_client.parser import text_string_to_metric_families

from mamori_filter.lists.files import write_whole
from mamori_filter.metrics import metrics_text
from mamori_filter.tests.example_list import CREATED, ENTRIES, example_filter, write_list


def samples(filter_, now=CREATED):
    text = metrics_text(filter_, now).decode()
    return {
        (sample.name.removeprefix("mamori_filter_"), *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_what_was_answered_is_counted_by_version_and_scope(tmp_path):
    filter_ = example_filter(tmp_path)
    filter_.check_many(
        ["listed.test", "a.listed.test", "pages.test/bad/x", "harmless.test", "", "mailto:x@y.test"]
    )
    told = samples(filter_)
    assert told[("checked_total", "1")] == 6
    assert told[("no_address_total", "1")] == 2
    assert told[("listed_total", "1", "host")] == 2
    assert told[("listed_total", "1", "prefix")] == 1
    assert told[("listed_total", "1", "path")] == told[("listed_total", "1", "query")] == 0


def test_an_expired_entry_is_counted_apart(tmp_path):
    filter_ = example_filter(tmp_path)
    filter_.check("files.example/old.html", CREATED + 11 * 86400)
    assert samples(filter_)[("expired_total", "1")] == 1


def test_counts_of_a_list_outlive_it(tmp_path):
    filter_ = example_filter(tmp_path)
    filter_.check("listed.test")
    write_list(filter_.path, ENTRIES, version=2)
    assert filter_.refresh()
    filter_.check("listed.test")
    filter_.check("listed.test")
    told = samples(filter_)
    assert (told[("listed_total", "1", "host")], told[("listed_total", "2", "host")]) == (1, 2)


def test_age_and_staleness_are_those_of_the_moment_asked(tmp_path):
    filter_ = example_filter(tmp_path)
    fresh, stale = samples(filter_, CREATED + 60), samples(filter_, CREATED + 25 * 3600)
    assert (fresh[("list_age_seconds",)], fresh[("list_stale",)]) == (60, 0)
    assert (stale[("list_age_seconds",)], stale[("list_stale",)]) == (25 * 3600, 1)
    assert fresh[("list_entries",)] == 5


def test_a_refused_update_is_told_by_its_code_until_a_good_one_comes(tmp_path):
    filter_ = example_filter(tmp_path)
    write_whole(filter_.path, b"no list")
    filter_.refresh()
    assert samples(filter_)[("refresh_refused", "not_a_list")] == 1
    write_list(filter_.path, version=2)
    filter_.refresh()
    assert ("refresh_refused", "not_a_list") not in samples(filter_)


def test_labels_are_the_ones_named_and_no_other(tmp_path):
    filter_ = example_filter(tmp_path)
    filter_.check("http://listed.test/secret")
    text = metrics_text(filter_, CREATED).decode()
    labels = {
        name
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        for name in sample.labels
    }
    assert labels == {"list_version", "scope", "engine", "parser", "list_name"}
