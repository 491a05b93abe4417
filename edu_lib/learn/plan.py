"""The plan builder of the last lesson: one exercise plan for one invented person, page by page.

The pages and their words are data (data/plan.json); what is unsafe or missing is decided by `plan_rules`; the page of paper
is made by `plan_page`. What stands on a page is kept in the journal under the kind "plan" when the page is left.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import date, timedelta

from edu_lib.params import check_choice

from . import plan_rules as rules
from . import view
from .card import Card
from .page import link, save_page
from .plan_blocks import bands, finding, known, summary
from .plan_page import plan_page, referral_page, stop_list

__all__ = ["Plan", "plan"]

_HEAD = {
    "emergency": "Emergency department now: no exercise plan.",
    "doctor": "A doctor first: no exercise plan yet.",
    "refuse": "Not yet: some of this is unsafe, and here is why. Change it, and the plan is made.",
    "missing": "Safe so far, and not finished.",
    "ready": "The plan is complete. Print it, and read it as the person would.",
}
_BEGUN = "begin"  # the journal's word for a new plan: what was kept before it is not brought back


def plan() -> Plan:
    """The plan builder as a card. It opens with what was kept when it was last left."""
    return Plan()


class Plan(Card):
    """The card of `plan`. `fields` holds what was answered, as plain fields; `page` the number of the page, from 0."""

    def __init__(self):
        self.data = rules.read_plan()
        self.title, self.about = self.data["title"], self.data["about"]
        self.pages = self.data["pages"]
        self.fields = self._recall()
        self._kept = dict(self.fields)  # what the journal holds
        self.page = 0
        self._say = self._focus = self._saved = ""
        self._sure = False  # whether "new" has been pressed once

    def _recall(self) -> dict:
        from .journal import journal

        found: dict = {}
        for entry in journal().entries("plan"):
            if entry.get("item") == _BEGUN:
                found = {}
            for key in rules.fields().keys() & entry.keys():
                found[key] = _plain(key, entry[key])
        return {key: value for key, value in found.items() if value is not None}

    # What can be done -------------------------------------------------------------------------------------------------

    def fill_in(self, **fields) -> None:
        """Answer fields by name, on whatever page they stand, and keep them. Bad values raise a sentence."""
        for key in fields:
            check_choice("field", "field of the plan", key, tuple(rules.fields()))
        before = dict(self.fields)
        for key, value in fields.items():
            one = _plain(key, value)
            if value not in (None, "", []) and (one is None or (isinstance(one, list) and len(one) != len(set(value)))):
                self.fields = before
                raise ValueError(f'"{key}" cannot be {value!r}. {_allowed(key)}')
            self.fields[key] = one
        try:
            for page in {rules.fields()[key]["page"] for key in fields}:
                self._check_page(page)
        except ValueError:
            self.fields = before
            raise
        for page in self.pages:
            if here := {f["id"]: self.fields[f["id"]] for f in page["fields"] if f["id"] in fields}:
                self.remember("plan", item=page["id"], **here)
        self._refresh()

    def found(self) -> list[rules.Finding]:
        """What is unsafe, missing and to be thought of in the plan as it stands; see `plan_rules.check`."""
        return rules.check(self.fields)

    def whole(self) -> str:
        """The page of paper, HTML: the plan, or where to go first. "" while something is unsafe or missing."""
        found = self.found()
        what = rules.verdict(found)
        if what in ("emergency", "doctor"):
            return referral_page(found, what == "emergency")
        return plan_page(self.fields) if what == "ready" else ""

    def press(self, button: str, values: dict | None = None) -> None:
        """Next, back, a page by its name, a suggested date, save or new; see `Card.press`. What stands there is kept."""
        names = [page["id"] for page in self.pages]
        allowed = ("next", "back", "soon", "later", "save", "new", *names)
        check_choice("button", "button of the plan", button, allowed)
        self._saved = ""
        sure, self._sure = self._sure, False
        if button == "new" and not sure:
            self._sure = True
            self._say = self._saved = "Press once more to begin a new plan. This one stays in your journal."
            self._focus = "new"
            self._refresh()
            return
        if button == "new":
            self.fields, self._kept, self.page = {}, {}, 0
            self.remember("plan", item=_BEGUN)
        elif button == "save":
            self._save()
            self._refresh()
            return
        else:
            self._take(values or {})
            if button in ("soon", "later"):
                self.fields["review"] = self._in_weeks(button).isoformat()
                self._say, self._focus = f"Review on {self.fields['review']}.", "plan:review"
                self._refresh()
                return
            self._check_page(names[self.page])
            self._keep()
            step = {"next": self.page + 1, "back": self.page - 1}.get(button)
            self.page = min(max(names.index(button) if step is None else step, 0), len(names) - 1)
        self._say, self._focus = self._place(), "place"
        self._refresh()

    def _take(self, values: Mapping) -> None:
        """Hold what stands on this page, good or not: nothing that was typed is lost."""
        for field in self.pages[self.page]["fields"]:
            key = f"plan:{field['id']}"
            if key in values:
                value = _plain(field["id"], values[key])
                if value is None:
                    self.fields.pop(field["id"], None)
                else:
                    self.fields[field["id"]] = value

    def _check_page(self, name: str) -> None:
        """Raise a sentence for what cannot stay as it is: too long, no date, two answers that exclude each other."""
        page = next(page for page in self.pages if page["id"] == name)
        for field in page["fields"]:
            value = self.fields.get(field["id"])
            if field["kind"] == "words" and isinstance(value, str) and len(value.strip()) > field["most"]:
                raise ValueError(
                    f'"{self._label(field)}" has {len(value.strip())} letters; the page of paper has room for {field["most"]}. '
                    "Please say it shorter; what you wrote is still there."
                )
        signs = self.fields.get("signs") or []
        if name == "who" and "none" in signs and len(signs) > 1:
            raise ValueError('"None of these" and a sign cannot both be true. Please take away one of them.')
        typed = (self.fields.get("review") or "").strip()
        if name == "review" and typed and not rules.good_date(typed):
            raise ValueError(
                f'The review date must be a day from tomorrow on, at most {rules.weeks("latest")} weeks away, but "{typed}" was '
                f"given. Type it like {self._in_weeks('soon').isoformat()}, or press one of the two suggestions."
            )

    def _keep(self) -> None:
        here = {f["id"]: self.fields.get(f["id"]) for f in self.pages[self.page]["fields"]}
        if any(self._kept.get(key) != value for key, value in here.items()):
            self._kept |= here
            self.remember("plan", item=self.pages[self.page]["id"], **here)

    def _save(self) -> None:
        whole = self.whole()
        if not whole:
            raise ValueError("There is no page to save yet: something is unsafe or missing. The list above says what.")
        try:
            path = save_page("plan", whole)
        except OSError as problem:
            raise ValueError(
                f"The page could not be saved beside the lesson ({problem}). Use the link above it, which needs no folder."
            ) from None
        self._saved = f"Saved beside the lesson as {path.name}."
        self._say, self._focus = self._saved, "save"

    @staticmethod
    def _in_weeks(name: str) -> date:
        return date.today() + timedelta(weeks=rules.weeks(name))

    # What is shown ----------------------------------------------------------------------------------------------------

    def _place(self) -> str:
        return f"Step {self.page + 1} of {len(self.pages)}: {self.pages[self.page]['title']}"

    def _label(self, field: dict) -> str:
        return rules.fill(field["label"], example=self._in_weeks("soon").isoformat())

    def _steps(self, found: list[rules.Finding]) -> dict:
        """The list of steps, a button each: where you are, what is open, what is refused."""
        row = []
        for n, page in enumerate(self.pages):
            levels = {one.level for one in found if one.page == page["id"]}
            mark = (
                " \N{WARNING SIGN}"
                if levels & {"emergency", "doctor", "refuse"}
                else ""
                if "missing" in levels
                else " ✓"
            )
            mark = mark if self._touched(page) else ""
            here = "▸ " if n == self.page else ""
            row.append(view.button(page["id"], f"{here}{n + 1} {page['short']}{mark}"))
        return view.buttons(row)

    def _block(self, field: dict) -> dict:
        key, label, value = f"plan:{field['id']}", self._label(field), self.fields.get(field["id"])
        if field["kind"] == "words":
            return view.words(key, label, value=value or "", rows=2 if field["most"] > 80 else 1)
        if field["kind"] == "slider":
            return view.slider(key, label, field["min"], field["max"], field["step"], value=value)
        options = [view.option(one, rules.fill(words)) for one, words in field["options"]]
        chosen = value if isinstance(value, list) else [value] if value else []
        return view.choice(key, label, options, multiple=field.get("multiple", False), value=chosen)

    def state(self) -> dict:
        """See `Card.state`."""
        page, found = self.pages[self.page], self.found()
        blocks = [self._steps(found), view.text(f"<p>{html.escape(self._place())}</p>", "lead", id="place")]
        if page["id"] == "plan":
            return {"blocks": [*blocks, *self._summary(found)], "say": self._say, "focus": self._focus}
        blocks.append(view.text(f"<p>{html.escape(page['lead'])}</p>"))
        if page["id"] == "dose":
            blocks += bands()
        urgent = [one for one in found if one.level in ("emergency", "doctor")]
        refused = [one for one in found if one.level == "refuse" and one.page == page["id"] and self._touched(page)]
        blocks += [finding(one) for one in [*urgent, *refused]]
        if page["id"] == "review":
            blocks.append(view.text(f"<p><strong>The stop list of every plan</strong></p>{stop_list()}"))
        blocks += [self._block(field) for field in page["fields"]]
        blocks.append(known(rules.evidence(page["id"], self.fields)))
        row = [view.button("next", "Next", primary=True), view.button("back", "Back", disabled=self.page == 0)]
        if page["id"] == "review":
            row += [view.button(name, f"In {rules.weeks(name)} weeks") for name in ("soon", "later")]
        return {"blocks": [*blocks, view.buttons(row)], "say": self._say, "focus": self._focus}

    def _touched(self, page: dict) -> bool:
        return any(self.fields.get(field["id"]) for field in page["fields"])

    def _summary(self, found: list[rules.Finding]) -> list[dict]:
        what = rules.verdict(found)
        blocks = [
            view.text(f"<p><strong>{_HEAD[what]}</strong></p>", "good" if what == "ready" else "again", id="verdict")
        ]
        pressing = [one for one in found if one.level in ("emergency", "doctor", "refuse")]
        if what in ("emergency", "doctor"):  # all else waits
            pressing = [one for one in pressing if one.level != "refuse"]
        blocks += [finding(one) for one in pressing]
        if what not in ("emergency", "doctor"):
            open_ = "".join(f"<li>{html.escape(one.sentence)}</li>" for one in found if one.level == "missing")
            blocks += [view.text(f"<ul>{open_}</ul>")] if open_ else []
            blocks += [finding(one) for one in found if one.level == "warn"]
            blocks.append(summary(self.fields))
        if whole := self.whole():
            name = "referral.html" if what in ("emergency", "doctor") else "plan.html"
            words = (
                "Download the page: where to go first"
                if name == "referral.html"
                else "Download the plan, one page to print"
            )
            about = "It needs nothing else and opens in any browser."
            blocks.append(view.text(f"<p>{link(name, whole, words)}. {about}</p>", id="link"))
        blocks += [view.text(f"<p>{html.escape(self._saved)}</p>", "good")] if self._saved else []
        row = [view.button("save", "Save it beside the lesson", primary=True, disabled=not whole)]
        row += [view.button("back", "Back"), view.button("new", "Begin a new plan")]
        return [*blocks, view.buttons(row)]


def _plain(key: str, value: object) -> str | list[str] | float | None:
    """A field's value as the plan holds it; None for what it cannot hold, as an old or a foreign journal might have it."""
    field = rules.fields()[key]
    if field["kind"] == "words":
        return value if isinstance(value, str) and value.strip() else None
    if field["kind"] == "slider":
        good = isinstance(value, int | float) and not isinstance(value, bool) and field["min"] <= value <= field["max"]
        return (int(value) if float(value).is_integer() else value) if good else None
    ids = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    chosen = [one for one, _ in field["options"] if one in ids]
    return (chosen if field.get("multiple") else chosen[0]) if chosen else None


def _allowed(key: str) -> str:
    field = rules.fields()[key]
    if field["kind"] == "words":
        return "It takes a few words."
    if field["kind"] == "slider":
        return f"It takes a number from {field['min']} to {field['max']}."
    names = ", ".join(f'"{one}"' for one, _ in field["options"])
    return f"It takes {'a list of' if field.get('multiple') else 'one of'} {names}."
