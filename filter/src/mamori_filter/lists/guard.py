"""What a list that arrives must meet before it takes the place of the one that answers: §7.6."""

from mamori_filter.lists.header import Header, damaged
from mamori_filter.lists.merging import keys_of
from mamori_filter.lists.opening import OpenList, verify_wholly
from mamori_filter.lists.records import unseal
from mamori_filter.refusals import Refused

AHEAD = 24 * 3600  # seconds a list may be dated after the clock here
ALWAYS_MORE = 100  # entries a list may grow by, however short it was


def examine(
    candidate: OpenList, current: Header | None, now: int, accept_size_change: bool = False
) -> None:
    """All the rules at once. ``current``: of the list it is to replace, None where there is none.
    ``now`` in seconds since 1970 UTC.

    :raises Refused: as ``follows``, and ``list_damaged``, ``list_expired``.
    """
    follows(candidate.header, current, now, accept_size_change)
    verify_wholly(candidate)
    _require_living(candidate, now)


def follows(
    header: Header, current: Header | None, now: int, accept_size_change: bool = False
) -> None:
    """The rules that the header alone decides.

    :raises Refused: ``other_list``, ``list_older``, ``list_from_future``, ``size_change``.
    """
    if header.created > now + AHEAD:
        raise Refused(
            "list_from_future",
            "リストの作成日時が1日以上先です。この機器の時計を確かめてください。",
            "The list is dated more than a day ahead; see whether the clock here is right.",
        )
    if current is None:
        return
    if header.list_id != current.list_id:
        raise other_list()
    if header.version <= current.version:
        raise Refused(
            "list_older",
            f"届いたリストは第{header.version}版で、現在の第{current.version}版より新しくありません。",
            f"The list is version {header.version}, not above the current version {current.version}.",
        )
    if not (accept_size_change or header.size_change_signed):
        _require_size(header.entries, current.entries)


def other_list() -> Refused:
    return Refused(
        "other_list",
        "名前の異なる別のリストです。",
        "This is another list: its name differs.",
    )


def _require_size(entries: int, before: int) -> None:
    if 2 * entries < before or entries > 2 * before + ALWAYS_MORE:
        raise Refused(
            "size_change",
            f"登録件数が{before}件から{entries}件へ大きく変わります。"
            "提供元に確かめ、正しければ --accept-size-change を付けてください。",
            f"The list goes from {before} entries to {entries}. Ask its supplier; if that is right,"
            " pass --accept-size-change.",
        )


def _require_living(opened: OpenList, now: int) -> None:
    """Ends at the first entry that has not expired, so it is slow only for a list it refuses."""
    try:
        for rank, key in enumerate(keys_of(opened)):
            record = unseal(opened.keys, key, opened.record(rank))
            if record is None:
                raise damaged()
            if not record.expires or record.expires > now:
                return
    except ValueError:
        raise damaged() from None
    raise Refused(
        "list_expired",
        "リストの登録は全て期限を過ぎています。",
        "Every entry of the list has expired.",
    )
