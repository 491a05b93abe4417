"""How busy the machine is with other things, for benchmarks that share it."""

from __future__ import annotations

import time

import psutil

__all__ = ["QUIET", "OtherPrograms", "loop_ms", "wait_for_quiet"]

QUIET = 0.15  # cores used by other programs; noise below this hides nothing


class OtherPrograms:
    """How many cores are used by programs other than this one and its children, from when this was made until asked.

    What a virtual machine's host takes for itself counts too, as far as it says so.
    """

    def __init__(self):
        self.start = self._now()

    @staticmethod
    def _now() -> tuple[float, float, dict[int, float]]:
        me, own = psutil.Process(), {}
        for process in (me, *me.children(recursive=True)):
            try:
                spent = process.cpu_times()
                own[process.pid] = spent.user + spent.system
            except psutil.Error:  # it has just ended
                pass
        every = psutil.cpu_times()
        idle = every.idle + getattr(every, "iowait", 0.0) + getattr(every, "guest", 0.0)  # guest is in user already
        return time.monotonic(), sum(every) - idle, own

    def cores(self) -> float:
        (t0, every0, own0), (t1, every1, own1) = self.start, self._now()
        own = sum(spent - own0.get(pid, 0.0) for pid, spent in own1.items())
        return max(0.0, every1 - every0 - own) / (t1 - t0)


def wait_for_quiet(at_most_s: float = 15.0) -> None:
    """Return when other programs have been quiet for a second, or after `at_most_s`."""
    end = time.monotonic() + at_most_s
    while time.monotonic() < end:
        others = OtherPrograms()
        time.sleep(1.0)
        if others.cores() < QUIET:
            return


def loop_ms() -> float:
    """Milliseconds a plain Python loop of a million steps takes, best of five: tells a slow machine from slow code."""
    best = float("inf")
    for _ in range(5):
        start, total = time.perf_counter(), 0
        for i in range(1_000_000):
            total += i
        best = min(best, time.perf_counter() - start)
    return best * 1e3
