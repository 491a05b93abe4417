"""The game of lesson 03: place the onset of transversus, then see what two algorithms and the simulation say."""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.onset import FALSE_EARLY_MS, PARAMS, OnsetTrace, onset_errors, onset_trace
from edu_lib.plates.onset import OnsetPlate, describe_onset, ms_at
from edu_lib.sources import published

from .base import Choice, Lab, Switch

__all__ = ["OnsetLab"]

_TRIALS = tuple(str(seed) for seed in range(1, 13))
_MANY = 100


class OnsetLab(Lab):
    """Drag the cursor, commit, then show two algorithms and the true onset; noise and cross-talk can be changed."""

    name = "onset"
    title = "When does transversus start?"
    lecture = ("trial", "cursor_ms", "show_algorithms", "show_true", "snr_db", "cross_talk")
    groups = {
        "Your answer": (
            Choice("trial", "Trial", _TRIALS),
            replace(PARAMS["cursor_ms"], label="Your cursor"),
            Switch("show_algorithms", "Show the algorithms"),
            Switch("show_true", "Show the true onset"),
        ),
        "The recording": (
            replace(PARAMS["snr_db"], label="Muscle above noise"),
            replace(PARAMS["cross_talk"], label="Cross-talk of a neighbour", unit=""),
        ),
        "The algorithms": (
            replace(PARAMS["k"], label="Threshold", unit="SD"),
            replace(PARAMS["window_ms"], label="Smoothing"),
        ),
    }

    def compute(self, values: dict) -> OnsetTrace:
        rest = {key: value for key, value in values.items() if key != "trial"}
        return onset_trace(seed=int(values["trial"]), **rest)

    def plate(self) -> OnsetPlate:
        return OnsetPlate()

    def describe(self, result) -> str:
        return describe_onset(result)

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        return {"cursor_ms": ms_at(x)}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        return {"cursor_ms": self.values["cursor_ms"] + right + up}

    def asides(self) -> dict[str, tuple[str, ...]]:
        keys = ("snr_db", "cross_talk", "k", "window_ms")
        now = {key: self.values[key] for key in keys}
        found = onset_errors(trials=_MANY, **now)
        lines = [
            f"{name}: {late:+.0f} ms on average, {round(_MANY * early)} found more than {FALSE_EARLY_MS:.0f} ms too early, "
            f"{round(_MANY * missed)} not found, {round(_MANY * wrong)} on the wrong side of the window's edge."
            for name, late, early, missed, wrong in zip(
                ("Threshold", "Energy"), found.late_ms, found.early, found.missed, found.wrong_side, strict=True
            )
        ]
        tkeo = published("onset", quantity="mean error with the energy operator")
        plain = published("onset", quantity="mean error without the energy operator")
        wire = published("onset", quantity="cross-talk in wires at most")
        eye = published("onset", quantity="computer methods compared with the eye of an examiner")
        return {
            f"With these settings, in {_MANY} simulated trials": tuple(line.replace("-", "−", 1) for line in lines),
            "Why the answers differ": (
                "A high threshold waits until the muscle is well under way: late. A low one is crossed by chance before it "
                "starts: falsely early.",
                "Noise hides the first weak activity: late.",
                "Much smoothing smears the start over time and makes a calm baseline: early. Little smoothing lets the average "
                "fall back below the threshold: late.",
                "Cross-talk: a neighbour that starts first is taken for the muscle itself: early. No threshold can tell them "
                "apart. In the calf of cats wires picked up at most "
                f"{wire['value']} % from a neighbour (Solomonow 1994); large shares stand here for a wire that lies at the "
                "border of two layers.",
                f"In recordings of a thigh muscle the energy operator cut the mean error from {plain['value']} to "
                f"{tkeo['value']} ms (Solnik 2008, quoted elsewhere). Here muscle and noise have the same "
                "frequencies, so it gains less.",
            ),
            "What is simulated, and what is not known": (
                "Muscle above noise: 0 dB is as strong as the noise, 6 dB twice, 14 dB five times, 20 dB ten times as strong.",
                "Every trace here is made by a formula; the true onset is drawn for each trial and is nobody's measured "
                "value. In a real recording no true onset is printed, and that of deltoid has to be found too.",
                f"Hodges and Bui (1996) tried {eye['value']} computer methods on 300 real trials: most differed from the "
                "examiner's eye.",
                "That up to 50 ms after deltoid counts as feed-forward is a convention (Allison 2008). The window's early "
                "edge we have still to re-read.",
                "An onset inside or outside the window says nothing about pain by itself.",
            ),
        }  # fmt: skip

    def sources(self) -> list[tuple[str, str, str]]:
        early = published("onset", quantity="feed-forward window: earliest onset before the deltoid's")
        chosen = published("onset", quantity="time our muscles take to reach full activity")
        return [
            ("Feed-forward window up to 50 ms after deltoid; 2000 samples a second", "allison2008", ""),
            (f"Its early edge, {early['value']} ms before", "allison2008", early["badge"]),
            ("Thresholds, smoothing and duration compared", "hodgesbui1996", ""),
            ("Simulated traces: what detection depends on", "staude2001", ""),
            ("Band, rise, baseline and head start of our traces", "staude2001", chosen["badge"]),
            ("Six kinds of algorithm, real and simulated traces", "tenan2017", ""),
            ("Teager-Kaiser energy", "solnik2008", ""),
            ("Cross-talk in wires", "solomonow1994", ""),
        ]
