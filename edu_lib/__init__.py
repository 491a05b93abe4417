"""Interactive lessons on core anatomy, posture and spinal loading: the dozen names a notebook may use.

For education; not medical advice.
"""

from __future__ import annotations

from edu_lib.models.assumptions import Assumptions
from edu_lib.models.loads import spine_loads
from edu_lib.models.person import Person
from edu_lib.models.posture import Posture

__all__ = ["Assumptions", "Person", "Posture", "cite", "lab", "references", "spine_loads"]

# Drawing, widgets and the bibliography load when they are first asked for: a model alone starts in a moment.
_LATER = {"lab": "edu_lib.labs", "cite": "edu_lib.sources", "references": "edu_lib.sources"}


def __getattr__(name: str):
    if name in _LATER:
        from importlib import import_module

        value = getattr(import_module(_LATER[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f'edu_lib has no "{name}". It offers: {", ".join(__all__)}.')


def __dir__():
    return __all__
