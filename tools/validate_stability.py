"""The stability model beside what others found: python tools/validate_stability.py

No constant was chosen to meet these findings. The second table shows how far the answers move over the published range of q
and with softer joints; "-" is where muscle stiffness alone does not hold the trunk.
"""

from __future__ import annotations

import math

from edu_lib.models.stability_findings import findings, sensitivity


def main() -> None:
    for row in findings():
        print(
            f"{row.what}\n  found  {row.found}  ({row.source}, {row.badge})\n  model  {row.model}\n  {row.agrees}: {row.why}\n"
        )
    print("Standing, over q and the stiffness of the joints (1 is the default); brace at the price of the study")
    head = (
        "q",
        "joints",
        "weakest Nm/rad",
        "critical q",
        "largest loss %",
        "of",
        "brace %",
        "transversus %",
        "co 0 kg %",
        "co 32 kg %",
    )
    print("  ".join(head))
    for r in sensitivity():
        numbers = (
            r["q"], r["joint_factor"], r["weakest_nm"], r["critical_q"], -r["loss"], r["group"], r["gain"], r["transversus"],
            r["co0"], r["co32"],
        )  # fmt: skip
        cells = [
            "-" if isinstance(n, float) and math.isnan(n) else f"{n:.4g}" if isinstance(n, float) else n
            for n in numbers
        ]
        print("  ".join(cell.rjust(len(name)) for cell, name in zip(cells, head, strict=True)))


if __name__ == "__main__":
    main()
