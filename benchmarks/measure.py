"""How long something takes: the median of several runs, with what is compared run in turns."""

import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of every run, in the order they were run."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.runs)

    @property
    def ms(self) -> float:
        return round(self.median * 1000, 2)

    @property
    def least_ms(self) -> float:
        """The quietest run: what a machine that nobody else uses would come near to."""
        return round(min(self.runs) * 1000, 2)


def once(work: Work) -> float:
    """Seconds for one run, without a collection of garbage in the middle of it."""
    gc.collect()
    gc.disable()
    try:
        begun = perf_counter()
        work()
        return perf_counter() - begun
    finally:
        gc.enable()


def taken(work: Work, runs: int) -> Taken:
    return Taken(tuple(once(work) for _ in range(runs)))


def round_robin(works: Sequence[Work], runs: int) -> list[Taken]:
    """Each once, then each again: a busy minute then falls on all of them, and on no median."""
    passes = [[once(work) for work in works] for _ in range(runs)]
    return [Taken(column) for column in zip(*passes, strict=True)]


def in_turns(rounds: Sequence[Sequence[Work]]) -> tuple[Taken, ...]:
    """Every round runs each of its works: A B A B, so that a busy minute is busy for all of them."""
    seconds = [
        [once(work) for work in (works if n % 2 == 0 else works[::-1])]
        for n, works in enumerate(rounds)
    ]
    ordered = [row if n % 2 == 0 else row[::-1] for n, row in enumerate(seconds)]
    return tuple(Taken(column) for column in zip(*ordered, strict=True))


def ratio(ours: Taken, theirs: Taken) -> float:
    """The median of the ratios round by round: what a busy machine does to both cancels out."""
    return median(a / b for a, b in zip(ours.runs, theirs.runs, strict=True))


class Progress:
    """One line that changes on a terminal, plain lines elsewhere; never in the answer itself."""

    def __init__(self, *, silent: bool = False) -> None:
        self.silent = silent
        self.terminal = sys.stderr.isatty()

    def say(self, words: str) -> None:
        if self.silent:
            return
        if self.terminal:
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)
        else:
            print(words, file=sys.stderr, flush=True)

    def done(self) -> None:
        if self.terminal and not self.silent:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
