import logging
import socket

import pytest

from mamori_filter.adapters.serving import Bind, listening, read_bind, refresh
from mamori_filter.lists.files import write_whole
from mamori_filter.refusals import Refused
from mamori_filter.tests.example_list import example_filter, write_list


def refusal(bind):
    with pytest.raises(Refused) as caught, listening(bind):
        pass
    return caught.value


@pytest.mark.parametrize("text", ["127.0.0.1:99999", "127.0.0.1:65536", "127.0.0.1:x"])
def test_a_port_that_is_none_is_answered_with_the_ports_there_are(text):
    with pytest.raises(Refused) as caught:
        read_bind(text)
    assert caught.value.code == "bind"
    assert "1-65535" in caught.value.message.en
    assert "1〜65535" in caught.value.message.ja
    assert read_bind("127.0.0.1:65535") == Bind("127.0.0.1", 65535)


def test_a_place_that_is_taken_is_told_from_one_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with listening(Bind("127.0.0.1", 0)) as first:
        assert refusal(Bind("127.0.0.1", first.getsockname()[1])).code == "bind_taken"
    missing = refusal(Bind(path=tmp_path / "nowhere" / "s"))
    assert missing.code == "bind_impossible"
    assert "nowhere for the socket is not there" in missing.message.en
    assert "フォルダ" in missing.message.ja
    assert refusal(Bind(path=tmp_path / ("s" * 200))).code == "bind_impossible"
    assert refusal(Bind("192.0.2.1", 0)).code == "bind_impossible"
    with socket.socket(socket.AF_UNIX) as living:
        living.bind("s")
        living.listen()
        assert refusal(Bind(path=tmp_path / "s")).code == "bind_taken"


def test_the_log_says_once_why_a_list_was_refused_in_both_languages(tmp_path, caplog):
    caplog.set_level(logging.INFO, "mamori_filter")
    filter_ = example_filter(tmp_path)
    write_list(tmp_path / "list.mf", version=0)
    for _ in range(2):
        refresh(filter_)
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert "The list is version 0, not above the current version 1." in record.getMessage()
    assert "現在の第1版より新しくありません" in record.getMessage()
    assert record.getMessage().endswith("[list_older]")
    write_whole(tmp_path / "list.mf", b"http://listed.test/")
    refresh(filter_)
    assert "listed.test" not in caplog.text
