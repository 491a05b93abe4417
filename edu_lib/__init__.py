"""Interactive lessons on core anatomy, posture and spinal loading: the dozen names a notebook may use.

For education; not medical advice.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edu_lib.labs import lab
    from edu_lib.labs.atlas import atlas
    from edu_lib.labs.progress import my_progress
    from edu_lib.labs.sheet import sheet
    from edu_lib.learn.beliefs import beliefs
    from edu_lib.learn.card_sort import card_sort
    from edu_lib.learn.case import case
    from edu_lib.learn.certificate import certificate
    from edu_lib.learn.claims import claim
    from edu_lib.learn.claims_index import claims
    from edu_lib.learn.labels import label_quiz
    from edu_lib.learn.plan import plan
    from edu_lib.learn.predict import predict
    from edu_lib.learn.quiz import quiz
    from edu_lib.learn.rewrite import rewrite
    from edu_lib.learn.setup import check_setup
    from edu_lib.models.assumptions import Assumptions
    from edu_lib.models.loads import spine_loads
    from edu_lib.models.person import Person
    from edu_lib.models.posture import Posture
    from edu_lib.sources import cite, references
    from edu_lib.words import language

__all__ = [
    "Assumptions", "Person", "Posture", "atlas", "beliefs", "card_sort", "case", "certificate", "check_setup", "cite", "claim",
    "claims", "lab", "label_quiz", "language", "my_progress", "plan", "predict", "quiz", "references", "rewrite", "sheet",
    "spine_loads",
]  # fmt: skip

# Each name loads what it needs when it is first asked for: a model without widgets, the server without NumPy.
_HOME = {
    "Assumptions": "edu_lib.models.assumptions",
    "Person": "edu_lib.models.person",
    "Posture": "edu_lib.models.posture",
    "spine_loads": "edu_lib.models.loads",
    "atlas": "edu_lib.labs.atlas",
    "lab": "edu_lib.labs",
    "my_progress": "edu_lib.labs.progress",
    "sheet": "edu_lib.labs.sheet",
    "beliefs": "edu_lib.learn.beliefs",
    "card_sort": "edu_lib.learn.card_sort",
    "case": "edu_lib.learn.case",
    "certificate": "edu_lib.learn.certificate",
    "check_setup": "edu_lib.learn.setup",
    "claim": "edu_lib.learn.claims",
    "claims": "edu_lib.learn.claims_index",
    "label_quiz": "edu_lib.learn.labels",
    "plan": "edu_lib.learn.plan",
    "predict": "edu_lib.learn.predict",
    "quiz": "edu_lib.learn.quiz",
    "rewrite": "edu_lib.learn.rewrite",
    "cite": "edu_lib.sources",
    "references": "edu_lib.sources",
    "language": "edu_lib.words",
}


def __getattr__(name: str):
    if name in _HOME:
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f'edu_lib has no "{name}". It offers: {", ".join(__all__)}.')


def __dir__():
    return __all__
