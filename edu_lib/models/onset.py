"""When does a muscle start? Simulated recordings of deltoid and transversus abdominis with a known onset, and two algorithms.

Everything here is simulated: the true onset of a trace is drawn for that trace alone and is nobody's measured mean.

How a trace is made. Time 0 is the onset of deltoid. Each muscle is Gaussian noise of 30 to 500 Hz times its activity, which is
0 before the onset and rises along half a cosine to 1 within 30 ms; so are the traces with which onset methods have been compared
(simulated signals of known rise and signal-to-noise ratio: Staude 2001, Tenan 2017). The recording of transversus is its own
signal, plus a share of a neighbour (internal oblique) that starts earlier, plus steady Gaussian noise of the same frequencies.
It is sampled 2000 times a second, as in Allison 2008. The numbers stand in data/onset.csv; those that we chose are marked so.

How an onset is found. The signal (threshold method) or its Teager-Kaiser energy x(n)^2 - x(n-1) x(n+1) (energy method; Solnik
2008) is rectified and averaged over a window centred on each sample. Mean and standard deviation of its first 200 ms are the
baseline. The onset is the first moment after it from which the average stays above mean + k standard deviations for 20 ms. The
choices (how smooth, how many SD, how long) are those that Hodges and Bui 1996 compared; the formulas are our plain form of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from edu_lib.params import Param
from edu_lib.sources import published

__all__ = ["FALSE_EARLY_MS", "PARAMS", "TIME_MS", "WINDOW_MS", "Method", "OnsetErrors", "OnsetTrace", "energy",
           "find_onset", "onset_errors", "onset_trace"]  # fmt: skip


def _value(quantity: str) -> float:
    return float(published("onset", quantity=quantity)["value"])


_RATE = _value("samples a second") / 1000.0  # a millisecond
_BAND = (_value("lowest frequency of our signals"), _value("highest frequency of our signals"))
_RISE = _value("time our muscles take to reach full activity")
_RUN = _value("shortest time above the threshold compared")
_START, _END = -400.0, 200.0
BASELINE_END_MS = _START + _value("baseline of our traces")
_SPAN = (_value("earliest true onset of our traces"), _value("latest true onset of our traces"))
WINDOW_MS = (
    -_value("feed-forward window: earliest onset before the deltoid's"),
    _value("feed-forward window: latest onset after the deltoid's"),
)
FALSE_EARLY_MS = 20.0  # an onset found earlier than the true one by more than this counts as false; our choice
_SAMPLES = 2048  # a power of two, for the filter; the middle of it is shown
_FIRST = (_SAMPLES - round((_END - _START) * _RATE) - 1) // 2
_SHOWN = slice(_FIRST, _FIRST + round((_END - _START) * _RATE) + 1)
_ALL_MS = _START + (np.arange(_SAMPLES) - _FIRST) / _RATE
TIME_MS = _ALL_MS[_SHOWN]  # of the samples that are shown, from the onset of deltoid

PARAMS = {
    p.key: p
    for p in (
        Param("onset_ms", "true onset of transversus", "ms", (-150.0, 150.0), None, 1.0, "around the window; our choice"),
        Param("snr_db", "muscle above noise", "dB", (0.0, 30.0), 14.0, 1.0, "barely seen to clear; our choice"),
        Param("cross_talk", "cross-talk", "of a neighbour's signal", (0.0, 1.0), 0.0, 0.05, "none to as strong as one's own"),
        Param(
            "cross_talk_ms", "head start of the neighbour", "ms", (0.0, 150.0),
            _value("head start of the neighbouring muscle in our traces"), 5.0, "our choice",
        ),
        Param("k", "threshold", "SD above baseline", (1.0, 10.0), 3.0, 0.5, "Hodges and Bui 1996 compared 1 to 3"),
        Param("window_ms", "smoothing", "ms", (5.0, 100.0), 20.0, 5.0, "nearly none to a tenth of a second; our choice"),
        Param("cursor_ms", "your cursor", "ms", (-200.0, 190.0), -180.0, 1.0, "what is shown after the baseline"),
        Param("seed", "trial", "", (1, 10_000), 1, 1, "which trial is drawn"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Method:
    """What one algorithm says of one trace.

    onset_ms : the onset found, ms from the onset of deltoid, or None where none was found
    average : the smoothed signal that is compared with the threshold, one value a sample of `TIME_MS`
    threshold : mean of the baseline plus k standard deviations, in the units of `average`
    """

    onset_ms: float | None
    average: np.ndarray = field(repr=False, compare=False)
    threshold: float

    @property
    def inside(self) -> bool | None:
        """Whether the onset lies in the feed-forward window; None where there is no onset."""
        return None if self.onset_ms is None else within(self.onset_ms)


@dataclass(frozen=True)
class OnsetTrace:
    """One simulated trial. All times are ms from the onset of deltoid; signals have one value a sample of `TIME_MS`.

    true_ms : when transversus starts; chosen by the simulation, not measured on anybody
    by_threshold, by_energy : what the two algorithms say
    cursor_ms : where the student put the onset
    deltoid, transversus : the recordings; full activity has a standard deviation of 1
    """

    seed: int
    true_ms: float
    snr_db: float
    cross_talk: float
    cross_talk_ms: float
    k: float
    window_ms: float
    cursor_ms: float
    show_algorithms: bool
    show_true: bool
    by_threshold: Method
    by_energy: Method
    deltoid: np.ndarray = field(repr=False, compare=False)
    transversus: np.ndarray = field(repr=False, compare=False)

    @property
    def cursor_error_ms(self) -> float:
        """How much later than the truth the student's cursor stands."""
        return self.cursor_ms - self.true_ms

    @property
    def threshold_error_ms(self) -> float | None:
        """How much later than the truth the threshold method puts the onset; None where it found none."""
        return None if self.by_threshold.onset_ms is None else self.by_threshold.onset_ms - self.true_ms

    @property
    def energy_error_ms(self) -> float | None:
        """How much later than the truth the energy method puts the onset; None where it found none."""
        return None if self.by_energy.onset_ms is None else self.by_energy.onset_ms - self.true_ms

    @property
    def spread_ms(self) -> float:
        """How far the answers (cursor and both algorithms, where they found one) lie apart."""
        said = [self.cursor_ms, self.by_threshold.onset_ms, self.by_energy.onset_ms]
        known = [ms for ms in said if ms is not None]
        return max(known) - min(known)

    def __str__(self) -> str:
        def said(method: Method) -> str:
            return "no onset" if method.onset_ms is None else f"{method.onset_ms:+.1f} ms"

        return (
            f"Simulated trial {self.seed}: transversus starts {self.true_ms:+.0f} ms from deltoid by the simulation; threshold "
            f"{said(self.by_threshold)}, energy {said(self.by_energy)}, cursor {self.cursor_ms:+.0f} ms."
        )


@dataclass(frozen=True)
class OnsetErrors:
    """How two algorithms fare over many simulated trials with the same settings; each pair is (threshold, energy).

    late_ms : mean error, ms, positive where the onset is put too late;  spread_ms : standard deviation of the error
    early : share of trials whose onset is found more than `FALSE_EARLY_MS` before the true one
    missed : share of trials without an onset;  wrong_side : share in which the verdict "inside the window" is wrong or missing
    """

    trials: int
    late_ms: tuple[float, float]
    spread_ms: tuple[float, float]
    early: tuple[float, float]
    missed: tuple[float, float]
    wrong_side: tuple[float, float]

    def __str__(self) -> str:
        both = zip(("threshold", "energy"), self.late_ms, self.spread_ms, self.early, self.wrong_side, strict=True)
        parts = (
            f"{name}: {late:+.0f} ms on average (sd {sd:.0f}), {100 * early:.0f} % false early, {100 * wrong:.0f} % wrong side"
            for name, late, sd, early, wrong in both
        )
        return f"{self.trials} simulated trials. " + "; ".join(parts) + "."


def within(ms):
    """Whether an onset, ms from deltoid's, counts as feed-forward: not before the early edge, not after the late one."""
    return (ms >= WINDOW_MS[0]) & (ms <= WINDOW_MS[1])


def energy(x: np.ndarray) -> np.ndarray:
    """Teager-Kaiser energy along the last axis, x(n)^2 - x(n-1) x(n+1); the two ends take the value beside them."""
    inner = x[..., 1:-1] ** 2 - x[..., :-2] * x[..., 2:]
    return np.concatenate([inner[..., :1], inner, inner[..., -1:]], axis=-1)


def find_onset(x: np.ndarray, k: float, window_ms: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Onset, smoothed signal and threshold of a signal (or its energy) `x` (..., 2048 samples), as told at the module's head.

    The onset (...) is in ms from deltoid's and nan where none is found; the smoothed signal has the samples of `TIME_MS`.
    """
    half = round(window_ms * _RATE) // 2
    total = np.cumsum(np.abs(x), axis=-1)
    high, low = slice(_SHOWN.start + half, _SHOWN.stop + half), slice(_SHOWN.start - half - 1, _SHOWN.stop - half - 1)
    average = (total[..., high] - total[..., low]) / (2 * half + 1)
    first = round((BASELINE_END_MS - _START) * _RATE)
    base = average[..., :first]
    threshold = base.mean(axis=-1) + k * base.std(axis=-1, ddof=1)
    over = np.cumsum(average > threshold[..., None], axis=-1)
    run = round(_RUN * _RATE)
    # A moment counts when all samples of the run that begins with it lie above.
    lasting = over[..., first + run - 1 :] - over[..., first - 1 : -run] == run
    at = TIME_MS[first + lasting.argmax(axis=-1)]
    return np.where(lasting.any(axis=-1), at, np.nan), average, threshold


def _coloured(white: np.ndarray) -> np.ndarray:
    """White noise of variance 1 (..., samples), limited to our band and again of variance 1."""
    spectrum = np.fft.rfft(white, axis=-1)
    hertz = np.fft.rfftfreq(white.shape[-1], 0.001 / _RATE)
    keep = (hertz >= _BAND[0]) & (hertz <= _BAND[1])
    return np.fft.irfft(spectrum * keep, white.shape[-1], axis=-1) * math.sqrt(len(hertz) / keep.sum())


@lru_cache(maxsize=16)
def _drawn(seed: int) -> tuple[float, np.ndarray]:
    """True onset and the four noises (own, neighbour, steady, deltoid) of a trial."""
    rng = np.random.default_rng([1969, seed])  # of the streams we tried, one whose first dozen has onsets near the edge
    step = 2
    onset = float(step * rng.integers(round(_SPAN[0] / step), round(_SPAN[1] / step) + 1))
    return onset, _coloured(rng.standard_normal((4, _SAMPLES)))


@lru_cache(maxsize=2)
def _many(trials: int, first: int) -> tuple[np.ndarray, np.ndarray]:
    drawn = [_drawn.__wrapped__(seed) for seed in range(first, first + trials)]
    return np.array([onset for onset, _ in drawn]), np.stack([noise[:3] for _, noise in drawn], axis=1)


def _activity(onset_ms) -> np.ndarray:
    """0 before the onset, 1 once it is fully active, half a cosine between; onsets (...) give (..., samples)."""
    part = np.clip((_ALL_MS - np.asarray(onset_ms)[..., None]) / _RISE, 0.0, 1.0)
    return 0.5 - 0.5 * np.cos(np.pi * part)


def _recording(onset_ms, noises, snr_db: float, cross_talk: float, cross_talk_ms: float) -> np.ndarray:
    own, neighbour, steady = noises
    out = own * _activity(onset_ms) + 10.0 ** (-snr_db / 20.0) * steady
    if cross_talk:
        out += cross_talk * neighbour * _activity(np.asarray(onset_ms) - cross_talk_ms)
    return out


def _method(x: np.ndarray, k: float, window_ms: float) -> Method:
    onset, average, threshold = find_onset(x, k, window_ms)
    return Method(None if np.isnan(onset) else float(onset), average, float(threshold))


def onset_trace(
    seed: int = 1,
    onset_ms: float | None = None,
    snr_db: float = 14.0,
    cross_talk: float = 0.0,
    cross_talk_ms: float = PARAMS["cross_talk_ms"].default,
    k: float = 3.0,
    window_ms: float = 20.0,
    cursor_ms: float = -180.0,
    show_algorithms: bool = False,
    show_true: bool = False,
) -> OnsetTrace:
    """One simulated trial, made and read as told at the module's head; the same values always give the same trace.

    Parameters
    ----------
    seed : which trial is drawn, a whole number.
    onset_ms : when transversus truly starts, ms from deltoid's onset; None draws it with the trial, flat from -80 to +90.
    snr_db : 20 log10 of a fully active muscle's standard deviation over that of the steady noise.
    cross_talk : share (0 to 1) of the neighbour's signal in the recording;  cross_talk_ms : how much earlier it starts.
    k : threshold in standard deviations of the baseline;  window_ms : over how long the rectified signal is averaged.
    cursor_ms : where a reader puts the onset.
    show_algorithms, show_true : what a picture of this result may give away.

    Raises
    ------
    ValueError, TypeError
        In a sentence, for a value that is not allowed.
    """
    seed = PARAMS["seed"].whole(seed)
    given = {"snr_db": snr_db, "cross_talk": cross_talk, "cross_talk_ms": cross_talk_ms, "k": k, "window_ms": window_ms}
    checked = {key: PARAMS[key].check(value) for key, value in given.items()}
    cursor, wanted = PARAMS["cursor_ms"].check(cursor_ms), PARAMS["onset_ms"].check(onset_ms)
    drawn, noises = _drawn(seed)
    true = drawn if wanted is None else wanted
    tra = _recording(true, noises[:3], checked["snr_db"], checked["cross_talk"], checked["cross_talk_ms"])
    # Deltoid lies below the skin and is recorded well: its own steady noise is a tenth, 20 dB below, whatever the wires do.
    deltoid = noises[3] * _activity(0.0) + 0.1 * noises[2][::-1]
    return OnsetTrace(
        seed=seed, true_ms=true, cursor_ms=cursor, show_algorithms=bool(show_algorithms), show_true=bool(show_true),
        by_threshold=_method(tra, checked["k"], checked["window_ms"]),
        by_energy=_method(energy(tra), checked["k"], checked["window_ms"]),
        deltoid=deltoid[_SHOWN], transversus=tra[_SHOWN], **checked,
    )  # fmt: skip


def onset_errors(
    trials: int = 200,
    seed: int = 1,
    snr_db: float = 14.0,
    cross_talk: float = 0.0,
    cross_talk_ms: float = PARAMS["cross_talk_ms"].default,
    k: float = 3.0,
    window_ms: float = 20.0,
) -> OnsetErrors:
    """How both algorithms fare over `trials` simulated trials (seeds from `seed` on), with settings as in `onset_trace`.

    Raises `ValueError` or `TypeError` in a sentence for a value that is not allowed.
    """
    given = {"snr_db": snr_db, "cross_talk": cross_talk, "cross_talk_ms": cross_talk_ms, "k": k, "window_ms": window_ms}
    checked = {key: PARAMS[key].check(value) for key, value in given.items()}
    trials = int(Param("trials", "number of trials", "", (2, 1000), 200, 1).check(trials))
    true, noises = _many(trials, PARAMS["seed"].whole(seed))
    tra = _recording(true, noises, checked["snr_db"], checked["cross_talk"], checked["cross_talk_ms"])
    out: dict[str, list[float]] = {"late_ms": [], "spread_ms": [], "early": [], "missed": [], "wrong_side": []}
    for x in (tra, energy(tra)):
        found = find_onset(x, checked["k"], checked["window_ms"])[0]
        error = (found - true)[np.isfinite(found)]
        out["late_ms"].append(float(error.mean()) if len(error) else math.nan)
        out["spread_ms"].append(float(error.std(ddof=1)) if len(error) > 1 else math.nan)
        out["early"].append(float((error < -FALSE_EARLY_MS).sum() / trials))
        out["missed"].append(float(np.isnan(found).mean()))
        out["wrong_side"].append(float((np.isnan(found) | (within(found) != within(true))).mean()))
    return OnsetErrors(trials, **{name: tuple(pair) for name, pair in out.items()})
