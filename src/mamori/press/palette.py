"""The colours of print, the same values as the web's tokens; each has one job."""

COLOURS = {
    "paper": "#faf8f3", "sheet": "#ffffff", "well": "#f1eee6",
    "ink": "#1c1b19", "ink-2": "#4a4842", "ink-3": "#66625a",
    "rule": "#ddd8cc", "rule-2": "#8b867a",
    "indigo": "#00234b",
    "data": "#00428c", "data-2": "#ac3e00",
    "note": "#6e5600", "note-tint": "#fbf5e0", "note-line": "#d2a400",
    "help": "#115a36", "help-tint": "#e6f5ec",
    "late": "#8b3200", "late-tint": "#ffeee2", "stop": "#a90000", "stop-tint": "#fdeeee",
}  # fmt: skip
