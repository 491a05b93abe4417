"""The plate of the lab "natural_course": a hundred people by their pain, why its mean fell, and what a trial finds."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from edu_lib.models.natural_course import BETTER_PERCENT, PARTS, WHO
from edu_lib.params import capital, signed

from .part import Part, spread
from .style import LIGHT, TYPE

__all__ = ["NaturalCoursePlate", "describe_natural_course", "draw_natural_course"]

SIZE = (884.0, 690.0)  # points
_ZERO, _POINT = 482.0, 3.9  # y of no pain; points of the page for one point of pain
_LEFT, _RIGHT = 172.0, 252.0  # where the crowds begin, to the left and to the right
_ROOM = (132.0, 246.0)  # how far a crowd may reach, to the left and to the right
_STACK, _WORDS = 522.0, 602.0  # the block of the fall, and the words beside it
_AXIS = (330.0, 740.0, -10.0, 40.0)  # the trial's axis: from, to, and in points of pain
_ROLES = ("idle", "rule", "belly", "deep")
_TOP = 526.0  # where the strip of the trial begins


def _y(pain):
    return _ZERO - _POINT * np.asarray(pain)


def _crowd(pain: np.ndarray, side: int) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """A head and a body for everyone, as two broken lines: ten points of pain to a double row, from the middle outwards."""
    start, room = ((_LEFT, _ROOM[0]), (_RIGHT, _ROOM[1]))[side > 0]
    x, y = [], []
    band = np.minimum(pain // 10, 9).astype(int)
    for row in range(10):
        n = int(np.sum(band == row))
        if not n:
            continue
        step = min(9.0, room / np.ceil(n / 2))
        i = np.arange(n)
        x.append(start + side * (6 + step * (i // 2)))
        y.append(float(_y(10 * row + 5)) + np.where(i % 2, -9.75, 9.75))
    x, y = np.concatenate(x), np.concatenate(y)
    nan = np.full(len(x), np.nan)
    heads = np.column_stack([x - 0.5, x + 0.5, nan]), np.repeat(y - 5.2, 3)
    bodies = np.column_stack([x, x, nan]), np.column_stack([y + 1.8, y + 5.0, nan])
    return tuple((a.ravel(), b.ravel()) for a, b in (heads, bodies))


class NaturalCoursePlate(Part):
    """Draw once with `NaturalCoursePlate()`, then `update(room, trial, improvers)` as often as you like.

    trial : show why the pain fell and what the trial found;  improvers : show five stories from a room without treatment
    """

    def __init__(self, palette=LIGHT):
        self.figure = Figure(figsize=(SIZE[0] / 72, SIZE[1] / 72), dpi=72, facecolor=palette["paper"])
        super().__init__(self.figure.add_axes((0, 0, 1, 1)), "course", palette)
        self.ax.set(xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
        self._people()
        self._fall()
        self._stories()
        self._trial()

    def _people(self) -> None:
        c = self.palette
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        for pain in range(0, 101, 20):
            self.stroke(None, [30, 492], [_y(pain)] * 2, color=c["track"], linewidth=1.2, zorder=0.5)
            self.text(26, float(_y(pain)) + 4.5, f"{pain}", ha="right", **quiet)
        self.text(6, _ZERO + 21, "pain, from 0 to 100", **quiet)
        bold = {"fontsize": TYPE["title"], "fontweight": "bold"}
        self.text(_LEFT, 26, "when they came", ha="right", **bold)
        self.who = self.text(_LEFT, 46, "", "who", ha="right", **quiet)
        self.later = self.text(_RIGHT, 26, "", "later", **bold)
        self.treated = self.text(_RIGHT, 46, "", "treated", **quiet)
        self.crowds = [
            [
                self.stroke(f"{name}{i}", color=c[role], linewidth=width, solid_capstyle="round", zorder=2)
                for i, width in enumerate((5.4, 6.8))
            ]
            for name, role in (("before", "rule"), ("after", "measured"))
        ]
        dots = {"color": c["rule"], "linewidth": 1.2, "linestyle": (0, (2, 3)), "zorder": 1}
        self.levels = [self.stroke(f"level{i}", **dots) for i in range(2)]
        self.links = self.stroke("links", color=c["back"], linewidth=2.4, solid_capstyle="round", zorder=4)
        self.mean = self.stroke("mean", color=c["ink"], linewidth=3.4, solid_capstyle="round", zorder=3)
        self.ends = [
            self.text(x, 0, "", f"mean{i}", ha="center", fontsize=TYPE["title"], fontweight="bold", zorder=5)
            for i, x in enumerate((_LEFT + 14, _RIGHT - 14))
        ]

    def _fall(self) -> None:
        c = self.palette
        self.head = self.text(_STACK, 26, "", "head", fontsize=TYPE["head"], fontweight="bold")
        self.under = self.text(_STACK, 48, "", "under", fontsize=TYPE["label"])
        box = {"edgecolor": c["paper"], "linewidth": 1.6, "zorder": 2}
        self.blocks = [
            self.keep(f"block{i}", self.ax.add_patch(Rectangle((_STACK, 0), 44, 0, facecolor=c[role], **box)))
            for i, role in enumerate(_ROLES)
        ]
        self.seen = self.keep("seen", self.ax.add_patch(Rectangle((_STACK, 0), 44, 0, facecolor=c["measured"], **box)))
        self.names = [self.text(_WORDS + 12, 0, "", f"part{i}", fontsize=TYPE["label"]) for i in range(4)]
        self.numbers = [
            self.text(_WORDS + 4, 0, "", f"points{i}", ha="right", fontsize=TYPE["label"], fontweight="bold")
            for i in range(4)
        ]
        self.leaders = self.stroke("leaders", color=c["rule"], linewidth=1.2)
        self.all = self.text(_STACK + 56, 0, "", "all", fontsize=TYPE["label"])

    def _stories(self) -> None:
        self.told = [self.text(_STACK, 120 + 44 * i, "", f"story{i}", fontsize=TYPE["title"]) for i in range(5)]
        self.foot = [self.text(_STACK, 352 + 22 * i, "", f"foot{i}", fontsize=TYPE["label"]) for i in range(3)]

    def _trial(self) -> None:
        c = self.palette
        self.stroke(None, [6, SIZE[0] - 6], [_TOP - 16] * 2, color=c["track"], linewidth=1.4)
        self.ask = self.text(12, _TOP + 10, "", "ask", fontsize=TYPE["title"], fontweight="bold")
        self.big = self.text(12, _TOP + 30, "", "big", fontsize=TYPE["head"], fontweight="bold")
        self.say = [self.text(12, _TOP + 66 + 26 * i, "", f"say{i}", fontsize=TYPE["title"]) for i in range(2)]
        quiet = {"fontsize": TYPE["small"], "color": c["quiet"]}
        left, right, low, high = _AXIS
        self.x = lambda points: left + (right - left) * (points - low) / (high - low)
        base = _TOP + 126
        ticks = range(-10, 41, 10)
        x = np.concatenate([[left, right, np.nan], *([self.x(t), self.x(t), np.nan] for t in ticks)])
        y = np.concatenate([[base, base, np.nan], *([base, base + 5, np.nan] for _ in ticks)])
        zero = self.x(0.0)
        self.frame = [
            self.stroke("axis", x, y, color=c["rule"], linewidth=1.2),
            self.stroke("zero", [zero, zero], [_TOP + 4, base], color=c["ink"], linewidth=1.6),
            *(self.text(self.x(t), base + 21, signed(t), f"tick{t}", ha="center", **quiet) for t in ticks),
            self.text(zero - 8, _TOP + 12, "no difference", "none", ha="right", **quiet),
            self.text(right, _TOP + 12, "points less pain", "more", ha="right", **quiet),
            self.text(right + 14, _TOP + 12, "95 % interval", "level", **quiet),
            self.stroke("key", [16, 16], [base + 7, base + 25], color=c["back"], linewidth=2.6),
            self.text(26, base + 21, "what was put in", "set", **quiet),
        ]
        self.rows = []
        for i in range(2):
            at = _TOP + 58 + 48 * i
            self.rows.append(
                (
                    self.stroke(
                        f"interval{i}", color=c[("deep", "ink")[i]], linewidth=4.0, solid_capstyle="butt", zorder=3
                    ),
                    self.stroke(
                        f"effect{i}", color=c[("deep", "ink")[i]], linewidth=13.0, solid_capstyle="round", zorder=4
                    ),
                    self.stroke(f"dial{i}", color=c["back"], linewidth=2.6, zorder=5),
                    self.text(_AXIS[1] + 14, at + 9, "", f"value{i}", fontsize=TYPE["label"], fontweight="bold"),
                    self.text(12, at - 2, "", f"row{i}", fontsize=TYPE["label"], fontweight="bold"),
                    self.text(12, at + 16, "", f"what{i}", **quiet),
                )
            )

    def update(self, room, trial: bool = False, improvers: bool = False) -> None:
        """Show `room`, a `WaitingRoom`."""
        then = room.untreated if improvers else room.after
        self.who.set_text(room.who)
        self.later.set_text(f"{room.weeks} weeks later")
        self.treated.set_text("nobody was treated" if improvers else "all were treated")
        for crowd, pain, side in zip(self.crowds, (room.before, then), (-1, 1), strict=True):
            for line, data in zip(crowd, _crowd(pain, side), strict=True):
                line.set_data(*data)
        means = [float(room.before.mean()), float(then.mean())]
        self.mean.set_data([_LEFT + 30, _RIGHT - 30], _y(np.array(means)))
        for text, mean in zip(self.ends, means, strict=True):
            text.set_text(f"{mean:.0f}")
            text.set_y(float(_y(mean)) + 5.5)
        for line, mean, x in zip(self.levels, means, (_LEFT + 30, _RIGHT - 30), strict=True):
            line.set_data([x, _STACK - 4], [float(_y(mean))] * 2)
        for artist in (self.mean, *self.ends, *self.levels):
            artist.set_visible(not improvers)
        self._show_links(room.stories if improvers else ())
        self._show_fall(room, means, trial and not improvers, improvers)
        self._show_strip(room, trial and not improvers, improvers)

    def _show_links(self, stories) -> None:
        x = [v for _ in stories for v in (_LEFT - 4, _RIGHT + 4, np.nan)]
        y = [v for before, then in stories for v in (_y(before), _y(then), np.nan)]
        self.links.set_data(x, y)
        self.links.set_visible(bool(stories))

    def _show_fall(self, room, means, trial: bool, improvers: bool) -> None:
        whole = room.whole_parts
        for text, (before, then) in zip(self.told, room.stories, strict=True):
            text.set_text(f"“My pain went from {before} to {then}.”")
            text.set_visible(improvers)
        if improvers:
            self.head.set_text("Five good stories")
            self.under.set_text("the five who improved most")
            feet = ("Nobody here was treated.", f"All {room.people}: {means[0]:.0f} → {means[1]:.0f}", "")
        else:
            self.head.set_text(_fell(round(room.fall)))
            self.under.set_text(
                f"{whole[0] + whole[1]} of them would have come without you." if trial else "This is what you see."
            )
            feet = ("", "", "")
        for text, words in zip(self.foot, feet, strict=True):
            text.set_text(words)
        edges = np.maximum(0.0, np.array(room.parts))
        edges = room.before.mean() - np.concatenate([[0.0], np.cumsum(edges)])
        for i, block in enumerate(self.blocks):
            block.set_y(float(_y(edges[i])))
            block.set_height(_POINT * (edges[i] - edges[i + 1]))
            block.set_visible(trial)
        self.seen.set_y(float(_y(means[0])))
        self.seen.set_height(max(0.0, _POINT * room.fall))
        self.seen.set_visible(not trial and not improvers)
        middle = (edges[1:] + edges[:-1]) / 2
        at = _apart([float(y) for y in _y(middle)])
        x = np.array([_STACK + 45, _STACK + 50, _STACK + 60, np.nan])
        self.leaders.set_data(np.tile(x, 4), np.column_stack([_y(middle), _y(middle), at, _y(middle)]).ravel())
        self.leaders.set_visible(trial)
        for i, (name, number) in enumerate(zip(self.names, self.numbers, strict=True)):
            name.set_text(_part(i, room.who))
            number.set_text(signed(whole[i]))
            for text in (name, number):
                text.set_y(at[i] + 5)
                text.set_visible(trial)
        self.all.set_text("time, luck and treatment in one number")
        self.all.set_y(float(_y(sum(means) / 2)) + 5)
        self.all.set_visible(not trial and not improvers)

    def _show_strip(self, room, trial: bool, improvers: bool) -> None:
        for artist in self.frame:
            artist.set_visible(trial)
        words = ("the treatment itself", "treatment and placebo together")
        for i, (row, d) in enumerate(zip(self.rows, (room.against_sham, room.against_nothing), strict=True)):
            interval, effect, dial, value, name, what = row
            at = _TOP + 62 + 48 * i
            low, high, middle = (float(np.clip(v, *_AXIS[2:])) for v in (d.low, d.high, d.effect))
            interval.set_data([self.x(low), self.x(high)], [at, at])
            effect.set_data([self.x(middle) - 0.5, self.x(middle) + 0.5], [at, at])
            dial.set_data([self.x(d.truth)] * 2, [at - 11, at + 11])
            value.set_text(f"{d.effect:.0f} ({d.low:.0f} to {d.high:.0f})".replace("-", "−"))
            name.set_text(capital(d.name))
            what.set_text(words[i])
            for artist in row:
                artist.set_visible(trial)
        self.ask.set_text(f"A trial with {room.trial_people} such people" if trial else "")
        if trial:
            big, *lines = "", "", ""
        elif improvers:
            better, worse = room.better(room.untreated), int(np.sum(room.untreated > room.before))
            big = f"{better} of {room.people} improved by {BETTER_PERCENT:.0f} % or more; {worse} got worse."
            lines = ("Stories are chosen. Almost any room has five good ones.", "How many were not told?")
        else:
            big = f"{room.better(room.after)} of {room.people} improved by {BETTER_PERCENT:.0f} % or more."
            lines = ("Was it the treatment? From this room alone nobody can say.", "Switch on the control groups.")
        self.big.set_text(big)
        for text, line in zip(self.say, lines, strict=True):
            text.set_text(line)


def _apart(wanted: list[float], step: float = 24.0) -> np.ndarray:
    """Heights on the page (rising) for labels at least `step` apart, moved evenly up and down from where they are wanted."""
    low, high = -_ZERO - 12.0, -80.0
    down = spread([-y for y in wanted], step, low, high)
    up = spread(wanted[::-1], step, -high, -low)[::-1]
    return (np.array(up) - np.array(down)) / 2


def _fell(points: int) -> str:
    return f"{points} points less pain" if points >= 0 else f"{-points} points more pain"


def describe_natural_course(room, trial: bool = False, improvers: bool = False) -> str:
    """What the plate shows, in sentences."""
    then = room.untreated if improvers else room.after
    better = f"{room.better(then)} of {room.people} people improved by {BETTER_PERCENT:.0f} % or more"
    went = f"from {room.before.mean():.0f} to {then.mean():.0f} in {room.weeks} weeks"
    if improvers:
        worse = int(np.sum(room.untreated > room.before))
        before, after = room.stories[0]
        return (
            f"Five people tell how much better they are; the first went from {before} to {after}. Nobody in this room was "
            f"treated. Mean pain went {went}; {better}, {worse} got worse. Ask of every story how many were not told."
        )
    if not trial:
        return (
            f"Mean pain went {went}, and {better}. This is what a clinic sees. How much of it the treatment did cannot "
            "be seen from here: there is nobody to compare with."
        )
    bad, natural, placebo, specific = (signed(p) for p in room.whole_parts)
    without = sum(room.whole_parts[:2])
    words = (
        f"Your clinic saw pain fall by {signed(round(room.fall))} points. {signed(without)} would have come without you: "
        f"{bad} {'because people came in a bad week' if room.who == WHO[0] else 'by luck of the week'}, {natural} in the "
        f"natural course. A sham adds {placebo}, the treatment "
        f"itself {specific}. A trial with {room.trial_people} such people finds {_found(room.against_sham)} against a sham"
        f"{', so no difference is not ruled out' if room.against_sham.reaches_zero else ''}, and "
        f"{_found(room.against_nothing)} against nothing."
    )
    return words + (
        " Placebo and treatment are cut back here, for there is no more pain to take away." if room.limited else ""
    )


def _part(i: int, who: str) -> str:
    return PARTS[i] if i or who == WHO[0] else "luck of the week"


def _found(d) -> str:
    points = "point" if abs(round(d.effect)) == 1 else "points"
    return f"{d.effect:.0f} {points} (95 % interval {d.low:.0f} to {d.high:.0f})".replace("-", "−")


def draw_natural_course(room, palette=LIGHT, trial: bool = False, improvers: bool = False) -> NaturalCoursePlate:
    """Draw a `WaitingRoom`; `.figure` is a Matplotlib figure."""
    plate = NaturalCoursePlate(palette)
    plate.update(room, trial, improvers)
    return plate
