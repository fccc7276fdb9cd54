"""Roles, permissions and the one table from the one to the other. Policy: docs/policy/accounts.md, section 2.

``docs/permissions.md`` is generated from the tables here.
"""

from enum import StrEnum

from mamori.kernel.text import Text


class Permission(StrEnum):
    LOOK_THROUGH_PLAN = "look_through_plan"
    EDIT_PLAN = "edit_plan"
    EDIT_AGENCIES = "edit_agencies"
    SEE_PERMISSIONS = "see_permissions"
    MANAGE_PEOPLE = "manage_people"
    READ_AUDIT = "read_audit"
    ANSWER_RETURNS = "answer_returns"
    REVIEW_RETURNS = "review_returns"
    OPEN_ROUNDS = "open_rounds"
    PUBLISH_EDITIONS = "publish_editions"
    RECORD_ACTIVITIES = "record_activities"
    SEE_ALL_ACTIVITIES = "see_all_activities"
    PUBLISH_MATERIALS = "publish_materials"
    ISSUE_CERTIFICATES = "issue_certificates"


class Role(StrEnum):
    SECRETARIAT = "secretariat"
    MINISTRY = "ministry"
    HOTLINE_ANALYST = "hotline_analyst"
    PROVIDER = "provider"
    OPERATOR = "operator"
    CASE_WORKER = "case_worker"
    ADMINISTRATOR = "administrator"


PERMISSIONS = {
    Permission.LOOK_THROUGH_PLAN: Text(
        ja="計画・施策・担当を職員用の画面で見る", en="Look through plans, measures and owners"
    ),
    Permission.EDIT_PLAN: Text(ja="施策と担当を編集する", en="Edit measures and their owners"),
    Permission.EDIT_AGENCIES: Text(
        ja="府省庁と所掌事務を編集する", en="Edit agencies and the duties they hold"
    ),
    Permission.SEE_PERMISSIONS: Text(ja="誰が何をできるかを見る", en="See who may do what"),
    Permission.MANAGE_PEOPLE: Text(ja="利用者と役割を管理する", en="Manage people and their roles"),
    Permission.READ_AUDIT: Text(ja="操作の記録を読む", en="Read the audit trail"),
    Permission.ANSWER_RETURNS: Text(
        ja="自府省庁の施策に回答する", en="Answer for the measures of one’s own agency"
    ),
    Permission.REVIEW_RETURNS: Text(
        ja="回答を受理し、差し戻し、言語ごとに確認する",
        en="Accept returns, send them back, clear their languages",
    ),
    Permission.OPEN_ROUNDS: Text(ja="取りまとめを始める", en="Open rounds"),
    Permission.PUBLISH_EDITIONS: Text(
        ja="取組概要を確定し、公表し、訂正する", en="Freeze, publish and revise editions"
    ),
    Permission.RECORD_ACTIVITIES: Text(
        ja="自府省庁の活動を記録し、訂正する",
        en="Record and correct the activities of one’s own agency",
    ),
    Permission.SEE_ALL_ACTIVITIES: Text(
        ja="すべての府省庁の活動の記録を見る", en="See the activities of every agency"
    ),
    Permission.PUBLISH_MATERIALS: Text(
        ja="啓発資料を公開し、配布を記録する", en="Publish material and record where it was sent"
    ),
    Permission.ISSUE_CERTIFICATES: Text(
        ja="修了証と感謝状を発行し、取り消す", en="Issue and revoke certificates"
    ),
}

ROLES = {
    Role.SECRETARIAT: Text(ja="事務局", en="Secretariat"),
    Role.MINISTRY: Text(ja="府省庁の担当者", en="Ministry officer"),
    Role.HOTLINE_ANALYST: Text(ja="ホットライン分析員", en="Hotline analyst"),
    Role.PROVIDER: Text(ja="プロバイダー", en="Provider"),
    Role.OPERATOR: Text(ja="相談員", en="Helpline counsellor"),
    Role.CASE_WORKER: Text(ja="ケースワーカー", en="Case worker"),
    Role.ADMINISTRATOR: Text(ja="管理者", en="Administrator"),
}

GRANTED: dict[Role, frozenset[Permission]] = {  # §2.1 what is not granted here is denied
    Role.SECRETARIAT: frozenset(
        {
            Permission.LOOK_THROUGH_PLAN,
            Permission.EDIT_PLAN,
            Permission.EDIT_AGENCIES,
            Permission.SEE_PERMISSIONS,
            Permission.REVIEW_RETURNS,
            Permission.OPEN_ROUNDS,
            Permission.PUBLISH_EDITIONS,
            Permission.RECORD_ACTIVITIES,
            Permission.SEE_ALL_ACTIVITIES,
            Permission.PUBLISH_MATERIALS,
            Permission.ISSUE_CERTIFICATES,
        }
    ),
    Role.MINISTRY: frozenset(
        {
            Permission.LOOK_THROUGH_PLAN,
            Permission.SEE_PERMISSIONS,
            Permission.ANSWER_RETURNS,
            Permission.RECORD_ACTIVITIES,
            Permission.PUBLISH_MATERIALS,
            Permission.ISSUE_CERTIFICATES,
        }
    ),
    Role.HOTLINE_ANALYST: frozenset({Permission.SEE_PERMISSIONS}),
    Role.PROVIDER: frozenset(),
    Role.OPERATOR: frozenset({Permission.SEE_PERMISSIONS}),
    Role.CASE_WORKER: frozenset({Permission.SEE_PERMISSIONS}),
    Role.ADMINISTRATOR: frozenset(
        {Permission.MANAGE_PEOPLE, Permission.SEE_PERMISSIONS, Permission.READ_AUDIT}
    ),
}
