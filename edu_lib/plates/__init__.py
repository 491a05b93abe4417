"""Pictures of results. `draw_x(...)` draws one and returns it, with `figure` and `update(result)`; `describe_x(result)` says it."""

from importlib import import_module

_HOME = {
    "BodyMap": "body_map",
    "ExerciseLadderPlate": "exercise_ladder",
    "PosturesPlate": "postures",
    "SpinalLoadPlate": "spinal_load",
    "TrunkPlate": "trunk",
    "describe_body_map": "body_map",
    "describe_exercise_ladder": "exercise_ladder",
    "describe_postures": "postures",
    "describe_spinal_load": "spinal_load",
    "describe_trunk_back": "trunk",
    "describe_trunk_front": "trunk",
    "draw_body_map": "body_map",
    "draw_disc_bars": "bars",
    "draw_exercise_ladder": "exercise_ladder",
    "draw_muscle_bars": "bars",
    "draw_person": "person",
    "draw_postures": "postures",
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
