"""The words for what the audit trail records, so that a history reads in either language."""

import re
from collections.abc import Mapping
from datetime import date

from mamori.accounts.rules import ROLES, Role
from mamori.activities.rules.materials import AUDIENCES, LANGUAGES, LICENCES
from mamori.kernel.periods import day_text
from mamori.kernel.text import Text
from mamori.plan.rules.owners import PARTS, Part

ACTIONS = {
    "accounts: person added": Text("利用者を登録", "Person added"),
    "accounts: password set": Text("パスワードを設定", "Password set"),
    "accounts: invitation made": Text("招待コードを発行", "Invitation made"),
    "accounts: invitation accepted": Text("招待を受諾", "Invitation accepted"),
    "accounts: role given": Text("役割を付与", "Role given"),
    "accounts: role ended": Text("役割を終了", "Role ended"),
    "accounts: person activated": Text("利用を再開", "Person activated"),
    "accounts: person deactivated": Text("利用を停止", "Person deactivated"),
    "accounts: letters chosen": Text("お知らせの受け取り方を変更", "Letters chosen"),
    "accounts: agency edited": Text("府省庁を編集", "Agency edited"),
    "accounts: duty handed over": Text("事務を引き継ぎ", "Duty handed over"),
    "accounts: demonstration marked": Text("デモに設定", "Demonstration marked"),
    "accounts: pack loaded": Text("府省庁と事務を読み込み", "Agencies and duties loaded"),
    "helplines: pack loaded": Text("電話番号を読み込み", "Numbers loaded"),
    "statistics: pack loaded": Text("統計を読み込み", "Statistics loaded"),
    "statistics: table imported": Text("統計表を取り込み", "Statistical table imported"),
    "activities: pack loaded": Text("活動の種類と記録を読み込み", "Kinds of activities loaded"),
    "activities: recorded": Text("活動を記録", "Activity recorded"),
    "activities: recorded together": Text("活動をまとめて記録", "Activities recorded together"),
    "activities: corrected": Text("活動の記録を訂正", "Activity corrected"),
    "activities: records left": Text(
        "保存の年数を過ぎた記録を削除", "Records past their years left"
    ),
    "activities: likeness agreed": Text("同じ活動と回答", "Said to be the same deed"),
    "activities: likeness declined": Text("別の活動と回答", "Said to be two deeds"),
    "activities: joined": Text("同じ活動として結合", "Joined as one deed"),
    "activities: material added": Text("教材を登録", "Material added"),
    "activities: material changed": Text("教材の内容を変更", "Material changed"),
    "activities: material file added": Text("教材のファイルを追加", "File of material added"),
    "activities: material file withdrawn": Text(
        "教材のファイルを取り下げ", "File of material withdrawn"
    ),
    "activities: material sent": Text("教材の送付を記録", "Material sent"),
    "activities: material sent together": Text(
        "教材の送付をまとめて記録", "Material sent, recorded together"
    ),
    "activities: material acknowledged together": Text(
        "教材の受領をまとめて記録", "Material acknowledged, recorded together"
    ),
    "activities: material acknowledged": Text("教材の受領を記録", "Material acknowledged"),
    "activities: certificate issued": Text("証書を発行", "Certificate issued"),
    "activities: certificates issued together": Text(
        "証書をまとめて発行", "Certificates issued together"
    ),
    "activities: certificate printed": Text(
        "証書を印刷（氏名を読み出し）", "Certificate printed (its name was read)"
    ),
    "activities: certificates printed together": Text(
        "証書をまとめて印刷（氏名を読み出し）", "Certificates printed together (names were read)"
    ),
    "activities: certificate revoked": Text("証書を取り消し", "Certificate revoked"),
    "activities: certificate name erased": Text("証書の氏名を消去", "Name on a certificate erased"),
    "activities: desk opened": Text("受付を開始", "Desk opened"),
    "activities: desk closed": Text("受付を終了", "Desk closed"),
    "plan: pack loaded": Text("計画と取組を読み込み", "Plan and efforts loaded"),
    "plan: measure added": Text("施策を追加", "Measure added"),
    "plan: measure edited": Text("施策を編集", "Measure edited"),
    "plan: measure retired": Text("施策を終了", "Measure retired"),
    "plan: owner added": Text("担当を追加", "Owner added"),
    "plan: owner ended": Text("担当を終了", "Owner ended"),
    "plan: round opened": Text("取りまとめを開始", "Round opened"),
    "plan: owners asked": Text("加わった担当に依頼", "Owners asked"),
    "plan: old Outline confirmed": Text("過去の取組概要を確認", "Old Outline confirmed"),
    "plan: sections saved": Text("情勢と課題を保存", "Sections I and III saved"),
    "plan: return saved": Text("回答を保存", "Return saved"),
    "plan: return submitted": Text("回答を提出", "Return submitted"),
    "plan: return withdrawn": Text("提出を取り下げ", "Return withdrawn"),
    "plan: return accepted": Text("回答を受理", "Return accepted"),
    "plan: return sent back": Text("回答を差し戻し", "Return sent back"),
    "plan: text cleared": Text("文を確認", "Text cleared"),
    "plan: owner reminded": Text("提出を督促", "Owner reminded"),
    "plan: due date moved": Text("期限を延長", "Due date moved"),
    "plan: quantity asked for": Text("数量を追加", "Quantity asked for"),
    "plan: quantity dropped": Text("数量を取り下げ", "Quantity dropped"),
    "plan: comment made": Text("連絡を記入", "Comment made"),
    "plan: evidence added": Text("資料を追加", "Evidence added"),
    "plan: edition frozen": Text("版を確定", "Edition frozen"),
    "plan: edition thawed": Text("確定を取り消し", "Edition thawed"),
    "plan: edition published": Text("版を公表", "Edition published"),
    "plan: edition revised": Text("訂正の版を確定", "Edition revised"),
    "plan: evidence withdrawn": Text("資料を取り下げ", "Evidence withdrawn"),
}
FIELDS = {
    "about_en": Text("説明（英語）", "What it is, in English"),
    "about_ja": Text("説明（日本語）", "What it is, in Japanese"),
    "area": Text("都道府県コード", "Prefecture code"),
    "audience": Text("対象", "Made for"),
    "certificates": Text("証書の数", "Certificates"),
    "digest": Text("ハッシュ値", "Digest"),
    "distribution": Text("送付の番号", "Number of the sending"),
    "edition": Text("版", "Edition"),
    "language": Text("言語", "Language"),
    "licence": Text("利用条件", "Licence"),
    "oldest": Text("対象年齢の上限", "Oldest age"),
    "pieces": Text("部数", "Pieces"),
    "places": Text("学校の数", "Schools"),
    "public": Text("公開の教材一覧", "Public library"),
    "rows": Text("行数", "Rows"),
    "youngest": Text("対象年齢の下限", "Youngest age"),
    "after": Text("内容", "Content"),
    "agency": Text("府省庁", "Agency"),
    "changes": Text("変わった記録", "Records changed"),
    "first": Text("から", "From"),
    "last": Text("まで", "To"),
    "note_en": Text("備考（英語）", "Note in English"),
    "note_ja": Text("備考（日本語）", "Note in Japanese"),
    "number": Text("番号", "Number"),
    "open_list": Text("「等」", "Open list"),
    "owner": Text("担当", "Owner"),
    "part": Text("役割", "Part"),
    "pillar": Text("柱", "Pillar"),
    "role": Text("役割", "Role"),
    "title_en": Text("題名（英語）", "Title in English"),
    "title_ja": Text("題名（日本語）", "Title in Japanese"),
    "title_provisional": Text("仮の題名", "Provisional title"),
}
SLICES = {
    "accounts": Text("利用者と府省庁", "People and agencies"),
    "helplines": Text("電話番号", "Helplines"),
    "activities": Text("活動", "Activities"),
    "statistics": Text("統計", "Statistics"),
    "plan": Text("計画", "Plan"),
}
HOLDER = Text("担当府省庁", "Holder")  # what a hand-over calls its content
YES_OR_NO = {"yes": Text("はい", "yes"), "no": Text("いいえ", "no")}
WORDS: dict[str, Mapping[str, Text]] = {
    "role": {role.value: ROLES[role] for role in Role},
    "part": {part.value: PARTS[part] for part in Part},
    "title_provisional": YES_OR_NO,
    "open_list": YES_OR_NO,
    "public": YES_OR_NO,
    "audience": {audience.value: name for audience, name in AUDIENCES.items()},
    "licence": LICENCES,
    "language": LANGUAGES,
}
JOB = Text("自動処理（{0}）", "Job ({0})")
GONE = Text("登録のない人", "Person not registered")


def action(name: str) -> Text:
    return ACTIONS.get(name, Text(name, name))


def field(name: str, action: str = "") -> Text:
    if name == "after" and action == "accounts: duty handed over":
        return HOLDER
    return FIELDS.get(name, Text(name, name))


def value(name: str, held: object, bodies: Mapping[str, Text]) -> Text | str | None:
    """What a record holds, as people write it: days, roles, and agencies and duties by their name."""
    if held is None:
        return None
    written = str(held)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        return day_text(date.fromisoformat(written))
    known = WORDS.get(name, bodies if name in ("agency", "owner", "after") else {})
    return known.get(written, written)


def part(slice: str) -> Text:
    return SLICES.get(slice, Text(slice, slice))
