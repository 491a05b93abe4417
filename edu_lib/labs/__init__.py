"""The labs of the course, by name."""

from __future__ import annotations

import difflib

__all__ = ["lab"]

_LABS = {
    "spinal_load": ("edu_lib.labs.spinal_load", "SpinalLoadLab"),
    "postures": ("edu_lib.labs.postures", "PosturesLab"),
    "exercise_ladder": ("edu_lib.labs.exercise_ladder", "ExerciseLadderLab"),
    "layers": ("edu_lib.labs.layers", "LayersLab"),
    "slice": ("edu_lib.labs.axial_slice", "AxialSliceLab"),
    "own_core": ("edu_lib.labs.own_core", "OwnCoreLab"),
    "pull": ("edu_lib.labs.pull", "PullLab"),
    "pelvis": ("edu_lib.labs.pelvis", "PelvisLab"),
    "sit_up": ("edu_lib.labs.sit_up", "SitUpLab"),
    "posture": ("edu_lib.labs.posture", "PostureLab"),
    "posture_claim": ("edu_lib.labs.posture_claim", "PostureClaimLab"),
    "onset": ("edu_lib.labs.onset", "OnsetLab"),
    "onset_sample": ("edu_lib.labs.onset_sample", "OnsetSampleLab"),
    "stability": ("edu_lib.labs.stability", "StabilityLab"),
    "tra_story": ("edu_lib.labs.tra_story", "TraStoryLab"),
    "correlation": ("edu_lib.labs.correlation", "CorrelationLab"),
    "forest": ("edu_lib.labs.forest", "ForestLab"),
    "responders": ("edu_lib.labs.responders", "RespondersLab"),
    "p_interval": ("edu_lib.labs.p_interval", "PIntervalLab"),
    "screening": ("edu_lib.labs.screening", "ScreeningLab"),
    "natural_course": ("edu_lib.labs.natural_course", "NaturalCourseLab"),
    "tilt": ("edu_lib.labs.tilt", "TiltLab"),
    "traction_ladder": ("edu_lib.labs.traction_ladder", "TractionLadderLab"),
    "tilt_screen": ("edu_lib.labs.tilt_screen", "TiltScreenLab"),
    "root_map": ("edu_lib.labs.root_map", "RootMapLab"),
    "nerve_slide": ("edu_lib.labs.nerve_slide", "NerveSlideLab"),
    "root_signs": ("edu_lib.labs.root_signs", "RootSignsLab"),
    "resorption": ("edu_lib.labs.resorption", "ResorptionLab"),
    "scan_findings": ("edu_lib.labs.scan_findings", "ScanFindingsLab"),
    "triage": ("edu_lib.labs.triage", "TriageLab"),
    "one_question": ("edu_lib.labs.one_question", "OneQuestionLab"),
}


def lab(name: str, **values):
    """A new lab, for example ``lab("spinal_load", hands_load_kg=20)``. In a notebook it shows itself.

    `values` are set before it opens; Reset still leads to the lab's own start. Raises `ValueError` with the names there
    are when there is no such lab.
    """
    if name not in _LABS:
        near = difflib.get_close_matches(str(name), _LABS, n=1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise ValueError(f'There is no lab named "{name}".{hint} There are: {", ".join(_LABS)}.')
    from importlib import import_module

    module, kind = _LABS[name]
    made = getattr(import_module(module), kind)()
    if values:
        made.set(**values)
    return made
