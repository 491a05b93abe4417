"""Draw the picture of the README: the plate of lesson 04 with a man who lifts 20 kg. Writes docs/spinal_load.png."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from edu_lib import Posture, spine_loads
from edu_lib.plates.spinal_load import describe_spinal_load, draw_spinal_load

TARGET = Path(__file__).resolve().parents[1] / "docs" / "spinal_load.png"
TASK = Posture(trunk_flexion_deg=50, knee_flexion_deg=30, hands_load_kg=20, hands_forward_m=0.45)
_COLOURS = 200  # enough for the eye, at half the size


def main() -> None:
    """Draw, write, and say what the picture shows, for its alt text."""
    result = spine_loads(TASK)
    plate = draw_spinal_load(result, lambda person: spine_loads(Posture(), person))
    TARGET.parent.mkdir(exist_ok=True)
    plate.figure.savefig(TARGET, dpi=105, metadata={"Software": None})
    Image.open(TARGET).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB. {describe_spinal_load(result)}")


if __name__ == "__main__":
    main()
