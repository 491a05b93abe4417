"""Write a hand-out for each lesson: pages that work from a file without a network, and their PDFs.

    python tools/handouts.py                 all lessons, into build/handouts
    python tools/handouts.py 04 08           two lessons
    python tools/handouts.py --no-pdf        pages only; PDFs need Chromium
    python tools/handouts.py notebooks/de/08_traction_and_inversion.ipynb -o build/handouts/de

build/handouts/index.html lists what was written.
"""

import argparse
import sys
from pathlib import Path

from print_pages import missing, pdfs

from edu_lib.teach.handout import handouts

ROOT = Path(__file__).parents[1]


def arguments(args):
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="handouts.py", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="a number, such as 04, or a notebook; all, if left out"
    )
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "build" / "handouts", help="the folder to write into")
    parser.add_argument("--no-pdf", action="store_true", help="write no PDFs")
    return parser.parse_args(args)


def notebooks(asked):
    """The paths of the notebooks asked for; raises `ValueError` with those there are for an unknown one."""
    there = {
        path.stem[:2] if path.stem[0].isdigit() else path.stem: path for path in (ROOT / "notebooks").glob("*.ipynb")
    }
    found = []
    for name in asked or sorted(there):
        path = there.get(name, Path(name))
        if not path.is_file():
            raise ValueError(
                f"There is no lesson {name}. There are: {', '.join(sorted(there))}; or give a notebook's path."
            )
        found.append(path)
    return found


def main(args=None):
    """Write what was asked for; return the exit code."""
    asked = arguments(args)
    lacking = "" if asked.no_pdf else missing()
    printed = not asked.no_pdf and not lacking
    try:
        files = handouts(notebooks(asked.lessons), asked.out, pdf=printed)
        print(f"{len(files)} pages in {asked.out}; index.html lists them.")
        if printed:
            print(f"{len(pdfs(files))} PDFs beside them.")
        elif lacking:
            print(lacking, file=sys.stderr)
    except (ValueError, RuntimeError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"The folder {asked.out} cannot be written to ({problem.strerror}). Choose another with -o.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
