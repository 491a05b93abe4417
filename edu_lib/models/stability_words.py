"""A result of `stability` in plain words."""

from __future__ import annotations

__all__ = ["effort_words", "more_words", "signed_percent", "stability_words", "task_words"]

_TASK = {
    "standing": "Standing",
    "load held in front": "Standing, hands 40 cm ahead",
    "load at one side": "Standing, hands 30 cm to one side",
    "bent forward": "Bent forward",
}


def signed_percent(value: float) -> str:
    """Such as "+31 %", "-9 %" with a true minus sign, "0 %"."""
    n = round(value)
    return f"{'+' if n > 0 else '−' if n < 0 else ''}{abs(n)} %"


def task_words(r) -> str:
    """Such as "Standing, 20 kg in the hands"."""
    words = _TASK[r.task]
    if abs(r.trunk_flexion_deg) >= 0.5:
        bent = f"Bent {abs(r.trunk_flexion_deg):.0f}°" + ("" if r.trunk_flexion_deg >= 0 else " backward")
        words = words.replace("Bent forward", bent).replace("Standing", bent)
    return f"{words}, {r.hands_load_kg:g} kg in the hands" if r.hands_load_kg else f"{words}, empty hands"


def effort_words(r) -> str:
    """What the wall does at will: "relaxed wall", "brace of 20 %"."""
    parts = [f"{name} of {100 * value:.0f} %" for name, value in (("brace", r.brace), ("hollow", r.hollow)) if value]
    return " and ".join(parts) or "relaxed wall"


def more_words(r) -> str:
    """What could be laid on before it held no longer, such as "about 23 kg more on the shoulders"; only stiffness is asked."""
    kg = r.extra_weight_kg
    return f"about {kg:.0f} kg more on the shoulders" if kg < 100.0 else "over 100 kg more on the shoulders"


def stability_words(r) -> str:
    """The sentences a screen reader speaks."""
    start = f"{task_words(r)}, {effort_words(r)}"
    start += f", {r.lost} silent." if r.lost != "nothing" else "."
    if not r.balanced:
        who = "The muscles" if r.lost == "nothing" else "Without it the other muscles"
        return f"{start} {who} cannot balance this task at all: put the load down or choose another task."
    if r.holds:
        first = f"The stiffness of the muscles holds the trunk by itself, and would with {more_words(r)}."
        if r.relaxed_holds and (r.brace or r.hollow or r.lost != "nothing"):
            first += (
                f" Against the same task relaxed and complete: mean stiffness {signed_percent(r.index_percent)}, "
                f"compression of L4/L5 {signed_percent(r.compression_percent)}, to {round(r.compression_n, -1):.0f} N."
            )
        else:
            if not r.relaxed_holds:
                first += " Relaxed and complete they would not."
            first += f" L4/L5 carries {round(r.compression_n, -1):.0f} N."
    else:
        first = (
            "The stiffness of these muscles alone would not hold the trunk: it would need other muscles or reflexes to hold it, "
            f"which people have. L4/L5 carries {round(r.compression_n, -1):.0f} N."
        )
    worst = min(r.loss_percent, key=r.loss_percent.get) if r.holds or r.lost != "nothing" else ""
    last = f" It would give first {r.weakest}."
    if worst and r.loss_percent[worst] == r.loss_percent[worst] and r.lost == "nothing":
        loss = r.loss_percent[worst]
        cost = (
            "would leave the rest to other muscles or reflexes"
            if loss <= -99.5
            else f"costs {abs(loss):.0f} %, the most of all"
        )
        last += f" Silencing {worst} {cost}."
    return f"{start} {first}{last}"
