"""Which rows a forest plot shows: one question, one outcome, one kind of effect; and where they lie against a line.

The questions are sorted by what the treatment is compared with, for that decides more than anything else where the results lie.
Differences on a scale from 0 to 10 are shown times ten, and say so. Standardised differences (SMD) have questions of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from edu_lib.params import Param, check_choice
from edu_lib.sources import published

from .trials import (
    COMPARATORS,
    WORTH,
    Axis,
    Row,
    axis_of,
    high_bias,
    interval_words,
    no_pool,
    per_100,
    standard_error,
    trials,
    worth_it,
)

__all__ = ["OUTCOMES", "PARAMS", "QUESTIONS", "SORTS", "TIMES", "Forest", "Question", "forest"]


@dataclass(frozen=True)
class Question:
    """One comparison: the plot groups whose rows answer it, who is favoured at either end, what a row's label has to say.

    `unit` is "points" (of 100) or "SD"; `treated`, `other` are the words at the two ends; `says` lists the columns that a
    row's label names, because they differ from row to row.
    """

    groups: tuple[str, ...]
    treated: str
    other: str
    unit: str = "points"
    says: tuple[str, ...] = ("against",)


_MC = "motor control exercise"
_ALL = ("minimal", "other exercise", "manual therapy", "placebo", "other", "mixed")
QUESTIONS: dict[str, Question] = {
    "Motor control v little or no care": Question(("MCE vs minimal",), _MC, "little or no care"),
    "Motor control v other exercise": Question(("MCE vs other exercise",), _MC, "other exercise"),
    "Motor control v manual therapy": Question(("MCE vs manual therapy",), _MC, "manual therapy"),
    "Motor control v placebo": Question(("MCE vs placebo",), _MC, "placebo"),
    "Motor control v exercise with electrotherapy": Question(("MCE vs other",), _MC, "the other care"),
    "Motor control v anything else, mixed": Question(("MCE vs mixed",), _MC, "anything else"),
    "Motor control: all comparators": Question(tuple(f"MCE vs {name}" for name in _ALL), _MC, "the other care"),
    "Exercise v little or no care": Question(
        ("Exercise vs minimal",), "exercise", "little or no care", says=("treats",)
    ),
    "Exercise v other care": Question(("Exercise vs other care",), "exercise", "the other care"),
    "Sciatica: exercise v advice": Question(("Sciatica",), "exercise", "advice to stay active"),
    "Disc herniation: motor control v TENS": Question(("Disc herniation",), "motor control", "TENS"),
    "SMD: core v other exercise": Question(("Core vs other exercise (SMD)",), "core exercise", "other exercise", "SD"),
    "SMD: exercise v no care": Question(
        ("Exercise vs minimal (SMD)", "NMA vs control (SMD)"), "exercise", "no care", "SD", ("treats",)
    ),
    "SMD: sciatica, physiotherapy v a mix": Question(("Sciatica (SMD)",), "physiotherapy", "the other care", "SD"),
    "SMD: disc herniation, motor control": Question(
        ("Disc herniation (SMD)",), "motor control", "the other care", "SD"
    ),
    "SMD: traction added": Question(("Traction (SMD)",), "traction added", "no traction", "SD", ("treats",)),
    "SMD: painful v pain-free exercise": Question(
        ("Painful exercise (SMD)",), "painful exercise", "pain-free exercise", "SD"
    ),
}
OUTCOMES = {"pain": "pain", "disability or function": "disability", "mental health": "mental health"}
TIMES = {"any time": None, "short term": "short", "medium term": "medium", "long term": "long"}
SORTS = ("effect", "comparator", "precision", "year", "certainty")
_GRADES = ("high", "moderate to high", "moderate", "low to moderate", "low", "very low to low", "very low")
_LINES = {  # what the reviewers of exercise count as important, by outcome
    "pain": "difference in pain that counts as important",
    "disability": "difference in function that counts as important",
}
PARAMS = {
    p.key: p
    for p in (
        Param("worth_points", "Worth it from", "points of 100", (1.0, 25.0), None, 1.0, "Hayden 2021 takes 15 and 10"),
        Param("worth_sd", "Worth it from, in SMD questions", "SD", (0.1, 1.5), 0.5, 0.1, "our assumption"),
    )
}


@dataclass(frozen=True)
class Forest:
    """The rows of one plot, in the order in which they stand, and what is to be said of them.

    `rows` are on one `axis` (None where there is no row); `worth` is where each row's interval lies against `line`, which is
    in `question.unit`; `dropped` how many rows of high bias or low certainty were left out, None where none was to be; `why`
    tells, in a sentence, why there is no row, and is "" where there is one; `wide` whether the question needs the wide axis.
    """

    name: str
    question: Question
    outcome: str
    time: str
    rows: tuple[Row, ...]
    axis: Axis | None
    line: float
    worth: tuple[str, ...]
    dropped: int | None
    why: str
    wide: bool

    @property
    def converted(self) -> bool:
        """Whether a row is shown times ten."""
        return any(row.converted != 1 for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each of `WORTH`."""
        return {word: self.worth.count(word) for word in WORTH}

    @property
    def one_diamond(self) -> str:
        """Why there is no one diamond for all."""
        return no_pool(self.rows)

    def __str__(self) -> str:
        if self.why:
            return self.why
        rows = "; ".join(f"{row.short}, {row.timepoint}: {interval_words(row)}" for row in self.rows)
        return f"{self.name}, {self.outcome}: {rows}."


def _line(outcome: str) -> float:
    """The reviewers' own line, in points of 100; that for pain where they name none."""
    return float(published("study_facts", source="hayden2021", what=_LINES.get(outcome, _LINES["pain"]))["value"])


def _key(sort: str):
    if sort == "effect":
        return lambda row: row.effect  # all of them: below 0 is better
    if sort == "comparator":
        return lambda row: (COMPARATORS.index(row.comparator), row.effect)
    if sort == "precision":
        return standard_error
    if sort == "year":
        return lambda row: -row.year
    return lambda row: _GRADES.index(row.certainty) if row.certainty in _GRADES else len(_GRADES)


def _there_is(rows: tuple[Row, ...]) -> str:
    """What a question has results for: "pain (short term, long term), mental health (short term)"."""
    parts = []
    for words, outcome in OUTCOMES.items():
        times = {row.time_group for row in rows if row.outcome_group == outcome}
        if times:
            parts.append(f"{words} ({', '.join(name for name, time in TIMES.items() if time in times)})")
    return "; ".join(parts)


def forest(
    question: str = "Motor control v little or no care",
    outcome: str = "pain",
    time: str = "any time",
    drop_high_bias: bool = False,
    sort: str = "effect",
    worth_points: float | None = None,
    worth_sd: float = 0.5,
) -> Forest:
    """The rows that answer `question` for one outcome and time, sorted, with their place against the worth-it line.

    drop_high_bias : leave out rows of low or very low certainty and those whose trials have a high risk of bias.
    worth_points : the line in points of 100; left out, the reviewers' own: 15 for pain, 10 for function.
    worth_sd : the line of the questions in standard deviations; our assumption, for no source names one.

    Raises `ValueError` or `TypeError` in a sentence for what is not allowed. A choice without rows is none of these: then
    `rows` is empty and `why` says why.
    """
    check_choice("question", "question", question, tuple(QUESTIONS))
    check_choice("outcome", "outcome", outcome, tuple(OUTCOMES))
    check_choice("time", "time", time, tuple(TIMES))
    check_choice("sort", "sorted by", sort, SORTS)
    points = PARAMS["worth_points"].check(worth_points)
    sd = PARAMS["worth_sd"].check(worth_sd)
    asked = QUESTIONS[question]
    every = tuple(
        sorted(
            (per_100(row) for group in asked.groups for row in trials(plot_group=group) if row.has_interval),
            key=lambda row: row.id,
        )
    )
    fit = [row for row in every if row.outcome_group == OUTCOMES[outcome] and TIMES[time] in (None, row.time_group)]
    kept = [row for row in fit if not (drop_high_bias and high_bias(row))]
    rows = tuple(sorted(kept, key=_key(sort)))
    if asked.unit == "SD":
        line = sd
    else:
        line = _line(OUTCOMES[outcome]) if points is None else points
    why = ""
    if not fit:
        when = "" if time == "any time" else f", {time}"
        why = f"No row here for {outcome}{when}. This question has: {_there_is(every)}."
    elif not rows:
        all_of = "The only row is" if len(fit) == 1 else f"All {len(fit)} rows are"
        why = f"{all_of} of low certainty or high risk of bias, so none is left. Switch that off to see what there is."
    return Forest(
        question,
        asked,
        outcome,
        time,
        rows,
        axis_of(rows) if rows else None,
        line,
        tuple(worth_it(row, line) for row in rows),
        len(fit) - len(kept) if drop_high_bias else None,
        why,
        min(row.ci_low for row in every) < (-26.0 if asked.unit == "points" else -1.6),
    )
