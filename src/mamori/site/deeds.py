"""The words for what the audit trail records, so that a history reads in either language."""

from mamori.kernel.text import Text

ACTIONS = {
    "accounts: person added": Text("利用者を登録", "Person added"),
    "accounts: password set": Text("パスワードを設定", "Password set"),
    "accounts: invitation made": Text("招待コードを発行", "Invitation made"),
    "accounts: invitation accepted": Text("招待を受諾", "Invitation accepted"),
    "accounts: role given": Text("役割を付与", "Role given"),
    "accounts: role ended": Text("役割を終了", "Role ended"),
    "accounts: person activated": Text("利用を再開", "Person activated"),
    "accounts: person deactivated": Text("利用を停止", "Person deactivated"),
    "accounts: agency edited": Text("府省庁を編集", "Agency edited"),
    "accounts: duty handed over": Text("事務を引き継ぎ", "Duty handed over"),
    "accounts: demonstration marked": Text("デモに設定", "Demonstration marked"),
    "accounts: pack loaded": Text("府省庁と事務を読み込み", "Agencies and duties loaded"),
    "helplines: pack loaded": Text("電話番号を読み込み", "Numbers loaded"),
    "plan: pack loaded": Text("計画と取組を読み込み", "Plan and efforts loaded"),
    "plan: measure added": Text("施策を追加", "Measure added"),
    "plan: measure edited": Text("施策を編集", "Measure edited"),
    "plan: measure retired": Text("施策を終了", "Measure retired"),
    "plan: owner added": Text("担当を追加", "Owner added"),
    "plan: owner ended": Text("担当を終了", "Owner ended"),
}
FIELDS = {
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
    "plan": Text("計画", "Plan"),
}
JOB = Text("自動処理（{0}）", "Job ({0})")
GONE = Text("登録のない人", "Person not registered")


def action(name: str) -> Text:
    return ACTIONS.get(name, Text(name, name))


def field(name: str) -> Text:
    return FIELDS.get(name, Text(name, name))


def part(slice: str) -> Text:
    return SLICES.get(slice, Text(slice, slice))
