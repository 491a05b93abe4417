"""Write the quizzes for Moodle, Canvas and Anki, and the assignment of lesson 04 for nbgrader.

    python tools/exports.py                       everything, into build/exports
    python tools/exports.py 04 08                 two lessons
    python tools/exports.py 04 --to moodle anki   one lesson, for two systems
    python tools/exports.py names --to anki       the 218 places on pictures, to find and to name
    python tools/exports.py -o ~/Desktop/quizzes  into another folder

docs/instructors.md says how to import each, and what is lost on the way.
"""

import argparse
import sys
from pathlib import Path

from edu_lib.learn.items import lessons
from edu_lib.teach.anki import write_deck
from edu_lib.teach.assignment import write_assignment
from edu_lib.teach.bank import NAMES, names, questions
from edu_lib.teach.moodle import moodle_xml
from edu_lib.teach.qti import qti_zip
from edu_lib.words import speaking

ROOT = Path(__file__).parents[1]
SYSTEMS = ("moodle", "qti", "anki", "assignment")


def arguments(args):
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="exports.py", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="a lesson's number, such as 04; all, if none is given"
    )
    parser.add_argument("--to", nargs="+", choices=SYSTEMS, default=SYSTEMS, help="which systems; all, if left out")
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "build" / "exports", help="the folder to write into")
    return parser.parse_args(args)


def write(asked, system, out):
    """Write the exports of the lessons `asked` for one system into `out`; return the files."""
    if system == "assignment":
        return write_assignment(out / system)
    ending = {"moodle": ".xml", "qti": ".zip", "anki": ".apkg"}[system]
    banks = {f"lesson-{lesson}": questions(lesson) for lesson in asked if lesson != NAMES}
    if len(banks) > 1:  # all of them at once as well, for who does not want to import ten files
        banks["all-lessons"] = [question for bank in banks.values() for question in bank]
    if NAMES in asked:
        banks["names-on-pictures"] = names()
    (out / system).mkdir(parents=True, exist_ok=True)
    files = []
    for name, bank in banks.items():
        path = out / system / f"{name}{ending}"
        if system == "anki":
            write_deck(bank, path)
        else:
            path.write_bytes((moodle_xml if system == "moodle" else qti_zip)(bank))
        files.append(path)
    return files


def main(args=None):
    """Write what was asked for, in English; return the exit code."""
    with speaking("en"):
        return export(args)


def export(args):
    """Write what was asked for; return the exit code."""
    asked = arguments(args)
    there = (*lessons(), NAMES)
    unknown = [lesson for lesson in asked.lessons if lesson not in there]
    if unknown:
        print(
            f"There is no quiz for lesson {', '.join(unknown)}. There are: {', '.join(there)}. Choose among them.",
            file=sys.stderr,
        )
        return 1
    chosen = sorted(set(asked.lessons)) or lessons()
    for system in dict.fromkeys(asked.to):
        if system == "assignment" and asked.lessons and "04" not in chosen:
            continue  # it is of lesson 04
        try:
            files = write(chosen, system, asked.out)
        except ImportError as missing:
            print(missing, file=sys.stderr)
            return 1
        except OSError as problem:
            print(
                f"The folder {asked.out} cannot be written to ({problem.strerror}). Choose another with -o.",
                file=sys.stderr,
            )
            return 1
        print(f"{system}: {len(files)} files in {asked.out / system}")
    print("docs/instructors.md says how to import them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
