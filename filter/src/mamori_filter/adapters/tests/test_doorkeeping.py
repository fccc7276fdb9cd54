import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori_filter.adapters.doorkeeping import TokenBucket, read_token
from mamori_filter.adapters.service import Service
from mamori_filter.adapters.tests.asking import ask, post
from mamori_filter.refusals import Refused
from mamori_filter.tests.example_list import CREATED, example_filter


@pytest.fixture
def filter_(tmp_path):
    return example_filter(tmp_path)


@pytest.fixture
def token(tmp_path):
    (tmp_path / "token").write_text("correct-horse-battery\n")
    return read_token(tmp_path / "token")


def test_strangers_hear_the_same_whatever_they_ask(filter_, token):
    service = Service(filter_, lambda: CREATED + 25 * 3600.0, token=token)
    wrong = [(b"authorization", b"Bearer wrong-horse-battery")]
    asked = [
        post(service, {"url": "http://listed.test/"}),
        post(service, {"url": "http://harmless.test/"}, headers=wrong),
        post(service, b"broken", headers=[(b"authorization", b"Basic correct-horse-battery")]),
        ask(service, "GET", "/health"),
        ask(service, "GET", "/nothing", query=b"url=x"),
        ask(service, "POST", "/check", headers=[(b"content-length", b"99999999999")]),
    ]
    assert {told.status for told in asked} == {401}
    assert len({(told.body, *sorted(told.headers.items())) for told in asked}) == 1
    assert asked[0].headers["www-authenticate"] == "Bearer"


def test_who_shows_the_token_is_answered(filter_, token):
    service = Service(filter_, lambda: CREATED, token=token)
    shown = [(b"authorization", b"bearer correct-horse-battery")]
    assert post(service, {"url": "listed.test"}, headers=shown).json["listed"] is True


def test_the_token_is_not_printed(token):
    assert "horse" not in repr(token)
    assert repr(token) == "Token()"


@pytest.mark.parametrize(("text", "code"), [("short\n", "token_short"), (None, "token_unreadable")])
def test_a_token_file_that_is_no_good_is_refused(tmp_path, text, code):
    if text is not None:
        (tmp_path / "token").write_text(text)
    with pytest.raises(Refused) as refused:
        read_token(tmp_path / "token")
    assert refused.value.code == code


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_too_many_questions_are_asked_to_wait_and_how_long(filter_):
    clock = Clock()
    service = Service(filter_, lambda: CREATED, bucket=TokenBucket(10, clock))
    assert post(service, {"urls": ["a.test"] * 30}).status == 200
    told = post(service, {"url": "a.test"})
    assert (told.status, told.json["code"], told.headers["retry-after"]) == (
        429,
        "too_many_questions",
        "3",
    )
    assert ask(service, "GET", "/health").status == 200
    clock.now = 3.0
    assert post(service, {"url": "a.test"}).status == 200


@given(
    steps=st.lists(st.tuples(st.floats(0, 5), st.integers(1, 50)), max_size=40),
    rate=st.floats(0.1, 100),
)
def test_no_more_is_answered_than_the_rate_and_one_batch_allow(steps, rate):
    clock = Clock()
    bucket = TokenBucket(rate, clock)
    answered = 0
    for pause, questions in steps:
        clock.now += pause
        if bucket.wait() == 0:
            bucket.take(questions)
            answered += questions
    assert answered <= max(rate, 1) + rate * clock.now + 50
