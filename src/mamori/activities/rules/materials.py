"""Material, its editions and where they were sent. Policy: docs/policy/activities.md, section 4."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

LARGEST = 10 * 1024 * 1024  # §4.5, bytes
LONGEST_TITLE, LONGEST_ABOUT, LONGEST_EDITION = 200, 2_000, 40  # §2.8
OLDEST = 120  # years of age
MOST = 100_000_000  # pieces; more is a slip
EARLIEST = date(1999, 1, 1)  # §2.2
ENDINGS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain; charset=utf-8",
}
BEGINNINGS = {".pdf": b"%PDF-", ".docx": b"PK", ".pptx": b"PK"}


class Audience(StrEnum):
    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    GUARDIANS = "guardians"
    TEACHERS = "teachers"
    VOLUNTEERS = "volunteers"
    FIRMS = "firms"
    EVERYONE = "everyone"


class Recipients(StrEnum):
    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    SPECIAL_NEEDS = "special_needs"
    OTHER = "other"


AUDIENCES = {
    Audience.PRIMARY: Text("小学生", "Primary pupils"),
    Audience.LOWER_SECONDARY: Text("中学生", "Lower secondary pupils"),
    Audience.UPPER_SECONDARY: Text("高校生", "Upper secondary pupils"),
    Audience.GUARDIANS: Text("保護者", "Guardians"),
    Audience.TEACHERS: Text("教職員", "Teachers"),
    Audience.VOLUNTEERS: Text("ボランティア", "Volunteers"),
    Audience.FIRMS: Text("事業者", "Firms"),
    Audience.EVERYONE: Text("すべての人", "Everyone"),
}
RECIPIENTS = {
    Recipients.PRIMARY: Text("小学校", "Primary schools"),
    Recipients.LOWER_SECONDARY: Text("中学校", "Lower secondary schools"),
    Recipients.UPPER_SECONDARY: Text("高等学校", "Upper secondary schools"),
    Recipients.SPECIAL_NEEDS: Text("特別支援学校", "Special needs schools"),
    Recipients.OTHER: Text("その他の施設・団体", "Other bodies"),
}
LICENCES = {
    "pdl-1.0": Text("公共データ利用規約（第1.0版）", "Public Data License 1.0"),
    "cc-by-4.0": Text("クリエイティブ・コモンズ 表示 4.0", "Creative Commons Attribution 4.0"),
    "asked": Text("利用には許諾が必要", "To be used with permission"),
}
LANGUAGES = {
    "ja": Text("日本語", "Japanese"),
    "en": Text("英語", "English"),
    "zh": Text("中国語", "Chinese"),
    "ko": Text("韓国語", "Korean"),
    "pt": Text("ポルトガル語", "Portuguese"),
    "es": Text("スペイン語", "Spanish"),
    "vi": Text("ベトナム語", "Vietnamese"),
    "tl": Text("フィリピン語", "Filipino"),
    "ne": Text("ネパール語", "Nepali"),
}


class NotMaterial(Refused):
    code = "not_material"


class UnfitFile(Refused):
    code = "unfit_file"


class NotADistribution(Refused):
    code = "not_a_distribution"


@dataclass(frozen=True, slots=True)
class Material:
    """``youngest``, ``oldest``: the age it is made for, if any; ``public``: shown in the library."""

    agency: str
    title: Text
    about: Text
    audience: Audience
    licence: str
    youngest: int | None = None
    oldest: int | None = None
    public: bool = True
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Distribution:
    """``places``: schools it went to, of ``places_known`` where that is known (§4.3)."""

    edition: str
    area: str
    recipients: Recipients
    sent_on: date
    pieces: int
    places: int
    places_known: int | None = None
    acknowledged: int = 0
    invented: bool = False


def check(material: Material) -> None:
    titles, abouts = material.title, material.about
    if not all(t.strip() and len(t) <= LONGEST_TITLE for t in (titles.ja, titles.en)):
        raise NotMaterial(
            Text(
                "両言語の題名が必要です（{0}字まで）。",
                "It takes a title in both languages, {0} signs at most.",
            ).format(LONGEST_TITLE)
        )
    if max(len(abouts.ja), len(abouts.en)) > LONGEST_ABOUT:
        raise NotMaterial(
            Text("説明は{0}字までです。", "A description has {0} signs at most.").format(
                LONGEST_ABOUT
            )
        )
    if material.licence not in LICENCES:
        raise NotMaterial(Text("利用条件を選んでください。", "Choose a licence."))
    ages = [age for age in (material.youngest, material.oldest) if age is not None]
    if ages != sorted(ages) or not all(0 <= age <= OLDEST for age in ages):
        raise NotMaterial(
            Text("年齢の下限が上限を超えています。", "The youngest age is above the oldest.")
        )


def check_file(edition: str, language: str, file_name: str, content: bytes) -> None:
    """Raise unless this file may be kept: named edition and language, a kind that it really is, not too large."""
    if not edition.strip() or len(edition) > LONGEST_EDITION or language not in LANGUAGES:
        raise UnfitFile(
            Text(
                "版の名（{0}字まで）と言語が必要です。",
                "It takes the name of its edition, {0} signs at most, and a language.",
            ).format(LONGEST_EDITION)
        )
    ending = PurePath(file_name).suffix.lower()
    if ending not in ENDINGS or not content.startswith(BEGINNINGS.get(ending, b"")):
        raise UnfitFile(
            Text(
                "この形式は受け取れません。{0} のどれかにしてください。",
                "This kind of file is not taken. Use one of {0}.",
            ).format(", ".join(ENDINGS))
        )
    if not content or len(content) > LARGEST:
        raise UnfitFile(
            Text(
                "空のファイル、または{0}MBを超えるファイルは受け取れません。",
                "The file is empty, or larger than {0} MB.",
            ).format(LARGEST // 1024 // 1024)
        )


def media_type(file_name: str) -> str:
    return ENDINGS.get(PurePath(file_name).suffix.lower(), "application/octet-stream")


def check_distribution(sent: Distribution, today: date) -> None:
    """Nothing is sent before its day, to more schools than there are, or acknowledged by more than got it."""
    if not EARLIEST <= sent.sent_on <= today:
        raise NotADistribution(
            Text(
                "送付日が来ていないか、古すぎます。",
                "The day of sending has not come, or is too early.",
            )
        )
    if not 1 <= sent.places <= sent.pieces <= MOST:
        raise NotADistribution(
            Text(
                "送り先は1以上、部数は送り先の数以上にしてください。",
                "It goes to at least one place, with at least one piece each.",
            )
        )
    if sent.places_known is not None and sent.places > sent.places_known:
        raise NotADistribution(
            Text(
                "送った学校の数が、学校の総数を超えています。",
                "It went to more schools than there are.",
            )
        )
    if not 0 <= sent.acknowledged <= sent.places:
        raise NotADistribution(
            Text(
                "受領の連絡が、送った学校の数を超えています。",
                "More schools acknowledged it than it went to.",
            )
        )


def share(sent: int, known: int | None) -> int | None:
    """In whole percent, rounded down; none where the number of schools is not known (§4.3)."""
    return None if not known else sent * 100 // known
