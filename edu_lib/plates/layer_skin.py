"""The body's outline, its skin, and marks that are lines: drawn by eye around the bones."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

from .part import Part
from .skin import discs, smooth_closed
from .trunk_surface import smooth

__all__ = ["add_discs", "add_marks", "add_skin", "edge_of"]

_HALF = (
    (0.058, 0.530), (0.059, 0.502), (0.078, 0.484), (0.116, 0.470), (0.154, 0.459), (0.184, 0.443), (0.203, 0.416),
    (0.211, 0.384),
    (0.213, 0.352), (0.212, 0.332), (0.190, 0.324), (0.171, 0.322), (0.1655, 0.312), (0.167, 0.280), (0.163, 0.220),
    (0.156, 0.160),
    (0.1505, 0.110), (0.1505, 0.070), (0.158, 0.020), (0.168, -0.030), (0.175, -0.085), (0.178, -0.140),
    (0.177, -0.200), (0.175, -0.240),
)  # fmt: skip
_SIDE = (
    (-0.052, -0.240), (-0.084, -0.200), (-0.118, -0.168), (-0.132, -0.128), (-0.128, -0.085), (-0.108, -0.035),
    (-0.086, 0.020), (-0.079, 0.080), (-0.090, 0.145), (-0.112, 0.215), (-0.125, 0.300), (-0.122, 0.375),
    (-0.098, 0.432),
    (-0.068, 0.474), (-0.054, 0.520), (-0.048, 0.560), (0.040, 0.560), (0.044, 0.520), (0.042, 0.488),
    (0.048, 0.458), (0.075, 0.420),
    (0.106, 0.370), (0.124, 0.318), (0.126, 0.285), (0.120, 0.262), (0.121, 0.215), (0.119, 0.165), (0.114, 0.110),
    (0.116, 0.055),
    (0.118, 0.005), (0.113, -0.050), (0.103, -0.095), (0.098, -0.125), (0.098, -0.160), (0.096, -0.240),
)  # fmt: skip
# Lines on the skin; on the right half where both halves have them.
_CREASES = {
    "front": (
        ((0.018, 0.438), (0.050, 0.447), (0.100, 0.452), (0.146, 0.458)),  # collar bone
        ((0.014, 0.446), (0.009, 0.438), (0.0, 0.434)),  # notch of the breast bone
        ((0.171, 0.322), (0.158, 0.342), (0.154, 0.372), (0.158, 0.396)),  # fold before the armpit
        ((0.150, 0.322), (0.122, 0.292), (0.082, 0.279), (0.040, 0.284), (0.016, 0.296)),  # lower edge of the chest
        ((0.012, 0.236), (0.038, 0.212), (0.066, 0.180), (0.088, 0.148), (0.094, 0.128)),  # costal margin
        ((0.0, 0.386), (0.0, 0.320)),
        ((0.0, 0.232), (0.0, 0.150), (0.0, 0.078)),  # middle
        ((0.083, 0.112), (0.081, 0.060), (0.072, 0.008), (0.058, -0.030)),  # edge of the rectus
        ((0.142, -0.020), (0.112, -0.050), (0.072, -0.080), (0.034, -0.108)),  # groin
        ((0.150, 0.034), (0.140, 0.026), (0.130, 0.022)),  # iliac crest
        ((0.022, -0.124), (0.007, -0.150), (0.004, -0.200)),
    ),
    "back": (
        ((0.0, 0.470), (0.0, 0.300), (0.0, 0.120), (0.0, 0.010)),  # furrow
        ((0.046, 0.408), (0.078, 0.398), (0.090, 0.360), (0.100, 0.312), (0.122, 0.284), (0.140, 0.296)),  # blade bone
        ((0.088, 0.420), (0.120, 0.430), (0.154, 0.438)),  # its spine
        ((0.171, 0.322), (0.158, 0.342), (0.156, 0.370)),
        ((0.048, 0.175), (0.058, 0.110), (0.056, 0.052)),  # edge of the back muscles
        ((0.150, 0.036), (0.124, 0.036), (0.094, 0.028)),  # iliac crest
        ((0.035, -0.010), (0.041, -0.015), (0.047, -0.010)),  # dimple
        ((0.0, -0.066), (0.0015, -0.110), (0.0, -0.200)),
        ((0.006, -0.172), (0.040, -0.186), (0.090, -0.184), (0.126, -0.172)),  # fold
    ),
    "side": (
        ((-0.046, 0.336), (-0.052, 0.380), (-0.040, 0.424), (-0.004, 0.450), (0.030, 0.430), (0.046, 0.390),
         (0.048, 0.336)),
        ((0.048, 0.336), (0.030, 0.322), (0.000, 0.318), (-0.030, 0.323), (-0.046, 0.336)),  # cut arm
        ((0.052, 0.330), (0.072, 0.298), (0.098, 0.280), (0.118, 0.278)),  # lower edge of the chest
        ((0.098, 0.190), (0.088, 0.155), (0.062, 0.130), (0.024, 0.132)),
        ((-0.046, 0.316), (-0.052, 0.250), (-0.046, 0.170), (-0.030, 0.110)),  # edge of the latissimus
        ((-0.056, 0.004), (-0.026, 0.030), (0.010, 0.034), (0.050, 0.006), (0.084, -0.028)),  # iliac crest
        ((0.092, -0.050), (0.080, -0.080), (0.066, -0.104)),
        ((-0.112, -0.172), (-0.080, -0.184), (-0.040, -0.176)),
        ((-0.030, -0.080), (-0.014, -0.096), (-0.018, -0.130)),
    ),
}  # fmt: skip
# Places in the shade: closed shapes, on the right half where both halves have them.
_SHADE = {
    "front": (
        ((0.213, 0.360), (0.2115, 0.331), (0.190, 0.324), (0.171, 0.322), (0.1655, 0.312), (0.167, 0.280),
         (0.163, 0.220), (0.156, 0.160),
         (0.1505, 0.110), (0.1505, 0.070), (0.158, 0.020), (0.168, -0.030), (0.175, -0.085), (0.178, -0.140),
         (0.176, -0.230),
         (0.158, -0.200), (0.160, -0.100), (0.146, -0.020), (0.134, 0.060), (0.134, 0.120), (0.144, 0.200),
         (0.150, 0.270), (0.152, 0.316),
         (0.176, 0.332), (0.198, 0.346)),
        ((0.150, 0.321), (0.122, 0.291), (0.082, 0.278), (0.040, 0.283), (0.012, 0.298), (0.040, 0.272),
         (0.084, 0.266), (0.126, 0.280)),
        ((0.012, 0.236), (0.038, 0.212), (0.066, 0.180), (0.088, 0.148), (0.094, 0.126), (0.080, 0.140),
         (0.054, 0.170), (0.026, 0.204)),
        ((0.083, 0.116), (0.081, 0.060), (0.072, 0.008), (0.056, -0.034), (0.076, -0.006), (0.088, 0.050),
         (0.089, 0.090)),
        ((0.142, -0.020), (0.112, -0.050), (0.072, -0.080), (0.030, -0.112), (0.070, -0.092), (0.116, -0.062)),
    ),
    "back": (
        ((0.213, 0.360), (0.2115, 0.331), (0.190, 0.324), (0.171, 0.322), (0.1655, 0.312), (0.167, 0.280),
         (0.163, 0.220), (0.156, 0.160),
         (0.1505, 0.110), (0.1505, 0.070), (0.158, 0.020), (0.168, -0.030), (0.175, -0.085), (0.178, -0.140),
         (0.176, -0.230),
         (0.158, -0.200), (0.164, -0.100), (0.146, -0.020), (0.134, 0.060), (0.134, 0.120), (0.144, 0.200),
         (0.150, 0.270), (0.152, 0.316),
         (0.176, 0.332), (0.198, 0.346)),
        ((0.0005, 0.440), (0.0005, 0.020), (0.012, 0.060), (0.013, 0.140), (0.010, 0.260), (0.006, 0.360)),
        ((0.078, 0.398), (0.090, 0.360), (0.100, 0.312), (0.122, 0.284), (0.140, 0.296), (0.124, 0.274),
         (0.094, 0.296), (0.080, 0.350)),
        ((0.0005, -0.066), (0.0005, -0.200), (0.014, -0.190), (0.008, -0.130)),
        ((0.006, -0.172), (0.040, -0.186), (0.090, -0.184), (0.126, -0.172), (0.090, -0.197), (0.036, -0.199)),
    ),
    "side": (
        ((-0.084, -0.200), (-0.118, -0.168), (-0.132, -0.128), (-0.128, -0.085), (-0.108, -0.035), (-0.086, 0.020),
         (-0.079, 0.080),
         (-0.090, 0.145), (-0.112, 0.215), (-0.125, 0.300), (-0.122, 0.375), (-0.098, 0.432), (-0.102, 0.380),
         (-0.106, 0.300),
         (-0.092, 0.215), (-0.070, 0.145), (-0.058, 0.080), (-0.066, 0.020), (-0.090, -0.035), (-0.110, -0.090),
         (-0.114, -0.135), (-0.100, -0.170)),
        ((0.052, 0.330), (0.072, 0.298), (0.098, 0.280), (0.120, 0.277), (0.100, 0.268), (0.068, 0.282)),
        ((0.048, 0.336), (0.030, 0.322), (0.000, 0.318), (-0.030, 0.323), (-0.046, 0.336), (-0.040, 0.306),
         (0.000, 0.296), (0.038, 0.310)),
        ((0.100, 0.196), (0.088, 0.155), (0.062, 0.130), (0.020, 0.132), (0.060, 0.120), (0.096, 0.144)),
        ((-0.112, -0.172), (-0.080, -0.184), (-0.040, -0.176), (-0.076, -0.198)),
    ),
}  # fmt: skip
# Edges of bones that have a name; drawn when they are chosen.
_EDGES = {
    ("front", "iliac crest"): (
        (0.050, 0.016), (0.062, 0.029), (0.082, 0.035), (0.102, 0.030), (0.122, 0.016), (0.138, 0.000), (0.144, -0.016),
    ),
    ("back", "iliac crest"): (
        (0.050, 0.016), (0.062, 0.029), (0.082, 0.035), (0.102, 0.030), (0.122, 0.016), (0.138, 0.000), (0.144, -0.016),
    ),
    ("side", "iliac crest"): (
        (-0.060, -0.018), (-0.042, 0.012), (-0.018, 0.031), (0.002, 0.035), (0.022, 0.027), (0.054, 0.000), (0.086, -0.030),
    ),
    ("front", "costal margin"): ((0.010, 0.228), (0.046, 0.196), (0.078, 0.163), (0.098, 0.134), (0.112, 0.122), (0.122, 0.124)),
    ("side", "costal margin"): (
        (0.101, 0.200), (0.104, 0.165), (0.096, 0.140), (0.078, 0.125), (0.062, 0.122), (0.040, 0.131), (0.000, 0.152),
    ),
}  # fmt: skip
# The inside of the chest, which gives the ribs a ground.
_CHEST = {
    "front": (
        (-0.004, 0.440), (0.040, 0.444), (0.078, 0.428), (0.112, 0.390), (0.132, 0.345), (0.142, 0.295), (0.144, 0.240),
        (0.141, 0.190), (0.133, 0.150), (0.118, 0.127), (0.086, 0.158), (0.050, 0.194), (0.020, 0.222), (-0.004, 0.230),
    ),
    "side": (
        (-0.036, 0.455), (0.010, 0.430), (0.048, 0.385), (0.074, 0.330), (0.086, 0.270), (0.096, 0.210), (0.100, 0.165),
        (0.084, 0.132), (0.058, 0.128), (0.000, 0.140), (-0.044, 0.160), (-0.078, 0.195), (-0.092, 0.240), (-0.092, 0.300),
        (-0.086, 0.360), (-0.066, 0.420),
    ),
}  # fmt: skip
# Upper and lower endplates that meet at a disc, from the side: back and front of the lower bone, back and front of the upper
# one. They are those of the outlines of `bones`.
_ENDPLATES = (
    ((-0.0158, 0.0069), (0.0099, -0.0137), (-0.0086, 0.0088), (0.0159, -0.0004)),
    ((-0.0076, 0.0314), (0.0232, 0.0248), (-0.0037, 0.0372), (0.0252, 0.0352)),
    ((-0.0070, 0.0612), (0.0243, 0.0624), (-0.0054, 0.0684), (0.0223, 0.0727)),
    ((-0.0137, 0.0910), (0.0176, 0.0997), (-0.0121, 0.0991), (0.0141, 0.1065)),
    ((-0.0222, 0.1200), (0.0071, 0.1321), (-0.0254, 0.1268), (0.0033, 0.1384)),
    ((-0.0331, 0.1518), (-0.0028, 0.1612), (-0.0334, 0.1566), (-0.0078, 0.1671)),
)
_HALF_DISC_M = (0.0205, 0.0060)  # half width and half height of a disc from the front


def _outline(view: str) -> Path:
    if view == "side":
        return smooth_closed(np.array(_SIDE))
    half = smooth(np.array(_HALF), 6)
    ring = np.vstack([half, half[::-1] * (-1, 1)])
    return Path(np.vstack([ring, ring[:1]]), [Path.MOVETO] + [Path.LINETO] * (len(ring) - 1) + [Path.CLOSEPOLY])


def _lines(view: str, lines) -> Path:
    both = []
    for line in lines:
        curve = smooth(np.array(line), 6)
        both.append(curve)
        if view != "side" and max(x for x, _ in line) > 0:
            both.append(curve * (-1, 1))
    codes = [code for line in both for code in [Path.MOVETO] + [Path.LINETO] * (len(line) - 1)]
    return Path(np.vstack(both), codes)


def _patches(view: str, rings) -> Path:
    paths = [smooth_closed(np.array(ring), 0.8) for ring in rings]
    if view != "side":
        paths += [Path(path.vertices * (-1, 1), path.codes) for path in paths]
    return Path.make_compound_path(*paths)


def edge_of(view: str, structure: str) -> Path | None:
    """The edge of a bone that a structure is, or None."""
    line = _EDGES.get((view, structure))
    return _lines(view, (line,)) if line else None


def add_skin(frame: Part, view: str) -> list[tuple]:
    """The body behind the bones and, at depth 0, the skin before them: (artist, depths, structure)."""
    c, outline = frame.palette, _outline(view)
    rim = c["skin_edge"]
    behind = frame.shape("body", outline, facecolor=c["skin"], edgecolor=rim, linewidth=0.7, alpha=0.35, zorder=0.5)
    chest = _patches(view, (_CHEST["side" if view == "side" else "front"],))
    inside = frame.shape("chest", chest, facecolor=c["skin_far"], alpha=0.6, zorder=0.6)
    skin = frame.shape("skin", outline, facecolor=c["skin"], edgecolor=rim, linewidth=1.3, zorder=7)
    shade = frame.shape("skin-shade", _patches(view, _SHADE[view]), facecolor=c["skin_far"], zorder=7.005)
    lines = frame.shape(
        "skin-lines", _lines(view, _CREASES[view]), edgecolor=rim, linewidth=1.0, alpha=0.8, zorder=7.01
    )
    under = tuple(range(1, 7))
    return [(behind, under, ""), (inside, under, ""), *((artist, (0,), "skin") for artist in (skin, shade, lines))]


def add_discs(frame: Part, view: str) -> list:
    """The discs of the lumbar spine, under the bones."""
    style = {"facecolor": frame.palette["fascia"], "edgecolor": frame.palette["fascia_edge"], "linewidth": 0.7}
    ends = np.array(_ENDPLATES)
    if view == "side":
        paths = discs(ends[:, :2], ends[:, 2:])
    else:
        box = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * _HALF_DISC_M
        codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY]
        paths = [Path(box + (0, end[:, 1].mean()), codes) for end in ends]
    return [frame.shape("discs", Path.make_compound_path(*paths), zorder=0.995, **style)]


def add_marks(frame: Part, view: str) -> list[tuple]:
    """Umbilicus and the lines of the front wall: (artist, depths, structure)."""
    c, out = frame.palette, []
    if view == "front":
        navel = Path.unit_circle().vertices
        codes = Path.unit_circle().codes
        for k, (wide, role) in enumerate(((0.0062, "skin_edge"), (0.0030, "muscle_edge"))):
            shape = frame.shape(
                f"umbilicus{k}",
                Path(navel * (wide * 0.8, wide) + (0, 0.058), codes),
                facecolor=c[role],
                zorder=7.1 + k / 10,
            )
            out.append((shape, (0, 1, 2), "umbilicus"))
        edge = (
            (0.0865, 0.180),
            (0.078, 0.132),
            (0.0775, 0.085),
            (0.0725, 0.034),
            (0.063, -0.014),
            (0.049, -0.046),
            (0.024, -0.084),
        )
        line = frame.shape(
            "linea-semilunaris", _lines(view, (edge,)), edgecolor=c["tendon_edge"], linewidth=1.8, zorder=6.5
        )
        out.append((line, (1, 2), "linea semilunaris"))
        arc = ((0.073, -0.004), (0.036, 0.005), (0.0, 0.009))
        line = frame.shape("arcuate-line", _lines(view, (arc,)), edgecolor=c["tendon_edge"], linewidth=2.2, zorder=6.5)
        out.append((line, (4,), "arcuate line"))
    return out
