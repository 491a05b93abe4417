"""Draw the stored pictures of tests/plates/baseline anew: after a change of looks that was looked at and is wanted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests" / "plates"
COLOURS = 256  # a palette costs far less than the tests' tolerance and makes the files a third of the size


def main() -> int:
    """Run the tests so that they write, then make the files small; returns what pytest returned."""
    target = TESTS / "baseline"
    code = subprocess.run(
        [sys.executable, "-m", "pytest", str(TESTS / "test_baseline.py"), f"--mpl-generate-path={target}", "-q"],
        cwd=ROOT,
        check=False,
    ).returncode
    for path in sorted(target.glob("*.png")):
        Image.open(path).convert("RGB").quantize(
            COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        ).save(path, optimize=True)
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    return code


if __name__ == "__main__":
    sys.exit(main())
