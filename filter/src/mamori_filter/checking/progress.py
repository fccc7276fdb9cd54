"""How far a long check is: a bar on a terminal, a line now and then elsewhere."""

from collections.abc import Callable
from typing import TextIO

_BAR = 24  # signs
_EVERY = {True: 0.2, False: 5.0}  # seconds between two tellings, on a terminal and elsewhere


class Progress:
    """``clock`` in seconds, only ever forward. ``language``: ja or en."""

    def __init__(
        self,
        stream: TextIO,
        clock: Callable[[], float],
        *,
        quiet: bool = False,
        language: str = "en",
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._quiet = quiet
        self._japanese = language == "ja"
        self._terminal = stream.isatty()
        self._started = self._told = clock()
        self._drawn = False

    def at(self, rows: int, share: float | None) -> None:
        """``share`` of the input that is read, 0 to 1, or None where nobody knows."""
        now = self._clock()
        if self._quiet or now - self._told < _EVERY[self._terminal]:
            return
        self._told = now
        text = self.text(rows, share, now - self._started)
        self._drawn = self._terminal
        self._stream.write(f"\r\x1b[K{text}" if self._terminal else f"{text}\n")
        self._stream.flush()

    def end(self) -> float:
        """Clears the bar. How long it took, in seconds."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
        return self._clock() - self._started

    def text(self, rows: int, share: float | None, taken: float) -> str:
        rate = rows / taken if taken > 0 else 0.0
        said = (
            f"{rows:,}行、毎秒{rate:,.0f}行"
            if self._japanese
            else f"{rows:,} rows, {rate:,.0f} rows/s"
        )
        if not share:
            return said
        left = taken / share - taken
        done = round(_BAR * share)
        bar = f"[{'#' * done}{'.' * (_BAR - done)}] " if self._terminal else ""
        if self._japanese:
            return f"{bar}{share:.0%}、{said}、残り{_ja_span(left)}"
        return f"{bar}{share:.0%}, {said}, {_span(left)} left"


def _ja_span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}分{rest:02}秒" if minutes else f"{rest}秒"


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
