"""Pictures of results. `draw_x(...)` draws one and returns it, with `figure` and `update(result)`; `describe_x(result)` says it."""

from importlib import import_module

_HOME = {
    "AxialSlicePlate": "axial_slice",
    "BodyMap": "body_map",
    "ExerciseLadderPlate": "exercise_ladder",
    "LayersPlate": "layers",
    "OwnCorePlate": "own_core",
    "PelvisPlate": "pelvis",
    "PostureClaimPlate": "posture_claim",
    "PosturePlate": "posture",
    "PosturesPlate": "postures",
    "PullPlate": "pull",
    "SitUpPlate": "sit_up",
    "SpinalLoadPlate": "spinal_load",
    "TrunkPlate": "trunk",
    "describe_axial_slice": "axial_slice",
    "describe_body_map": "body_map",
    "describe_exercise_ladder": "exercise_ladder",
    "describe_layers": "layers",
    "describe_own_core": "own_core",
    "describe_pelvis": "pelvis",
    "describe_posture": "posture",
    "describe_posture_claim": "posture_claim",
    "describe_postures": "postures",
    "describe_pull": "pull",
    "describe_sit_up": "sit_up",
    "describe_spinal_load": "spinal_load",
    "describe_trunk_back": "trunk",
    "describe_trunk_front": "trunk",
    "draw_axial_slice": "axial_slice",
    "draw_body_map": "body_map",
    "draw_disc_bars": "bars",
    "draw_exercise_ladder": "exercise_ladder",
    "draw_layers": "layers",
    "draw_muscle_bars": "bars",
    "draw_own_core": "own_core",
    "draw_pelvis": "pelvis",
    "draw_person": "person",
    "draw_posture": "posture",
    "draw_posture_claim": "posture_claim",
    "draw_postures": "postures",
    "draw_pull": "pull",
    "draw_sheet": "sheet",
    "draw_sit_up": "sit_up",
    "draw_spinal_load": "spinal_load",
    "draw_spine": "spine",
    "draw_trunk_back": "trunk",
    "draw_trunk_front": "trunk",
}
__all__ = list(_HOME)


def __getattr__(name: str):
    """Load a plate when it is asked for: Matplotlib takes its time."""
    if name not in _HOME:
        raise AttributeError(f"module 'edu_lib.plates' has no attribute {name!r}; it has {', '.join(_HOME)}")
    return getattr(import_module(f"edu_lib.plates.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
