"""What the plate of one muscle says: the verdict, the sum of pull and lever arm, and the description in sentences."""

from __future__ import annotations

import numpy as np

from edu_lib.models.pull import MOTIONS, NEARLY_NM, PullResult

__all__ = ["NO_ARM_M", "SEEN", "describe_pull", "shown_arm", "the_sum", "verdict"]

SEEN = {"side": "From the right side", "front": "From the front", "back": "From behind"}
LITTLE, NO_ARM_M = 0.15, 0.0015  # share of the force, and arm, below which no arrow is drawn


def the_sum(r: PullResult, view: str) -> tuple[str, str]:
    """Pull times lever arm, as the view shows them, in two lines."""
    if not r.crosses:
        return f"It does not cross {r.level}:", "no moment there, however hard it pulls."
    found = shown_arm(r, view)
    axis = "flexion or extension" if view == "side" else "side bend"
    nm = abs(r.moment_nm[0] if view == "side" else r.moment_nm[1])
    pull = float(np.hypot(r.pull_n[0], r.pull_n[1] if view == "side" else r.pull_n[2]))
    if found is None:
        return f"Only {pull:.0f} of {r.force_n:.0f} N pull on the trunk here:", f"{axis} {nm:.0f} Nm."
    arm = found[0]
    if arm <= NO_ARM_M:
        return f"{pull:.0f} N straight through the disc's middle:", f"lever arm 0, so {axis} 0 Nm."
    return f"{pull:.0f} N in this plane × {arm:.3f} m", f"= {pull * arm:.0f} Nm of {_way(r, view)}"


def shown_arm(r: PullResult, view: str):
    """`PullResult.arm`, or None where next to nothing of the fibres' force pulls on the trunk in that plane: no arrow then."""
    pull = float(np.hypot(r.pull_n[0], r.pull_n[1] if view == "side" else r.pull_n[2]))
    return r.arm(view) if pull > LITTLE * r.force_n else None


def _way(r, view: str) -> str:
    if view == "side":
        return "flexion" if r.moment_nm[0] >= 0 else "extension"
    return f"bend to the {'right' if r.moment_nm[1] >= 0 else 'left'}"


def verdict(r: PullResult) -> str:
    """What it does at the disc, in a few words."""
    if not r.crosses:
        return f"it does not cross {r.level}, so nothing happens there"
    done = [
        (above if nm > 0 else below)
        for nm, (below, above) in zip(r.moment_nm, MOTIONS, strict=True)
        if abs(nm) >= NEARLY_NM
    ]
    cancel = "; side bend and rotation cancel" if r.side == "both" else ""
    return f"at {r.level}, {', '.join(done) if done else 'nearly nothing'}{cancel}"


def describe_pull(result: PullResult, view: str = "side") -> str:
    """What the plate shows, in sentences."""
    if not result.crosses:
        return str(result)
    parts = [str(result)]
    found = shown_arm(result, view)
    if found is not None and found[0] > NO_ARM_M:
        arm, foot, _ = found
        d = result.axes @ (foot - result.joint_m)
        across = (("behind", "in front of"), ("to the left of", "to the right of"))[view != "side"]
        k = 1 if view == "side" else 2
        where = across[int(d[k] > 0)] if abs(d[k]) >= abs(d[0]) else ("below", "above")[int(d[0] > 0)]
        first, second = the_sum(result, view)
        parts.append(
            f"{SEEN[view]}, the whole pull passes {1000 * arm:.0f} mm {where} the middle of the disc: {first} {second}."
        )
    elif found is not None:
        parts.append(f"{SEEN[view]}, the whole pull passes straight through the middle of the disc.")
    if result.compression_n > 0.05 * result.force_n:
        parts.append(f"It presses the disc with {result.compression_n:.0f} N.")
    return " ".join(parts)
