"""Make the fascicle table of the spine model from the public torso model, and place it on imaged moment arms.

Run it as ``python tools/build_fascicles.py FOLDER`` where FOLDER holds ``myotorso_chain.xml``, ``myotorso_tendon.xml``
and ``myotorso_muscle.xml`` of the Apache-2.0 package `myo-sim` (its ``models/torso/assets``). The course itself does not
need that package: it ships the two tables this writes.

What is kept from the source (Christophy et al. 2012, as distributed there): which fascicles exist, which levels each
joins and its attachments. Only the right side is read, since some left-hand points of the source are not mirrored; the
model mirrors the right.

What is changed, and why:
0. the cross-sections. The distributed strengths are faulty (its extensors reach some 120 Nm). Each group's are scaled so that its
   total at every level is that of the lifting full-body model (Beaucage-Gauvreau et al. 2019), which has the same fascicles and
   whose obliques, rectus and psoas agree with CT (McGill, Patt and Norman 1988).
1. the extensors' arms. The source's lie near 40 to 50 mm at L4/L5, and imaging puts the erector mass at 59 mm (McGill,
   Patt and Norman 1988). Each extensor group is moved straight back by a shift that varies with height, found by least
   squares so that its area-weighted arm meets the CT-based thoracolumbar model's at every level.
2. an extensor that passes a vertebra without touching it is held to it where it passes in standing (fascia does this in
   life), so that it does not cut through the body when the spine bends.
3. rectus abdominis bulges to the arms seen in standing women by upright MRI (Jorgensen et al. 2005).
4. the thoracic part of multifidus is added with the areas and arms of the thoracolumbar model: the source fuses T12 to L1
   and so leaves out the short muscles that cross there, without which no upright posture balances at every level.
5. transversus abdominis, absent from the source, is added as horizontal bands from the costal margin, the
   thoracolumbar fascia and the iliac crest to the linea alba, with the cross-section of the thoracolumbar model.
"""

from __future__ import annotations

import csv
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parents[1] / "edu_lib" / "data"
BODY = {"sacrum": "pelvis", "lumbar5": "L5", "lumbar4": "L4", "lumbar3": "L3", "lumbar2": "L2", "lumbar1": "L1",
        "torso": "thorax", "Abdomen": "linea alba"}  # fmt: skip
SOURCE_STRESS_N_CM2 = 46.0
# Joint centres of the source's neutral frame, x forward and y up from L5/S1, in mm. T12/L1 is fused in the source: it is
# placed one mean lumbar spacing beyond L1/L2 along the direction of the segment below it.
JOINTS = {
    "L5/S1": (0.0, 0.0),
    "L4/L5": (9.0, 32.1),
    "L3/L4": (9.6, 65.3),
    "L2/L3": (2.9, 100.4),
    "L1/L2": (-8.5, 129.2),
}
ORDER = ("pelvis", "L5", "L4", "L3", "L2", "L1", "thorax")
LEVELS_UP = ("L5/S1", "L4/L5", "L3/L4", "L2/L3", "L1/L2", "T12/L1")

EXTENSORS = (
    "iliocostalis lumborum",
    "iliocostalis thoracis",
    "longissimus thoracis",
    "longissimus lumborum",
    "multifidus",
)


def published(model: str, column: str) -> dict[str, dict[str, float]]:
    """Group -> level -> number of one public model, from muscle_arms_public_models.csv."""
    out: dict[str, dict[str, float]] = {}
    with open(DATA / "muscle_arms_public_models.csv", newline="") as file:
        for row in csv.DictReader(file):
            if row["model"] == model:
                group = "multifidus thoracic" if row["group"].startswith("multifidus,") else row["group"]
                out.setdefault(group, {})[row["level"]] = float(row[column])
    return out


ARM_MM = published("TL", "extension_arm_mm")
AREA_CM2 = published("LFB", "pcsa_cm2")
TARGET_MM = {group: ARM_MM[group] for group in (*EXTENSORS, "multifidus thoracic")}
# Upright MRI of five standing women (Jorgensen et al. 2005), mm ahead of the disc; T12/L1 was not imaged and takes L1/L2's.
RECTUS_MM = {"L5/S1": 98.0, "L4/L5": 85.0, "L3/L4": 85.0, "L2/L3": 91.0, "L1/L2": 97.0}
TRANSVERSUS_CM2 = 3.49  # one side, thoracolumbar model (698 N for both sides at 100 N/cm2)


def joints_mm() -> np.ndarray:
    """The six joint centres from L5/S1 up to T12/L1, (6, 2)."""
    known = np.array([JOINTS[name] for name in LEVELS_UP[:-1]])
    step = np.diff(known, axis=0)
    # Direction of the body L1: as the body L2 below it, whose lower and upper joints are both known.
    direction = step[-1] / np.linalg.norm(step[-1])
    return np.vstack([known, known[-1] + direction * np.linalg.norm(step, axis=1).mean()])


JOINT_XY = joints_mm()


def read_source(folder: Path) -> list[dict]:
    """Right-hand fascicles of the public model: name, group, area and points in the neutral frame."""
    sites, origin = {}, {}

    def walk(body, at):
        origin[body.get("name")] = at
        for site in body.findall("site"):
            sites[site.get("name")] = (body.get("name"), at + np.array(site.get("pos").split(), float))
        for child in body.findall("body"):
            walk(child, at + np.array(child.get("pos", "0 0 0").split(), float))

    walk(ET.parse(folder / "myotorso_chain.xml").getroot().find("body"), np.zeros(3))
    zero = origin["lumbar5"]
    peak = {
        a.get("name"): float(a.get("gainprm").split()[2])
        for a in ET.parse(folder / "myotorso_muscle.xml").getroot().iter("general")
    }
    rows = []
    for tendon in ET.parse(folder / "myotorso_tendon.xml").getroot().iter("spatial"):
        raw = tendon.get("name").removesuffix("_tendon")
        if not raw.endswith("_r"):
            continue
        points = []
        for element in tendon.findall("site"):
            body, at = sites[element.get("site")]
            points.append((BODY[body], (at - zero) * 1000.0))
        if order(points[0]) > order(points[-1]):
            points.reverse()
        group, label = name(raw.removesuffix("_r"))
        rows.append(
            dict(group=group, name=f"{group} {label}".strip(), area=peak[raw] / SOURCE_STRESS_N_CM2, points=points)
        )
    return rows


def order(point) -> float:
    """Rank of a point from caudal to cranial; the linea alba lies between pelvis and thorax by its height."""
    body, at = point
    return 3.0 if body == "linea alba" else float(ORDER.index(body))


# Thoracic multifidus of the thoracolumbar model, one side, at 100 N/cm2: 748, 584, 427 and 174 N (both sides) cross T12/L1, L1/L2,
# L2/L3 and L3/L4, so these areas end on L1, L2, L3 and L4; the upper end is the spinous process two to three levels up.
MULTIFIDUS_THORACIC = {"L1": (0.82, 200.0), "L2": (0.785, 175.0), "L3": (1.265, 150.0), "L4": (0.87, 150.0)}


def multifidus_thoracic(fascicles):
    """From the mammillary process of each upper lumbar vertebra to a thoracic spinous process; `place` sets the arms."""
    by = {f["name"]: f["points"] for f in fascicles}
    process = {"L3": by["multifidus m1.laminar"][0][1], "L4": by["multifidus m2.laminar"][0][1]}
    for vertebra, below in (("L2", "L3"), ("L1", "L2")):
        # The source gives no such point above L3: one spacing further along the joints.
        k = ORDER.index(vertebra)
        process[vertebra] = process[below] + np.array([*(JOINT_XY[k - 1] - JOINT_XY[k - 2]), 0.0])
    out = []
    for vertebra, (area, height) in MULTIFIDUS_THORACIC.items():
        points = [(vertebra, process[vertebra]), ("thorax", np.array([-65.0, height, 3.0]))]
        out.append(dict(group="multifidus thoracic", name=f"multifidus thoracic {vertebra}", area=area, points=points))
    return out


def name(raw: str) -> tuple[str, str]:
    prefix = {
        "Ps_": "psoas major", "rect_abd": "rectus abdominis", "IL_L": "iliocostalis lumborum", "IL_R": "iliocostalis thoracis",
        "LTpT_": "longissimus thoracis", "LTpL_": "longissimus lumborum", "QL_": "quadratus lumborum", "MF_": "multifidus",
        "EO": "external oblique", "IO": "internal oblique",
    }  # fmt: skip
    for start, group in prefix.items():
        if raw.startswith(start):
            rest = raw[len(start) :].replace("_", " ")
            if start in ("IL_L", "IL_R"):
                rest = {"IL_L": "L", "IL_R": "R"}[start] + rest
            return group, rest.strip()
    raise ValueError(f"no group for {raw}")


def trim(points):
    """Keep one attachment on pelvis and thorax each: points further along the same rigid body carry no moment."""
    bodies = [b for b, _ in points]
    while len(points) > 2 and bodies[0] == bodies[1]:
        points, bodies = points[1:], bodies[1:]
    while len(points) > 2 and bodies[-1] == bodies[-2]:
        points, bodies = points[:-1], bodies[:-1]
    return points


def hold_to_vertebrae(points):
    """Add a via point on each vertebra that the path passes, on the path itself, at the vertebra's mid-height."""
    out = [points[0]]
    for (low, a), (high, b) in zip(points, points[1:], strict=False):
        for k in range(ORDER.index(low) + 1, ORDER.index(high)):
            y = (JOINT_XY[k - 1, 1] + JOINT_XY[k, 1]) / 2.0
            if min(a[1], b[1]) + 8.0 < y < max(a[1], b[1]) - 8.0:
                out.append((ORDER[k], a + (b - a) * (y - a[1]) / (b[1] - a[1])))
        out.append((high, b))
    return out


def arms(points) -> dict[str, float]:
    """Extension arm in mm at each joint that the path crosses, standing, by the line of the crossing segment."""
    found = {}
    for (low, a), (high, b) in zip(points, points[1:], strict=False):
        u = (a - b) / np.linalg.norm(a - b)
        for k in range(ORDER.index(low), ORDER.index(high)):
            r = b[:2] - JOINT_XY[k]
            found[LEVELS_UP[k]] = r[0] * u[1] - r[1] * u[0]
    return found


def group_arms(fascicles, group) -> dict[str, float]:
    total, area = {}, {}
    for f in fascicles:
        if f["group"] == group:
            for level, arm in arms(f["points"]).items():
                total[level] = total.get(level, 0.0) + arm * f["area"]
                area[level] = area.get(level, 0.0) + f["area"]
    return {level: total[level] / area[level] for level in total}


def crossed(points) -> tuple[str, ...]:
    """The joints a path passes; the oblique's points on the linea alba count as lying between all of them."""
    low, high = ("pelvis" if b == "linea alba" else b for b in (points[0][0], points[-1][0]))
    if "linea alba" in (points[0][0], points[-1][0]):
        return LEVELS_UP
    return LEVELS_UP[ORDER.index(low) : ORDER.index(high)]


def rescale_areas(fascicles, group):
    """Scale a group's areas, alike for fascicles that cross the same joints, so that its totals match the lifting model's.

    Where the totals leave a choice, the scales stay as near to one common factor as they can.
    """
    own = [f for f in fascicles if f["group"] == group]
    want = AREA_CM2[group]
    kinds = list(dict.fromkeys(crossed(f["points"]) for f in own))
    if group in ("external oblique", "internal oblique"):
        # The published total counts only the fascicles whose ends both lie on bone in the internal oblique: one factor for all.
        ratio = want["L4/L5"] / published("MyoTorso", "pcsa_cm2")[group]["L4/L5"]
        return [{**f, "area": f["area"] * ratio} for f in own]
    total = np.array(
        [
            [2.0 * sum(f["area"] for f in own if crossed(f["points"]) == kind) * (level in kind) for kind in kinds]
            for level in want
        ]
    )
    goal = np.array(list(want.values()))
    common = goal @ total.sum(axis=1) / (total.sum(axis=1) @ total.sum(axis=1))
    scale = common + np.linalg.pinv(total) @ (goal - total @ np.full(len(kinds), common))
    print(f"{group:24s} area scales {np.round(scale, 2)}; worst miss {abs(total @ scale - goal).max():.2f} cm2")
    return [{**f, "area": f["area"] * scale[kinds.index(crossed(f["points"]))]} for f in own]


def shifted(fascicles, shift):
    """The same fascicles moved back by `shift` mm, given at the joints' heights and linear between them."""
    moved = []
    for f in fascicles:
        points = [(b, p - np.array([np.interp(p[1], JOINT_XY[:, 1], shift), 0.0, 0.0])) for b, p in f["points"]]
        moved.append({**f, "points": points})
    return moved


def place(fascicles, group):
    """Least-squares backward shift at the six joints so that the group's arms meet the target; returns the moved group."""
    own = [f for f in fascicles if f["group"] == group]
    target = TARGET_MM[group]
    levels = list(target)

    def miss(shift):
        got = group_arms(shifted(own, shift), group)
        return np.array([got[level] - target[level] for level in levels])

    shift = np.zeros(6)
    for _ in range(20):
        base = miss(shift)
        jac = np.column_stack([(miss(shift + 1e-3 * e) - base) / 1e-3 for e in np.eye(6)])
        # A little smoothing between neighbouring heights keeps the shift from zig-zagging where levels are not crossed.
        smooth = 0.05 * np.diff(np.eye(6), axis=0)
        lhs = np.vstack([jac, smooth])
        rhs = -np.concatenate([base, smooth @ shift])
        shift = shift + np.linalg.lstsq(lhs, rhs, rcond=None)[0]
    print(f"{group:24s} shift back, mm, L5/S1 up: {np.round(shift, 1)}; worst miss {np.abs(miss(shift)).max():.2f} mm")
    return shifted(own, shift)


def rectus(f):
    """Pubis to costal margin at the arms of upright MRI."""
    (_, low), (_, high) = f["points"][0], f["points"][-1]
    vias = []
    ahead = [JOINT_XY[k, 0] + RECTUS_MM[level] for k, level in enumerate(RECTUS_MM)]
    for k in range(1, 6):
        # Held out by what lies behind it: each via point goes with the vertebra at its height.
        y = JOINT_XY[k - 1 : k + 1, 1].mean()
        z = low[2] + (high[2] - low[2]) * (y - low[1]) / (high[1] - low[1])
        vias.append((ORDER[k], np.array([np.interp(y, JOINT_XY[:5, 1], ahead), y, abs(z)])))
    points = [("pelvis", np.array([*low[:2], abs(low[2])])), *vias, ("thorax", np.array([*high[:2], abs(high[2])]))]
    return {**f, "points": points}


def transversus(fascicles):
    """Five horizontal bands; landmarks are the source's oblique attachments and transverse processes, sources as theirs."""
    by = {f["name"]: f["points"] for f in fascicles}
    rib_front = by["external oblique 3"][-1][1]
    rib_side = by["external oblique 6"][-1][1]
    crest = by["internal oblique 4"][0][1]
    front_x = by["external oblique 3"][0][1][0]
    bands = []
    for label, body, start in (
        ("costal upper", "thorax", rib_front),
        ("costal lower", "thorax", rib_side),
        ("fascia L2", "L2", by["quadratus lumborum post I.2-L2"][-1][1]),
        ("fascia L4", "L4", by["quadratus lumborum post I.2-L4"][-1][1]),
        ("iliac crest", "pelvis", crest),
    ):
        side = ("linea alba", np.array([45.0, start[1], 120.0]))  # around the flank, between rib and crest landmarks
        front = ("linea alba", np.array([front_x, start[1], 5.0]))
        points = [(body, start), side, front] if body.startswith("L") else [(body, start), front]
        bands.append(
            dict(
                group="transversus abdominis",
                name=f"transversus abdominis {label}",
                area=TRANSVERSUS_CM2 / 5,
                points=points,
            )
        )
    return bands


def main(folder: str) -> None:
    source = read_source(Path(folder))
    source = [f for group in dict.fromkeys(f["group"] for f in source) for f in rescale_areas(source, group)]
    source += multifidus_thoracic(source)
    out = []
    for f in source:
        f["points"] = trim(f["points"])
        if f["group"] in TARGET_MM:
            f["points"] = hold_to_vertebrae(f["points"])
    for group in dict.fromkeys(f["group"] for f in source):
        own = [f for f in source if f["group"] == group]
        if group in TARGET_MM:
            own = place(source, group)
        elif group == "rectus abdominis":
            own = [rectus(f) for f in own]
        out += own
    out += transversus(source)
    with open(DATA / "fascicles.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["fascicle", "group", "area_cm2", "source", "confidence", "note"])
        for f in out:
            own = f["group"] in ("transversus abdominis", "multifidus thoracic")
            rows.writerow([
                f["name"], f["group"].removesuffix(" thoracic"), round(f["area"], 4),
                "bruno2015" if own else "beaucage2019", "A-model",
                "lines ours, area of the thoracolumbar model" if own else "fascicle of christophy2012",
            ])  # fmt: skip
    with open(DATA / "fascicle_points.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["fascicle", "order", "body", "forward_mm", "up_mm", "right_mm", "source", "confidence"])
        placed = {
            "rectus abdominis": "jorgensen2005",
            "transversus abdominis": "christophy2012",
            **dict.fromkeys(TARGET_MM, "bruno2015"),
        }
        for f in out:
            for k, (body, p) in enumerate(f["points"]):
                rows.writerow(
                    [f["name"], k, body, *np.round(p, 2), placed.get(f["group"], "christophy2012"), "A-model"]
                )
    print(len(out), "fascicles a side,", sum(len(f["points"]) for f in out), "points")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(
            "Usage: python tools/build_fascicles.py FOLDER, the folder with myotorso_chain.xml of the package myo-sim."
        )
    main(sys.argv[1])
