"""The answer: never with the address in it."""

from typing import NamedTuple

from mamori_filter.refusals import Text

NO_ADDRESS = "no-web-address"
DAMAGED_RECORD = "record-damaged"
UNCONFIRMED = "unconfirmed"

NOTICE = Text(
    "このページは、児童の性的搾取に関する情報として登録されているため、表示できません。"
    "閲覧しようとした方の記録は作成していません。心当たりのない場合や異議がある場合は、提供事業者にお申し出ください。",
    "This page cannot be shown: it is on the list of material that sexually exploits children. "
    "No record of who asked was made. If you believe this is a mistake, tell your provider.",
)

HELD = Text(
    "このページは、表示してよいか確認できなかったため、いったん止めています。"
    "登録されているとは限りません。時間をおいて、もう一度開いてください。",
    "This page is held because it could not be confirmed whether it may be shown. "
    "It need not be on any list. Try again later.",
)


class Verdict(NamedTuple):
    """``scope``: host, prefix, path or query. ``entry_id``: the entry's public id. ``matched``: the form, the
    scope and the steps ("safe_browsing:host:1" is one label below a listed host). ``problem``: why there
    could be no full answer ("no-web-address", "record-damaged", "unconfirmed")."""

    listed: bool
    scope: str | None
    entry_id: str | None
    list_version: int
    matched: str | None
    problem: str | None

    @property
    def notice(self) -> Text | None:
        """What to show the person who asked for the page."""
        if not self.listed:
            return None
        return HELD if self.problem == UNCONFIRMED else NOTICE


def not_listed(version: int, problem: str | None = None) -> Verdict:
    return Verdict(False, None, None, version, None, problem)
