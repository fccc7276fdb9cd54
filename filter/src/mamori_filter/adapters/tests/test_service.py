import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori_filter.adapters import http
from mamori_filter.adapters.http import Answer
from mamori_filter.adapters.service import MOST_LINES, MOST_URLS, Route, Service
from mamori_filter.adapters.tests.asking import ask, post
from mamori_filter.filters import Filter
from mamori_filter.lists.files import write_whole
from mamori_filter.refusals import Refused
from mamori_filter.tests.example_list import (
    CREATED,
    ENTRIES,
    KEY,
    example_filter,
    write_list,
)


@pytest.fixture
def filter_(tmp_path):
    return example_filter(tmp_path)


@pytest.fixture
def service(filter_):
    return Service(filter_, lambda: CREATED + 60.0)


def test_one_question_gets_one_verdict(service):
    told = post(service, {"url": "http://a.listed.test/x"})
    assert told.status == 200
    assert told.json == {
        "listed": True,
        "scope": "host",
        "entry_id": "H-1",
        "list_version": 1,
        "matched": "strict:host:1",
        "problem": None,
    }
    assert told.headers["cache-control"] == "no-store"


def test_many_questions_get_as_many_verdicts_in_their_order(service):
    urls = ["harmless.test", "http://listed.test/", "", "http://pages.test/bad/x"]
    verdicts = post(service, {"urls": urls}).json["verdicts"]
    assert [verdict["entry_id"] for verdict in verdicts] == [None, "H-1", None, "P-1"]
    assert verdicts[2]["problem"] == "no-web-address"


def test_no_questions_get_no_verdicts(service):
    assert post(service, {"urls": []}).json == {"verdicts": []}


def test_lines_get_a_line_each_blank_and_broken_ones_too(service):
    body = b"http://listed.test/\r\n\nhttp://h.test/\xff\nhttp://pages.test/bad/%FF"
    told = post(service, body, "/check-lines")
    lines = [json.loads(line) for line in told.body.splitlines()]
    assert [line["entry_id"] for line in lines] == ["H-1", None, None, "P-1"]
    assert told.headers["content-type"] == "application/x-ndjson"


def test_expired_entries_list_nothing_by_the_service_s_own_clock(filter_):
    early = Service(filter_, lambda: CREATED)
    late = Service(filter_, lambda: CREATED + 11 * 86400)
    question = {"url": "http://files.example/old.html"}
    assert post(early, question).json["listed"] is True
    assert post(late, question).json["listed"] is False


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "json"),
        (b"\xff", "json"),
        (b"[" * 100_000, "json"),
        ([], "question"),
        ({}, "question"),
        ({"url": 1}, "question"),
        ({"urls": "a.test"}, "question"),
        ({"urls": ["a.test", None]}, "question"),
        ({"url": "a.test", "urls": ["b.test"]}, "question"),
    ],
)
def test_a_body_that_is_no_question_is_refused_in_both_languages(service, content, code):
    told = post(service, content)
    assert (told.status, told.json["code"]) == (400, code)
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json["detail"].isascii() or "…" in told.json["detail"]
    assert not told.json["detail_ja"].isascii()


@given(body=st.binary(max_size=200))
def test_no_body_breaks_the_service(tmp_path_factory, body):
    service = Service(example_filter(tmp_path_factory.getbasetemp()), lambda: CREATED)
    assert post(service, body).status in (200, 400)
    told = post(service, body, "/check-lines")
    expected = body.count(b"\n") + (not body.endswith(b"\n") and body != b"")
    assert len(told.body.splitlines()) == expected


def test_more_than_a_thousand_questions_at_once_are_refused(service):
    told = post(service, {"urls": ["a.test"] * (MOST_URLS + 1)})
    assert (told.status, told.json["code"]) == (413, "too_many")


def test_more_than_the_most_lines_at_once_are_refused(service):
    assert post(service, b"\n" * (MOST_LINES + 1), "/check-lines").status == 413


def test_an_address_in_the_query_is_not_taken_and_the_reason_is_said(service):
    told = ask(service, "GET", "/check", query=b"url=http://secret.test/")
    assert (told.status, told.json["code"]) == (400, "query")
    assert "body" in told.json["detail"]
    assert b"secret" not in told.body


def test_a_web_page_may_not_ask(service):
    told = post(service, {"url": "a.test"}, headers=[(b"origin", b"https://page.test")])
    assert (told.status, told.json["code"]) == (403, "browser")


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_past_the_bound_is_refused(service, monkeypatch, announced):
    monkeypatch.setattr(http, "LARGEST_BODY", 1000)
    headers = [(b"content-length", b"1001")] if announced else []
    told = ask(service, "POST", "/check", parts=[b" " * 600, b" " * 401], headers=headers)
    assert (told.status, told.json["code"]) == (413, "too_large")


def test_other_paths_and_methods_are_refused(service):
    assert ask(service, "GET", "/nothing").status == 404
    told = ask(service, "GET", "/check")
    assert (told.status, told.headers["allow"]) == (405, "POST")


def test_status_tells_of_the_list_and_of_a_refused_update(service, filter_):
    assert ask(service, "GET", "/status").json | {"engine": ""} == {
        "engine": "",
        "name": "address-list",
        "list_version": 1,
        "entries": 5,
        "fingerprints": 5,
        "created": CREATED,
        "age": 60,
        "stale": False,
        "parser": filter_.status(0).parser,
        "refused": None,
        "refused_reason": None,
    }
    write_whole(filter_.path, b"no list")
    filter_.refresh()
    told = ask(service, "GET", "/status").json
    assert (told["list_version"], told["refused"]) == (1, "not_a_list")
    assert told["refused_reason"] == {
        "ja": "リストファイルではありません。",
        "en": "This is not a list file.",
    }
    assert post(service, {"url": "listed.test"}).json["listed"] is True


def test_health_is_told_while_verdicts_are_given(service):
    assert ask(service, "GET", "/health").json == {"answers": True}


def test_a_stale_list_goes_on_answering_and_says_so(filter_):
    stale = Service(filter_, lambda: CREATED + 25 * 3600.0)
    told = post(stale, {"url": "listed.test"})
    assert told.json["listed"] is True
    assert told.headers["mamori-list-stale"] == "true"
    assert ask(stale, "GET", "/status").json["stale"] is True
    fresh = Service(filter_, lambda: CREATED + 23 * 3600.0)
    assert "mamori-list-stale" not in post(fresh, {"url": "listed.test"}).headers


def test_a_fault_is_told_without_its_text(service, monkeypatch, caplog):
    def fails(address, now=None):
        raise RuntimeError(address)

    monkeypatch.setattr(service.desk.filter, "check", fails)
    told = post(service, {"url": "http://secret.test/"})
    assert (told.status, told.json["code"]) == (500, "broken")
    assert "RuntimeError" in caplog.text
    assert "secret" not in told.body.decode() + caplog.text


def test_a_fault_in_the_middle_of_an_answer_leaves_it_unfinished(service, monkeypatch, caplog):
    def fails(addresses, now=None):
        raise RuntimeError(addresses[0])

    monkeypatch.setattr(service.desk.filter, "check_many", fails)
    told = post(service, b"http://secret.test/", "/check-lines")
    assert (told.status, told.body) == (200, b"")
    assert "secret" not in caplog.text


def test_another_part_may_add_a_route(filter_):
    def greet(desk, body):
        desk.charge(1)
        return Answer(200, body)

    service = Service(filter_, lambda: CREATED, routes={"/greet": Route("POST", greet)})
    assert ask(service, "POST", "/greet", b"hello").body == b"hello"


def test_a_refusal_of_a_route_is_told_with_its_code(filter_):
    def refuse(desk, body):
        raise Refused("no", "だめです。", "No.")

    told = ask(Service(filter_, lambda: CREATED, routes={"/x": Route("GET", refuse)}), "GET", "/x")
    assert (told.status, told.json["code"], told.json["detail_ja"]) == (422, "no", "だめです。")


def test_a_new_list_answers_the_next_question(tmp_path):
    filter_ = Filter(write_list(tmp_path / "l.mf"), KEY)
    service = Service(filter_, lambda: CREATED)
    assert post(service, {"url": "b.test"}).json["list_version"] == 1
    write_list(tmp_path / "l.mf", [*ENTRIES, ("host", "b.test", "B", "")], version=2)
    assert filter_.refresh(CREATED)
    assert post(service, {"url": "b.test"}).json["entry_id"] == "B"
    assert post(service, {"url": "c.test"}).json["list_version"] == 2
