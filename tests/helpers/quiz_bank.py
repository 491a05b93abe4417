"""The whole quiz bank in the plain form of the exports, and one question that is full of characters with a meaning elsewhere."""

from dataclasses import replace
from functools import cache

from edu_lib.learn.items import lessons
from edu_lib.teach.bank import Choice, Question, paragraph, questions

NASTY = "<script>x()</script> & ]]> a~b#c}d=e\\f *g* “h”"


@cache
def bank():
    """Every question of every lesson."""
    return tuple(question for lesson in lessons() for question in questions(lesson))


def of(kind):
    """The questions of one kind; there is at least one of each."""
    found = [question for question in bank() if question.kind == kind]
    assert found
    return found


def nasty():
    """One question of each kind without a picture, with `NASTY` for words."""
    choices = (Choice("a", NASTY, True, NASTY), Choice("b", NASTY, False, NASTY))
    feedback = {
        "single": {},
        "order": {"all": NASTY},
        "fix": dict.fromkeys(("right", "wrong_word", "wrong_fix"), NASTY),
    }
    one = Question("99-one", "99", "single", paragraph(NASTY), NASTY, choices)
    words = {"sentence": (NASTY, "b"), "wrong": 1, "accept": (NASTY,), "choices": ()}
    return [
        replace(one, id=f"99-{kind}", kind=kind, feedback=said, **(words if kind == "fix" else {}))
        for kind, said in feedback.items()
    ]
