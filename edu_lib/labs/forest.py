"""The lab of lesson 07 that lays published results side by side: does it work, compared with what?"""

from __future__ import annotations

from dataclasses import replace

from edu_lib.models.forest import OUTCOMES, PARAMS, QUESTIONS, SORTS, TIMES, Forest, forest
from edu_lib.models.trials import Row, p_value, trial, trials
from edu_lib.plates.forest import ForestPlate, describe_forest

from .base import Choice, Lab, Switch

__all__ = ["ForestLab"]


# Results that belong to these questions and have no interval, or a scale of their own.
_NOT_PLOTTED = ("E06", "E22", "E23", "E26", "E32", "E38", "E42", "E43", "E44", "E48", "E74", "E78")


class ForestLab(Lab):
    """A forest plot of reviews and trials, by what the exercise is compared with, and a line that says what is worth it."""

    name = "forest"
    title = "Does it work, compared with what?"
    lecture = ("question", "outcome", "time", "worth_points", "drop_high_bias")
    groups = {
        "What is compared": (
            Choice("question", "Comparison", tuple(QUESTIONS)),
            Choice("outcome", "Outcome", tuple(OUTCOMES)),
            Choice("time", "When", tuple(TIMES)),
        ),
        "How to read it": (
            replace(PARAMS["worth_points"], unit="points"),
            Switch("drop_high_bias", "Leave out low certainty and high risk of bias"),
            Choice("sort", "Sorted by", tuple(SORTS)),
        ),
        "For SMD questions": (replace(PARAMS["worth_sd"], label="Worth it from, SMD"),),
    }
    folded = ("For SMD questions",)
    auto = {"worth_points": "as the reviewers chose"}

    def compute(self, values: dict) -> Forest:
        return forest(**values)

    def plate(self) -> ForestPlate:
        return ForestPlate()

    def describe(self, result) -> str:
        return describe_forest(result)

    def worked_out(self, result) -> dict[str, float]:
        return {"worth_points": result.line} if result.question.unit == "points" else {"worth_points": 15.0}

    def _worth(self) -> str:
        return "worth_sd" if self.result.question.unit == "SD" else "worth_points"

    def dragged(self, name: str, x: float, y: float) -> dict[str, object]:
        return {self._worth(): -self._plate.value(x)}

    def nudged(self, name: str, right: int, up: int) -> dict[str, object]:
        # To the left is a larger effect; up is more.
        key = self._worth()
        return {key: self.result.line + PARAMS[key].step * (up - right)}

    def asides(self) -> dict[str, tuple[str, ...]]:
        wang = trial("E11")
        return {
            "Read, but not in the plot": tuple(_in_words(row) for row in map(trial, _NOT_PLOTTED)),
            "Why there is no one diamond": (
                "A diamond at the foot of a forest plot pools its rows. Each diamond here is such a pool already.",
                "These reviews took in many of the same trials: Costa 2009b, for one, stands in the lists of Saragiotto 2016 "
                "and of Smith 2014. Pooling the reviews would count it twice and make the result look surer than it is.",
            ),
            "Why some results never share an axis": (
                "Points of 100 and standard deviations (SMD) are different scales, and a risk ratio is another kind of "
                "number. A change of scale is made only where it is exact: 0 to 10 becomes 0 to 100 by ten, marked ×10.",
                "An SMD depends on how much the people in a trial differ. To turn it into points one would have to guess that.",
            ),
            "A table whose numbers disagree": (
                f"Wang 2012 prints {wang.effect:g} ({wang.ci_low:g} to {wang.ci_high:g}) of 10 with P = "
                f"{wang.printed_p:g}. An interval of 95 % and its P value say the same thing twice, so one can be "
                f"worked out from the other.",
                "Standard error: width of the interval over 3.92. Effect over standard error: how many standard errors from "
                f"no difference. For this row that gives P = {p_value(wang):.2f}. The two cannot both be right; the interval tells "
                "more, and it ends close to no difference. Its three other P values fit.",
            ),
            "What is worth it?": (
                "The line is a judgement. The reviewers of exercise took 15 points of 100 for pain and 10 for function "
                "(Hayden 2021), against no treatment, usual care or placebo. A cheap and safe treatment may be worth less.",
                "In standard deviations we know of no agreed line; 0.5 is our assumption. Move it.",
                "The line is about the average difference between groups. People differ far more than averages do.",
            ),
        }

    def sources(self) -> list[tuple[str, str, str]]:
        found: dict[str, list] = {}
        for group in dict.fromkeys(group for question in QUESTIONS.values() for group in question.groups):
            for row in trials(plot_group=group):
                found.setdefault(row.source, []).append(row)
        out = [("What counts as worth it: 15 and 10 points", "hayden2021", "read")]
        for source, rows in found.items():
            badges = list(dict.fromkeys(row.badge for row in rows))
            out.append((_what(rows), source, " or ".join(badges)))
        return out


def _what(rows: list[Row]) -> str:
    """Such as "motor control exercise v little or no care, and 3 rows more"."""
    first = rows[0]
    words = f"{first.treats} v {first.against}"
    more = len(rows) - 1
    return words + (f", and {more} row{'s' if more > 1 else ''} more" if more else "")


def _in_words(row: Row) -> str:
    number = f" {row.effect:g} {row.unit}" if row.effect is not None else ""
    if row.has_interval:
        number += f" ({row.ci_low:g} to {row.ci_high:g})"
    when = f", {row.timepoint}" if row.timepoint else ""
    number += ";" if number else ""
    return f"{row.short} ({row.badge}): {row.comparison}, {row.outcome}{when}:{number} {row.note}."
