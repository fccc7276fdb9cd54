"""A folder of category lists: one .mf a category, and the folder's own key beside them."""

import os
import secrets
from pathlib import Path

from mamori_filter.categories.importing import key_path, list_name
from mamori_filter.categories.sources import NAME, RESERVED
from mamori_filter.causes import cause
from mamori_filter.filters import Filter
from mamori_filter.lists.keys import read_key
from mamori_filter.refusals import Refused

KEY_OCTETS = 32


def folder_key(folder: Path) -> bytes:
    """The folder's key, made at random on first use, readable by its owner only.

    :raises Refused: ``output``, ``key_unreadable``, ``key_length``.
    """
    path = key_path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_OCTETS))
    except FileExistsError:
        pass
    except OSError as error:
        raise Refused(
            "output",
            f"{path} に書けません（{cause(error).ja}）。",
            f"{path} cannot be written: {cause(error).en}.",
        ) from None
    return read_key(path)


def open_folder(folder: Path) -> dict[str, Filter]:
    """Every category of the folder, by name. One that is refused refuses all: a school is not told that games
    are blocked by a list that did not open.

    :raises Refused: ``folder_empty``, ``category_swapped``, and as ``Filter``.
    """
    paths = sorted(folder.glob("*.mf")) if folder.is_dir() else []
    if not paths:
        raise Refused(
            "folder_empty",
            f"{folder} に分類のリストがありません。categories import で作成してください。",
            f"{folder} holds no category list; make some with `categories import`.",
        )
    key = read_key(key_path(folder))
    return {path.stem: _opened(path, key) for path in paths}


def list_path(folder: Path, category: str) -> Path:
    return folder / f"{category}.mf"


def _opened(path: Path, key: bytes) -> Filter:
    category = path.stem
    try:
        found = Filter(path, key)
    except Refused as refused:
        raise Refused(
            refused.code,
            f"分類 {category}：{refused.message.ja}",
            f"The category {category}: {refused.message.en}",
        ) from None
    told = found.opened.about.get("name")
    if not NAME.fullmatch(category) or category in RESERVED or told != list_name(category):
        raise Refused(
            "category_swapped",
            f"{path} は、その名前の分類のリストではありません。",
            f"{path} is not the list of the category of its name.",
        )
    return found
