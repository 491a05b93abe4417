"""Draw the bones of the public model from the side, the front and the back, and keep the outlines as data.

Run it as ``python tools/build_outlines.py FOLDER``, where FOLDER is ``myo_sim/models`` of the unpacked Apache-2.0 package
`myo-sim`. It needs SciPy and Shapely beside the course's own packages and takes some minutes; the course needs neither them
nor `myo-sim`, since it ships ``edu_lib/data/bones.json``, which this writes.

Which meshes: the source's ``hat_*`` set (lumbar, thoracic and cervical spine with discs, ribs, breast bone, shoulder blades,
collar bones, skull, jaw), because its bones fit each other; its single vertebrae (``lumbar1`` ...) are placed so that they
miss the joint centres by up to 15 mm and T12 overlaps L1. Hip bones, sacrum, legs and arms are the source's own.

How they are placed. Standing, in the model's world frame at the reference height (1.75 m; the source's figure stands about
1.62 m):
1. a lumbar vertebra goes half-way between its two joint centres and is turned by the mean tilt of its two discs, mesh to
   model. Source and model tilts agree within 6 degrees, so the turns are small. `VERTEBRA` scales it so that discs of
   6 to 11 mm are left.
2. the thorax (ribs, T12 to T1, shoulder girdle) is scaled by `BODY`, turned until the mesh's T12/L1 disc lies as the
   model's, and moved onto it; the shoulder girdle is then moved by the few millimetres that bring its socket to the model's
   shoulder.
3. neck, jaw and skull are scaled to the height left between T1 and the model's crown, and look straight ahead.
4. the sacrum is turned to the model's sacral slope, its lower part is bent forward (`curled`), and its endplate is set half a
   disc below the L5/S1 joint.
5. the hip bones are set with the socket on the model's hip. The model's hip lies 88 mm below L5/S1 and the scaled mesh's
   136 mm, so heights are remapped smoothly (`HIP_BONE`): nearly natural below the socket, pressed together between socket
   and sacral endplate.
6. a limb bone is turned, and stretched along its own line, from joint to joint of the standing model. The kneecap, which
   the source places by a joint coupling, is moved forward until it lies on the femur; the fingers are bent as if at rest.

How they are drawn: the triangles of one bone group are painted into a fine depth buffer, nearest last. The silhouette is the
painted area with its holes; where bones of a group hide each other, only what is seen is kept, so that a group is one shape
without overlaps. Shade is the area facing away from a light ahead and above, darkened where something nearer stands before
it; two steps of it are kept. Creases are lines at which the depth jumps within one bone. Every line is simplified to the
tolerance of its group.
"""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from contourpy import FillType, contour_generator
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import binary_erosion, gaussian_filter, label
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely.geometry import LineString, Polygon
from shapely.ops import linemerge

from edu_lib import spine_loads

OUT = Path(__file__).resolve().parents[1] / "edu_lib" / "data" / "bones.json"
# Rows: right of the picture, up, towards the viewer. From the front a person's right is on the picture's left.
VIEWS = {
    "side": np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1.0]]),
    "front": np.array([[0, 0, -1], [0, 1, 0], [1, 0, 0.0]]),
    "back": np.array([[0, 0, 1], [0, 1, 0], [-1, 0, 0.0]]),
}
LIGHT = {
    "side": np.array([0.46, 0.60, 0.65]),
    "front": np.array([0.0, 0.62, 0.78]),
    "back": np.array([0.0, 0.62, 0.78]),
}
BODY = 1.08  # the model's stature over the source's
VERTEBRA = np.array([1.06, 0.96, 1.06])  # depth, height, width
HEAD = 1.13
SACRUM = 0.93
SACRUM_CURL = (35.0, 115.0, 38.0)  # from and to, mm below the endplate, and degrees in all
SACRUM_TURN_DEG = -10.0
# Height above the hip joint, mm: source, model.
HIP_BONE = ((-60.0, -64.0), (-30.0, -32.0), (0.0, 0.0), (30.0, 25.0), (125.5, 86.0), (142.0, 103.0), (160.0, 122.0))
# By eye: the source's coupling (52.4, -10.8) leaves it floating ahead of this femur.
PATELLA = np.array([34.0, -6.0, 0.0])
LIMB_JOINTS = {
    "thigh": ("hip", "knee"), "shank": ("knee", "ankle"), "foot": (),
    "upper arm": ("shoulder", "elbow"), "forearm": ("elbow", "hands"), "hand": ("elbow", "hands"),
}  # fmt: skip
FINGERS = {"mcp": 0.35, "pm": 0.55, "md": 0.35}
# Centres of the discs in the source's hat frame, L5/S1 first, mm; read off its disc pieces, as are their tilts in degrees.
DISC = np.array([[7.8, -7.0], [15.3, 21.8], [13.9, 52.8], [9.5, 82.4], [-0.5, 107.8], [-10.5, 135.7]])
DISC_TILT = np.array([28.4, 11.3, -0.9, -13.0, -23.7, -27.1])
SACRAL_PLATE = np.array([-81.5, 45.5])  # middle of the endplate of sacrum.stl, mm
SACRAL_RIM = np.array([[-97.0, 54.0], [-66.0, 37.0]])  # its back and front rim
SOCKET_HAT = np.array([-2.0, 376.0, 158.0])  # humeral centre before the shoulder blade's socket, hat frame, mm
LOGO_TRIANGLES, SMALL = 15482, 60  # pieces of the rib mesh that are no bone: a plaque on the breast bone


@dataclass
class Group:
    """Bones drawn as one shape: name, the body that carries them, which layer, and triangles (n, 3, 3) in mm with piece numbers."""

    name: str
    body: str
    layer: str
    triangles: np.ndarray
    piece: np.ndarray
    pixel: float = 0.35
    tolerance: float = 0.5
    line: np.ndarray | None = None  # two joints, mm: the depth of a limb bone is that of the line between them


# ---- reading -----------------------------------------------------------------------------------------------------------------


def stl(folder: Path, name: str) -> np.ndarray:
    """Triangles (n, 3, 3) in mm of a binary STL file."""
    raw = (folder / "meshes" / f"{name}.stl").read_bytes()
    kind = np.dtype([("normal", "<f4", 3), ("corner", "<f4", (3, 3)), ("flag", "<u2")])
    return np.frombuffer(raw, kind, int.from_bytes(raw[80:84], "little"), 84)["corner"].astype(float) * 1000.0


def weld(triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Vertices (v, 3) and the triangles' indices (n, 3); corners within 0.01 mm are one."""
    _, first, index = np.unique(np.round(triangles.reshape(-1, 3), 2), axis=0, return_index=True, return_inverse=True)
    return triangles.reshape(-1, 3)[first], index.reshape(-1, 3)


def pieces(triangles: np.ndarray) -> np.ndarray:
    """Number of the connected piece that each triangle belongs to."""
    _, t = weld(triangles)
    links = np.vstack([t[:, :2], t[:, 1:]])
    n = t.max() + 1
    return connected_components(coo_matrix((np.ones(len(links)), links.T), shape=(n, n)), directed=False)[1][t[:, 0]]


def turn(axis, angle: float) -> np.ndarray:
    """Rotation matrix about `axis` (3,) by `angle` in radians."""
    x, y, z = np.asarray(axis, float) / np.linalg.norm(axis)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def chain(folder: Path, file: str, assets: str) -> tuple[dict, dict]:
    """Meshes of a chain as triangles in its root's frame (mm), and the origins of its bodies."""
    path = {
        m.get("name"): Path(m.get("file")).stem
        for m in ET.parse(folder / assets).getroot().iter("mesh")
        if m.get("file")
    }
    mesh, origin = {}, {}

    def walk(body, rotation, at):
        at = at + rotation @ np.array(body.get("pos", "0 0 0").split(), float) * 1000.0
        for joint in body.findall("joint"):
            kind = joint.get("name", "").split("_")
            if kind[0][:-1] in FINGERS and "flexion" in kind:
                rotation = rotation @ turn(np.array(joint.get("axis").split(), float), FINGERS[kind[0][:-1]])
        origin[body.get("name")] = at
        for geom in body.findall("geom"):
            if geom.get("mesh"):
                name = path[geom.get("mesh")]
                mesh[name] = stl(folder, name) @ rotation.T + at
        for child in body.findall("body"):
            walk(child, rotation, at)

    walk(ET.parse(folder / file).getroot().find(".//body"), np.eye(3), np.zeros(3))
    return mesh, origin


# ---- placing -----------------------------------------------------------------------------------------------------------------


def tilt(degrees: float) -> np.ndarray:
    """Turn in the side view; positive leans forward."""
    return turn([0, 0, 1], -np.radians(degrees))


def limb(triangles, joints, goal, across: float = BODY) -> np.ndarray:
    """Turn and stretch from one pair of joints to another, both (2, 3); `across` scales what lies beside the line."""
    was, now = joints[1] - joints[0], goal[1] - goal[0]
    long, wanted = np.linalg.norm(was), np.linalg.norm(now)
    u, w = was / long, now / wanted
    axis = np.cross(u, w)
    rotation = turn(axis, np.arctan2(np.linalg.norm(axis), u @ w)) if np.linalg.norm(axis) > 1e-9 else np.eye(3)
    grow = across * np.eye(3) + (wanted / long - across) * np.outer(u, u)
    return (triangles - joints[0]) @ (rotation @ grow).T + goal[0]


def rounded(triangles: np.ndarray, times: int = 2) -> np.ndarray:
    """Each triangle cut in four, with edges bowed to meet the surface's normals (PN triangles, Vlachos et al. 2001)."""
    for _ in range(times):
        vertex, index = weld(triangles)
        face = np.cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0])
        normal = np.zeros_like(vertex)
        for c in range(3):
            np.add.at(normal, index[:, c], face)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        a, n = vertex[index], normal[index]
        b, m = np.roll(a, -1, axis=1), np.roll(n, -1, axis=1)
        way = b - a
        bow = ((way * m).sum(-1, keepdims=True) * m - (way * n).sum(-1, keepdims=True) * n) / 8.0
        middle = (a + b) / 2.0 + bow
        triangles = np.concatenate([np.stack(t, axis=1) for t in (
            (a[:, 0], middle[:, 0], middle[:, 2]), (middle[:, 0], a[:, 1], middle[:, 1]),
            (middle[:, 2], middle[:, 1], a[:, 2]), (middle[:, 0], middle[:, 1], middle[:, 2]))])  # fmt: skip
    return triangles


def curled(sacrum) -> np.ndarray:
    """The sacrum with its lower part bent forward, more the further down: the mesh is straight and ends without a tail bone."""
    low, high, most = SACRUM_CURL
    down = np.array([-0.45, -0.89, 0.0])  # along the mesh's bone, from the endplate
    t = np.clip(sacrum @ down, low, None)
    rate = np.radians(most) / (high - low)
    angle = rate * (t - low)
    # A straight beam laid on an arc: `off` is the distance from its middle line, forward positive.
    ahead = np.array([-down[1], down[0], 0.0])
    off = sacrum @ ahead
    arc = (np.cos(angle) - 1.0) / -rate + (off * np.cos(angle))
    along = np.minimum(sacrum @ down, low) + np.sin(angle) / rate - off * np.sin(angle)
    out = along[..., None] * down + arc[..., None] * ahead
    out[..., 2] = sacrum[..., 2]
    return out


def mirrored(triangles: np.ndarray) -> np.ndarray:
    return (triangles * [1, 1, -1])[:, ::-1]


def place(folder: Path) -> tuple[dict[str, list], dict, dict]:
    """Every bone standing in the world frame, mm: name -> list of pieces; then joints and endplates of the picture, metres."""
    geometry = spine_loads().geometry
    joint = geometry.joint_m[::-1] * 1000.0  # L5/S1 first
    model_tilt = np.degrees(np.arctan2(geometry.disc_axis[::-1, 0], geometry.disc_axis[::-1, 1]))
    bones: dict[str, list] = {}

    lumbar = stl(folder, "hat_lumbar")
    part = pieces(lumbar)
    order = sorted(
        (k for k in range(part.max() + 1) if (part == k).sum() > 200), key=lambda k: lumbar[part == k][..., 1].mean()
    )
    for i, k in enumerate(order):
        middle = np.array([*(DISC[i] + DISC[i + 1]) / 2, 0.0])
        goal = (joint[i] + joint[i + 1]) / 2
        own = tilt((DISC_TILT[i] + DISC_TILT[i + 1]) / 2)
        new = tilt((model_tilt[i] + model_tilt[i + 1]) / 2)
        bones[f"L{5 - i}"] = [((lumbar[part == k] - middle) @ own * VERTEBRA) @ new.T + goal]

    base = np.array([*DISC[5], 0.0])
    lean = tilt(model_tilt[5] - DISC_TILT[5])

    def thorax(triangles):
        return (triangles - base) @ lean.T * BODY + joint[5]

    spine = stl(folder, "hat_thoracic")
    part = pieces(spine)
    bones["thoracic"] = [thorax(spine[part == k]) for k in range(part.max() + 1)]
    ribs = stl(folder, "hat_ribs_scap")
    part = pieces(ribs)
    found = sorted((k for k in range(part.max() + 1) if (part == k).sum() > SMALL), key=lambda k: (part == k).sum())
    bones["ribs"], bones["girdle"] = [], []
    shift = geometry.shoulder_m * 1000.0 - thorax(SOCKET_HAT) * [1, 1, 0]
    print("shoulder girdle moved by", np.round(shift, 1), "mm")
    for k in found:
        n, own = (part == k).sum(), ribs[part == k]
        if n == LOGO_TRIANGLES:
            continue
        if n == 1450:
            bones["sternum"] = [thorax(own)]
        elif n in (1595, 524):
            bones["girdle"].append(thorax(own) + shift * [1, 1, 0])
        else:
            bones["ribs"].append(thorax(own))

    neck = thorax(np.array([-12.0, 407.0, 0.0]))  # C7/T1
    low = np.array([-12.0, 407.0, 0.0])
    head = [stl(folder, name) for name in ("hat_skull", "hat_jaw", "hat_cervical")]
    ahead = np.array([-6.0, 0.0, 0.0])
    bones["skull"], bones["jaw"] = ([(m - low) * HEAD + neck + ahead] for m in head[:2])
    part = pieces(head[2])
    necks = [head[2][part == k] for k in range(part.max() + 1)]
    bones["cervical"] = [(m - low) * HEAD + neck + ahead * (m[..., 1].mean() - low[1]) / 100 for m in necks]
    print("crown at", round(bones["skull"][0][..., 1].max()), "mm")

    slope = np.radians(41.0)
    plate = -np.array([np.sin(slope), np.cos(slope), 0.0]) * 4.5
    sacral = curled(rounded(stl(folder, "sacrum"), 1) - [*SACRAL_PLATE, 0.0])
    bones["sacrum"] = [sacral @ tilt(-SACRUM_TURN_DEG).T * [SACRUM, SACRUM, BODY] + plate]
    legs, at = chain(folder, "leg/assets/myolegs_chain.xml", "leg/assets/myolegs_assets.xml")
    hip = geometry.hip_m * 1000.0
    own = (rounded(legs["r_pelvis"]) - at["femur_r"] * [1, 1, 0]) * [BODY, 1.0, BODY]
    own[..., 1] = PchipInterpolator(*np.array(HIP_BONE).T)(own[..., 1])
    bones["hip bone"] = [own + hip * [1, 1, 0]]

    beside = {"hip": at["femur_r"][2], "knee": at["tibia_r"][2], "ankle": at["talus_r"][2]}
    right = {name: np.array([0, 0, z * BODY]) for name, z in beside.items()}
    right["shoulder"] = thorax(SOCKET_HAT) * [0, 0, 1]
    right["elbow"] = right["shoulder"] + [0, 0, 22.0]
    right["hands"] = right["shoulder"] + [0, 0, 40.0]
    j = {k: getattr(geometry, f"{k}_m") * 1000.0 + z for k, z in right.items()}
    floor = -0.039 * 1750.0
    patella = legs["r_patella"] + PATELLA
    knee = (at["femur_r"], at["tibia_r"])
    bones["thigh"] = [limb(legs["r_femur"], knee, (j["hip"], j["knee"]))]
    # The source's ankle is lower above the floor than the model's: the shin reaches down to it, and the foot stands on the floor.
    foot = [(legs[n] - at["talus_r"]) * BODY for n in ("r_talus", "r_foot", "r_bofoot")]
    drop = floor - min(m[..., 1].min() for m in foot)
    down = j["ankle"] + [0, drop, 0]
    shin = (j["knee"], down)
    bones["shank"] = [
        limb(m, (at["tibia_r"], at["talus_r"]), shin) for m in (legs["r_tibia"], legs["r_fibula"], patella)
    ]
    bones["foot"] = [m + down for m in foot]
    print("ankle of the foot is", round(drop, 1), "mm from the model's")
    arm, at = chain(folder, "arm/assets/myoarm_r_chain.xml", "arm/assets/myoarm_r_assets.xml")
    grip = (at["ulna_r"], at["3proxph_r"])
    bones["upper arm"] = [limb(arm["humerus"], (at["humerus_r"], at["ulna_r"]), (j["shoulder"], j["elbow"]))]
    bones["forearm"] = [limb(arm[n], grip, (j["elbow"], j["hands"])) for n in ("ulna", "radius")]
    skip = ("humerus", "ulna", "radius", "scapula", "clavicle")
    bones["hand"] = [limb(m, grip, (j["elbow"], j["hands"])) for n, m in arm.items() if n not in skip]
    ends = {f"L{5 - i}": endplates(bones[f"L{5 - i}"][0], joint[i], joint[i + 1]) for i in range(5)}
    twelfth = min((p for p in bones["thoracic"] if len(p) > 200), key=lambda p: p[..., 1].mean())
    up = lean @ [np.sin(np.radians(-25.0)), np.cos(np.radians(-25.0)), 0.0] * 30.0
    ends["thorax"] = [*endplates(twelfth, joint[5], joint[5] + up)[:2], None, None]
    rim = (SACRAL_RIM - SACRAL_PLATE) @ tilt(-SACRUM_TURN_DEG)[:2, :2].T * SACRUM + plate[:2]
    ends["pelvis"] = [None, None, *(rim / 1000.0).round(5).tolist()[::-1]]
    j["head"] = geometry.head_m * 1000.0
    return bones, {k: (v / 1000.0).round(5).tolist() for k, v in j.items()}, ends


def endplates(vertebra, below, above) -> list:
    """Back and front corner of the lower and upper endplate in the mid-sagittal plane, metres: [[x, y] * 4]."""
    along = (above - below)[:2] / np.linalg.norm((above - below)[:2])
    ahead = np.array([along[1], -along[0]])
    p = vertebra.reshape(-1, 3)
    p = p[abs(p[:, 2]) < 12.0][:, :2] - (below + above)[:2] / 2
    t, s = p @ along, p @ ahead
    p, t, s = p[s > -19.0], t[s > -19.0], s[s > -19.0]  # the body, without pedicles
    corner = [p[np.argmax(a * s + b * 1.5 * t)] for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return ((np.array(corner) + (below + above)[:2] / 2) / 1000.0).round(5).tolist()


# ---- grouping ----------------------------------------------------------------------------------------------------------------


def groups(bones: dict, joints: dict, view: str) -> list[Group]:
    """What is drawn together, farthest first."""

    def make(name, body, layer, parts, pixel=0.35, tolerance=0.5):
        piece = np.concatenate([np.full(len(p), i) for i, p in enumerate(parts)])
        return Group(name, body, layer, np.concatenate(parts), piece, pixel, tolerance)

    def half(parts, keep):
        """Each part's triangles whose centre is kept."""
        cut = [p[keep(p.mean(axis=1))] for p in parts]
        return [p for p in cut if len(p)]

    limbs = [make(name, name, "near", bones[name], 0.45, 1.0) for name in LIMB_JOINTS]
    for part, ends in zip(limbs, LIMB_JOINTS.values(), strict=True):
        part.line = np.array([joints[end] for end in ends]) * 1000.0 if ends else None
    spine = [make(f"L{k}", f"L{k}", "middle", bones[f"L{k}"], 0.2, 0.4) for k in (5, 4, 3, 2, 1)]
    if view == "front":
        spine = spine[::-1]
    column = make("thoracic vertebrae", "thorax", "middle", bones["thoracic"], 0.3, 0.6)
    head = make("neck and head", "head", "middle", bones["cervical"] + bones["skull"] + bones["jaw"], 0.4, 0.7)
    right = [r for r in bones["ribs"] if r[..., 2].mean() > 0]
    left = [r for r in bones["ribs"] if r[..., 2].mean() < 0]
    if view == "side":
        girdle = [g for g in bones["girdle"] if g[..., 2].mean() > 0]
        return [
            make("left hip bone", "pelvis", "far", [mirrored(bones["hip bone"][0])], 0.35, 0.6),
            make("left ribs", "thorax", "far", left, 0.35, 0.9),
            make("sacrum", "pelvis", "middle", bones["sacrum"], 0.3, 0.5), *spine, column,
            make("breast bone", "thorax", "middle", bones["sternum"], 0.35, 0.8), head,
            make("right ribs", "thorax", "near", right, 0.35, 0.8),
            make("right hip bone", "pelvis", "near", bones["hip bone"], 0.35, 0.6),
            *limbs[:3],
            make("right shoulder girdle", "shoulders", "near", girdle, 0.4, 0.8), *limbs[3:],
        ]  # fmt: skip
    middle = np.mean([r.reshape(-1, 3).min(0) + r.reshape(-1, 3).max(0) for r in bones["ribs"]], axis=0)[0] / 2
    fore, hind = (half(bones["ribs"], lambda c, s=s: s * (c[:, 0] - middle) > 0) for s in (1, -1))
    shoulder = [g for g in bones["girdle"] if len(g) > 1000], [g for g in bones["girdle"] if len(g) < 1000]
    near, far = ("near", "far") if view == "front" else ("far", "near")
    both = [*bones["sacrum"], *bones["hip bone"], mirrored(bones["hip bone"][0])]
    hips = make("pelvis", "pelvis", near if view == "front" else "middle", both, 0.4, 0.6)
    chest = make("front ribs and breast bone", "thorax", near, fore + bones["sternum"], 0.35, 0.9)
    back = make("back ribs", "thorax", far if view == "front" else "middle", hind, 0.35, 0.9)
    blades = make("shoulder blades", "shoulders", far, shoulder[0], 0.4, 0.8)
    collar = make("collar bones", "shoulders", near, shoulder[1], 0.4, 0.8)
    if view == "front":
        return [blades, back, limbs[0], hips, column, *spine, head, chest, collar, *limbs[1:]]
    return [collar, chest, back, *limbs[1::-1], hips, *spine, column, head, blades, *limbs[2:]]


# ---- drawing -----------------------------------------------------------------------------------------------------------------


def paint(group: Group, basis: np.ndarray):
    """Depth, piece number and unit normal of what is seen, on a grid; with the grid's lower left corner in mm."""
    triangles = group.triangles @ basis.T
    corner, normal, number = [], [], []
    for k in np.unique(group.piece):
        own = triangles[group.piece == k]
        vertex, index = weld(own)
        face = np.cross(own[:, 1] - own[:, 0], own[:, 2] - own[:, 0])
        smooth = np.zeros_like(vertex)
        for c in range(3):
            np.add.at(smooth, index[:, c], face)
        corner.append(own)
        normal.append(smooth[index])
        number.append(np.full(len(own), k))
    corner, normal, number = np.concatenate(corner), np.concatenate(normal), np.concatenate(number)
    pad = 12
    low = corner[..., :2].min((0, 1)) - pad * group.pixel
    shape = tuple(np.ceil((corner[..., :2].max((0, 1)) - low) / group.pixel).astype(int)[::-1] + pad)
    steps = (
        np.ceil(np.linalg.norm(corner - np.roll(corner, 1, axis=1), axis=2).max(1) / (0.7 * group.pixel)).astype(int)
        + 1
    )
    at, values = [], []
    for n in np.unique(steps):
        i, j = np.meshgrid(np.arange(n + 1), np.arange(n + 1))
        weight = np.stack([i, j, n - i - j], -1)[i + j <= n] / n
        own = steps == n
        point = np.einsum("wc,tcx->twx", weight, corner[own])
        cell = np.round((point[..., :2] - low) / group.pixel).astype(int)
        at.append((cell[..., 1] * shape[1] + cell[..., 0]).ravel())
        shine = np.einsum("wc,tcx->twx", weight, normal[own])
        whose = np.broadcast_to(number[own][:, None, None], (*point.shape[:2], 1))
        values.append(np.concatenate([point[..., 2:], whose, shine], -1).reshape(-1, 5))
    at, values = np.concatenate(at), np.concatenate(values)
    order = np.argsort(values[:, 0], kind="stable")
    image = np.full((shape[0] * shape[1], 5), np.nan)
    image[at[order]] = values[order]
    image = image.reshape(*shape, 5)
    unit = image[..., 2:] / np.linalg.norm(image[..., 2:], axis=-1, keepdims=True)
    unit *= np.where(unit[..., 2:] < 0, -1.0, 1.0)
    return image[..., 0], image[..., 1], unit, low


def areas(mask, level: float, group: Group, low, least: float, tolerance: float) -> list[Polygon]:
    """Polygons of where `mask` exceeds `level`, simplified, without specks smaller than `least` mm2 (islands and holes)."""
    out = []
    points, offsets = contour_generator(z=mask, fill_type=FillType.OuterOffset).filled(level, 9.0)
    for p, o in zip(points, offsets, strict=True):
        rings = [p[a:b] * group.pixel + low for a, b in zip(o[:-1], o[1:], strict=True)]
        shape = Polygon(rings[0], [r for r in rings[1:] if Polygon(r).area > least]).buffer(0).simplify(tolerance)
        for polygon in getattr(shape, "geoms", [shape]):
            if polygon.area > least:
                out.append(polygon)
    return out


def blurred(values, inside, sigma: float):
    """Gaussian mean of the values inside, taking no notice of what is outside."""
    weight = gaussian_filter(inside.astype(float), sigma)
    return gaussian_filter(np.where(inside, values, 0.0), sigma) / np.maximum(weight, 1e-6)


def creases(depth, number, facing, group: Group, low, jump: float, least: float) -> list[np.ndarray]:
    """Lines within the outline where the depth of one bone jumps by more than `jump` mm from pixel to pixel.

    `facing` is how far the surface turns to the viewer (1: fully). What lies behind an edge must face the viewer: a surface
    that only slopes away steeply is no crease.
    """
    depth = np.where(binary_erosion(np.isfinite(depth), iterations=round(1.0 / group.pixel)), depth, np.nan)
    lines = []
    for axis in (0, 1):
        a, b = (depth[:-1], depth[1:]) if axis == 0 else (depth[:, :-1], depth[:, 1:])
        m, n = (number[:-1], number[1:]) if axis == 0 else (number[:, :-1], number[:, 1:])
        f, g = (facing[:-1], facing[1:]) if axis == 0 else (facing[:, :-1], facing[:, 1:])
        y, x = np.nonzero((abs(a - b) > jump) & (m == n) & (np.where(a < b, f, g) > 0.35))
        # The step lies on the edge between two pixels, half a pixel on.
        ends = [((x - 0.5, y + 0.5), (x + 0.5, y + 0.5)), ((x + 0.5, y - 0.5), (x + 0.5, y + 0.5))][axis]
        lines += [
            LineString([p, q]) for p, q in zip(zip(*ends[0], strict=True), zip(*ends[1], strict=True), strict=True)
        ]
    if not lines:
        return []
    merged = linemerge(lines)
    out = []
    for line in getattr(merged, "geoms", [merged]):
        if line.length * group.pixel > least:
            p = np.array(line.coords) * group.pixel + low
            for _ in range(4):  # steps of the grid become a line
                p[1:-1] = (p[:-2] + 2 * p[1:-1] + p[2:]) / 4
            out.append(np.array(LineString(p).simplify(group.tolerance).coords))
    return out


def depth_plane(group: Group, depth, inside, low, basis) -> list[float]:
    """a, b, c of the plane depth = a + b right + c up that is nearest to what is seen, or that holds a limb's joints."""
    if group.line is not None:
        (_, v0, d0), (_, v1, d1) = group.line @ basis.T
        c = (d1 - d0) / (v1 - v0)
        return [d0 - c * v0, 0.0, c]
    v, h = np.nonzero(inside)
    grid = np.column_stack([np.ones(len(h)), h * group.pixel + low[0], v * group.pixel + low[1]])
    # Least squares, held back from steep planes: a group whose depth hardly follows its outline stays upright.
    centre = grid.mean(0) * [0, 1, 1]
    spread = len(h) * 40.0
    slope = np.linalg.solve(
        (grid - centre).T @ (grid - centre) + np.diag([0, spread, spread]), (grid - centre).T @ depth[inside]
    )
    return [slope[0] - slope[1:] @ centre[1:], *slope[1:]]


def draw(group: Group, view: str) -> dict:
    """Outline, two steps of shade, creases and the plane that stands for the group's depth; tenths of a millimetre."""
    depth, number, normal, low = paint(group, VIEWS[view])
    inside = np.isfinite(depth)
    fine = group.tolerance < 0.7
    # Single missed pixels within a bone are no holes.
    gaps, count = label(~inside)
    sizes = np.bincount(gaps.ravel())
    tiny = np.isin(gaps, np.flatnonzero(sizes < 6)) & ~inside
    outline = []
    for k in np.unique(number[inside]):
        mask = gaussian_filter(((number == k) | tiny).astype(float), (0.4 if fine else 0.5) / group.pixel)
        outline += areas(mask, 0.5, group, low, 6.0, group.tolerance)
    light = blurred(normal @ LIGHT[view], inside, 0.5 / group.pixel)
    behind = np.clip(blurred(depth, inside, 2.5 / group.pixel) - depth, 0.0, 6.0) / 6.0
    dark = np.where(inside, 0.5 - 0.5 * light + 0.55 * behind, 0.0)
    dark = np.where(inside, blurred(dark, inside, 0.35 / group.pixel), 0.0)
    shade = [areas(dark, level, group, low, 12.0 if fine else 25.0, 1.8 * group.tolerance) for level in (0.30, 0.46)]
    lines = creases(depth, number, normal[..., 2], group, low, 2.2, 5.0 if fine else 9.0)
    plane = depth_plane(group, depth, inside, low, VIEWS[view])

    def tenths(points):
        return np.round(np.asarray(points) * 10).astype(int)

    def rings(polygons):
        return [pack(tenths(r.coords)[:-1]) for p in polygons for r in (p.exterior, *p.interiors)]

    return {
        "name": group.name, "body": group.body, "layer": group.layer,
        "plane": [round(plane[0], 2), round(plane[1], 5), round(plane[2], 5)],
        "outline": rings(outline), "shade": [rings(s) for s in shade], "crease": [pack(tenths(p)) for p in lines],
    }  # fmt: skip


def pack(points: np.ndarray) -> list[int]:
    """x0, y0 and then the steps: shorter in a text file."""
    return np.vstack([points[:1], np.diff(points, axis=0)]).ravel().tolist()


def main(folder: str) -> None:
    bones, joints, ends = place(Path(folder))
    views = {}
    for view in VIEWS:
        views[view] = [draw(group, view) for group in groups(bones, joints, view)]
        total = 0
        for g in views[view]:
            count = [sum(len(r) // 2 for r in rings) for rings in (g["outline"], *g["shade"], g["crease"])]
            total += sum(count)
            print(f"{view:6s}{g['name']:28s}{count}")
        print(view, total, "points")
    reference = spine_loads().geometry
    data = {
        "attribution": "Bone outlines projected by tools/build_outlines.py from the meshes of the package myo-sim 0.2.4 (MyoHub), "
        "Apache License 2.0. Changed: placed on the joints of this course's spine model, scaled, simplified.",
        "unit": "outlines in 0.1 mm: first point, then steps. plane a, b, c: depth towards the viewer in mm = a + b right + c up. "
        "All standing, 1.75 m tall",
        "joints_m": joints, "endplates_m": ends,
        "origin_m": {b: o.round(5).tolist() for b, o in zip(reference.bodies, reference.origin_m, strict=True)},
        "views": views,
    }  # fmt: skip
    OUT.write_text(json.dumps(data, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n", encoding="utf-8")
    print(OUT.name, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python tools/build_outlines.py FOLDER, the folder myo_sim/models of the package myo-sim.")
    main(sys.argv[1])
