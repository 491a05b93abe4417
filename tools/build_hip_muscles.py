"""Make the table of the hip's muscles from the public leg model.

Run it as ``python tools/build_hip_muscles.py FOLDER`` where FOLDER holds ``myolegs_chain.xml`` and ``myolegs_muscle.xml`` of the
Apache-2.0 package `myo-sim` (its ``models/leg/assets``). The course itself does not need that package: it ships
``edu_lib/data/hip_muscles.csv``, which this writes.

What is kept from the source (derived from Rajagopal et al. 2016): the points of the right side in standing, and the largest forces.

What is changed, and why:
1. points are told from the centre of the hip, in the standing model: pelvis upright, knee straight.
2. wrapping surfaces are left out, and so are points that a muscle touches only by one; psoas and the two upper parts of
   gluteus maximus have none in the source either.
3. rectus femoris ends on the patella: its way on to the tibia does not change with the hip.
4. psoas starts at the spine model's own point on the brim of the pelvis and has the spine model's force, so that one line
   with one tension runs from the vertebrae to the femur.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "edu_lib" / "data"
# Name in the source -> ours, group, and what carries each of its points: p pelvis, f femur, t tibia, k patella, - left out.
MUSCLES = {
    "iliacus": ("iliacus", "hip flexors", "ppff"),
    "recfem": ("rectus femoris", "hip flexors", "pk"),
    "psoas": ("psoas major", "hip flexors", "--ff"),
    "bflh": ("biceps femoris, long head", "hip extensors", "ptt"),
    "semimem": ("semimembranosus", "hip extensors", "pt"),
    "semiten": ("semitendinosus", "hip extensors", "pt"),
    "glmax1": ("gluteus maximus, upper", "hip extensors", "ppff"),
    "glmax2": ("gluteus maximus, middle", "hip extensors", "ppff"),
    "glmax3": ("gluteus maximus, lower", "hip extensors", "ppff"),
}
NOTE = "from the model files of myo_sim (Apache-2.0); no wrapping surfaces"
BRIM_NOTE = "the spine model's point on the brim of the pelvis, from the hip's centre; its force is the spine model's"


def _numbers(text: str) -> list[float]:
    return [float(v) for v in text.split()]


def _brim(hip_right_mm: float) -> list[float]:
    """The spine model's psoas point on the pelvis, from the hip's centre, mm."""
    with (DATA / "fascicle_points.csv").open(encoding="utf-8", newline="") as file:
        row = next(r for r in csv.DictReader(file) if r["fascicle"].startswith("psoas major") and r["body"] == "pelvis")
    with (DATA / "spine_model.csv").open(encoding="utf-8", newline="") as file:
        hip = {r["quantity"]: float(r["value"]) for r in csv.DictReader(file) if r["quantity"].startswith("hip ")}
    return [
        float(row["forward_mm"]) - hip["hip forward"],
        float(row["up_mm"]) + hip["hip below"],
        float(row["right_mm"]) - hip_right_mm,
    ]


def main(folder: str) -> None:
    """Read the source in `folder` and write the table."""
    chain = (Path(folder) / "myolegs_chain.xml").read_text(encoding="utf-8")
    muscle = (Path(folder) / "myolegs_muscle.xml").read_text(encoding="utf-8")
    site = {m[1]: _numbers(m[2]) for m in re.finditer(r'<site name="([\w-]+)" pos="([^"]+)"', chain)}
    force = {m[2]: _numbers(m[1])[2] for m in re.finditer(r'biasprm="([^"]+)"[^>]*name="(\w+)"', muscle)}
    place = {m[1]: _numbers(m[2]) for m in re.finditer(r'<body name="(\w+)" pos="([^"]+)"', chain)}
    hip = place["femur_r"]
    origin = {"p": [-v for v in hip], "f": [0.0] * 3, "t": place["tibia_r"], "k": place["patella_r"]}
    rows = []
    for key, (name, group, carriers) in MUSCLES.items():
        own = key != "psoas"
        newton = round(force[f"{key}_r"]) if own else ""
        if not own:
            at = [round(v, 1) for v in _brim(round(1000.0 * hip[2], 1))]
            rows.append([name, group, newton, 0, "pelvis", *at, "christophy2012", "A-model", BRIM_NOTE])
        for i, carrier in enumerate(carriers, 1):
            if carrier == "-":
                continue
            at = [round(1000.0 * (a + b), 1) for a, b in zip(site[f"{key}-P{i}_r"], origin[carrier], strict=True)]
            order = sum(r[0] == name for r in rows)
            body = "pelvis" if carrier == "p" else "leg"
            rows.append([name, group, newton, order, body, *at, "rajagopal2016", "A-model", NOTE if order == 0 else ""])
    with (DATA / "hip_muscles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        header = "muscle,group,force_n,order,body,forward_mm,up_mm,right_mm,source,confidence,note"
        writer.writerow(header.split(","))
        writer.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(
            "Usage: python tools/build_hip_muscles.py FOLDER, the folder with myolegs_chain.xml of the package myo-sim."
        )
    main(sys.argv[1])
