import os
import socket
import threading

import pytest

from mamori_filter.lists.files import write_whole
from mamori_filter.refusals import Refused


def refusal(path, **more):
    before = sorted(found.name for found in path.parent.iterdir())
    with pytest.raises(Refused) as caught:
        write_whole(path, b"new", **more)
    assert sorted(found.name for found in path.parent.iterdir()) == before
    return caught.value


def test_a_pipe_is_written_to_and_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o644)
    heard = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"new", private=True, begins=b"OLD")
    reader.join(10)
    assert heard == [b"new"]
    assert pipe.is_fifo()
    assert pipe.stat().st_mode & 0o777 == 0o644
    assert os.listdir(tmp_path) == ["pipe"]


def test_a_socket_is_refused_and_never_replaced(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        assert refusal(tmp_path / "s").code == "output"
        assert (tmp_path / "s").is_socket()


@pytest.mark.parametrize("name", [".", "..", "folder"])
def test_a_folder_is_refused_in_words(tmp_path, monkeypatch, name):
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    refused = refusal(tmp_path / name if name == "folder" else type(tmp_path)(name))
    assert refused.code == "output"
    assert "is a folder" in refused.message.en
    assert "フォルダ" in refused.message.ja


def test_a_file_of_another_kind_is_not_replaced_and_an_empty_one_is(tmp_path):
    place = tmp_path / "place"
    write_whole(place, b"OLD 1", begins=b"OLD")
    write_whole(place, b"OLD 2", begins=b"OLD")
    assert place.read_bytes() == b"OLD 2"
    for other in (b"NEW", b"OL", b"\0" * 32):
        place.write_bytes(other)
        assert refusal(place, begins=b"OLD").code == "output_other"
        assert place.read_bytes() == other
    place.write_bytes(b"")
    write_whole(place, b"OLD 3", begins=b"OLD")
    assert place.read_bytes() == b"OLD 3"


def test_a_link_goes_on_leading_to_the_file_that_is_written(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to("folder/file")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "file").read_bytes() == b"new"
    assert os.listdir(tmp_path / "folder") == ["file"]
