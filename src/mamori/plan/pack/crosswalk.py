"""The capabilities of a pack: each named once, each with measures that there are."""

from mamori.kernel import faults
from mamori.kernel.packs import Pack
from mamori.kernel.text import Text
from mamori.plan.pack.content import Content

MEASURES_FILE = "measures.yaml"


def check(pack: Pack, content: Content) -> None:
    """Every fault becomes a finding of the pack."""
    measures = [measure.key for measure in content.measures]
    seen: set[str] = set()
    for row in content.capabilities:
        for n, one in enumerate(row.values["capabilities"]):
            if one["key"] in seen:
                twice = Text(
                    "対応能力「{0}」が二度あります。", "The capability “{0}” stands here twice."
                )
                pack.wrong(row, twice.format(one["key"]), "capabilities", n, "key")
            seen.add(one["key"])
            for m, key in enumerate(one["measures"]):
                if key not in measures and not pack.unclear(MEASURES_FILE, key):
                    unknown = faults.unknown("施策", "measure", key, measures)
                    pack.wrong(row, unknown, "capabilities", n, "measures", m)
