"""The vote in the card of a prediction: who can answer, the running vote, a show of hands, the counts, then the answer.

It shows on slides alone (body.edu-lecture), while the card's state always holds it: one notebook serves study and lecture.
"""

from __future__ import annotations

import asyncio
import base64
import html
import os
import time
import warnings

from edu_lib.words import _, number

from . import view, vote_blocks
from .vote import PORT, Vote, addresses, no_server, warning
from .vote_count import Poll, Tally

__all__ = ["Panel"]

LOOK_S = 1.0  # how often a running vote is counted for the slide
MOST_HANDS = 2000
_running: list[Vote] = []  # at most one in a kernel: opening another closes it


class Panel:
    """The vote of one prediction. `card` is its card, a `predict.Question`.

    `stage` is off, choose, running, hands, counted or told; `tally` is what was counted last.
    """

    def __init__(self, name: str, item: dict, card):
        self.card = card
        self.poll = Poll(name, item) if Poll.possible(item) else None
        self.stage, self.tally, self.vote, self.shown, self._typed = "off", None, None, False, {}
        # A page that is loaded anew runs its cells again: the vote that is open goes on.
        for vote in _running:
            if vote.open and vote.poll.name == name:
                self.vote, self.stage = vote, "running"
                self._watch()

    @property
    def possible(self) -> bool:
        """Whether a class can vote on this question."""
        return self.poll is not None

    def close(self) -> None:
        """End a vote that is running, and put the panel away."""
        if self.vote is not None:
            self.vote.close()
            if self.vote in _running:
                _running.remove(self.vote)
        self.stage, self.vote, self.shown = "off", None, False

    # What is pressed ----------------------------------------------------------------------------------------------

    def press(self, button: str, values: dict) -> tuple[str, str]:
        """Do what a button says. Returns what to say aloud, and where the focus goes."""
        if button == "vote-left":  # the slides are gone, and with them the vote; its counts stay
            return (
                self._closed(_("The slides are left, so the vote is closed.")) if self.stage == "running" else ("", "")
            )
        actions = {
            "vote": self._choose, "vote-again": self._choose, "vote-start": self._start, "vote-peek": self._peek,
            "vote-close": self._closed, "vote-count": self._count, "vote-tell": self._tell, "vote-back": self._back,
        }  # fmt: skip
        if not self.possible or button not in actions:
            raise ValueError(f'A vote has no button "{button}".')
        return actions[button](values) if button in ("vote-start", "vote-count") else actions[button]()

    def _choose(self) -> tuple[str, str]:
        self.close()
        self.stage, self.tally, self._typed = "choose", None, {}
        return _("Ask the class. Who can answer?"), "vote-who"

    def _back(self) -> tuple[str, str]:
        self.close()
        self.tally = None
        return "", "vote"

    def _start(self, values: dict) -> tuple[str, str]:
        if self.stage == "running":
            raise ValueError(_("The vote is open already. Close it before you open another one."))
        who = next(iter(values.get("vote-who") or ()), None)
        if who is None:
            raise ValueError(_("Choose who can answer first."))
        if who == "hands":
            self.stage = "hands"
            return _("Type how many hands you count for each answer."), "vote-hands"
        self._open(None if who == "here" else who)
        return _("The vote is open at {address}", address=self.vote.address), "vote-close"

    def _open(self, network: str | None) -> None:
        for other in [*_running]:
            other.close()
        _running.clear()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the panel shows the warning itself
            vote = Vote(self.poll, network=network, port=PORT)
        try:
            vote.start()
        except ValueError:
            vote.close()
            raise
        _running.append(vote)
        self.vote, self.stage, self.shown, self.tally = vote, "running", False, None
        self._watch()

    def _watch(self) -> None:
        """Let the slide follow the counts, about once a second, for as long as this vote runs.

        It is the kernel's own loop that looks, so that what it sends leaves from the right thread. A busy kernel looks
        again when it has time; the votes are taken meanwhile by the server's thread.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # plain Python without a kernel: the counts are there when they are asked for
        vote, seen = self.vote, self.vote.counts()

        def look():
            nonlocal seen
            if self.vote is not vote or self.stage != "running":
                return
            if not vote.open:
                self.card.tell(*self._closed(_("The time of the vote is over; it is closed.")))
                return
            now = vote.counts()
            if now != seen:
                seen = now
                self.card.refresh_quietly()
            loop.call_later(LOOK_S, look)

        loop.call_later(LOOK_S, look)

    def _peek(self) -> tuple[str, str]:
        self.shown = not self.shown
        return (Tally(self.poll, self.vote.counts()).table if self.shown else _("The counts are hidden.")), "vote-peek"

    def _closed(self, why: str = "") -> tuple[str, str]:
        vote, why = self.vote, why or _("The vote is closed.")
        if vote is None:
            raise ValueError(_("There is no open vote to close."))
        self.close()
        self.tally, self.stage = Tally(self.poll, vote.counts()), "counted"
        return f"{why} {self.tally.words} {self.tally.table}", "vote-result"

    def _count(self, values: dict) -> tuple[str, str]:
        typed = values.get("vote-hands") or {}
        self._typed = {one: str(typed.get(one, "")) for one in self.poll.options}  # what was typed stays, also if wrong
        counts = {one: self._whole(text, self.poll.options[one]) for one, text in self._typed.items()}
        if not any(counts.values()):
            raise ValueError(_("Type how many hands you count for each answer, then press Count."))
        self.tally, self.stage = Tally(self.poll, counts, hands=True), "counted"
        return f"{self.tally.words} {self.tally.table}", "vote-result"

    @staticmethod
    def _whole(text: str, option: str) -> int:
        if not text:
            return 0
        if not text.isascii() or not text.isdigit() or int(text) > MOST_HANDS:
            raise ValueError(
                _(
                    "“{option}”: type a whole number of hands from 0 to {most}, not “{typed}”.",
                    option=option,
                    most=MOST_HANDS,
                    typed=text,
                )
            )
        return int(text)

    def _tell(self) -> tuple[str, str]:
        if self.tally is None or self.poll.answer is None:
            raise ValueError(_("Count the class first; then the answer is shown beside it."))
        self.stage = "told"
        return f"{self.words} {self.poll.item['reveal']}", "vote-result"

    @property
    def words(self) -> str:
        """The class beside the answer, in words; "" before it was counted."""
        return f"{self.tally.words} {self.poll.answer_words}".strip() if self.tally else ""

    # What is shown ------------------------------------------------------------------------------------------------

    def blocks(self) -> list[dict]:
        """The panel as it is now; empty while it is put away."""
        if self.stage == "off":
            return []
        ask = f"{self.poll.ask} {self.poll.hint}".strip()
        lead = view.text(f"<p>{html.escape(ask)}</p>", "lead")
        return [lead, *getattr(self, f"_{self.stage}_blocks")()]

    def _choose_blocks(self) -> list[dict]:
        # Python runs inside a browser, or on a computer that no phone in the room can reach.
        nowhere = no_server()
        far = nowhere or "JUPYTERHUB_USER" in os.environ
        own = [] if far else addresses()
        options = [] if far else [view.option("here", _("This computer only, to try it out"))]
        options += [
            view.option(a, _("Phones in the room, through its network ({address})", address=a), warning(a)) for a in own
        ]
        reach = _("Phones cannot reach this computer: it is in no network, or it is a server elsewhere.")
        note = "" if own else nowhere or reach
        options.append(view.option("hands", _("A show of hands: I count and type"), note))
        row = [view.button("vote-start", _("Start"), primary=True), view.button("vote-back", _("Back to the question"))]
        return [view.choice("vote-who", _("Who can answer?"), options), view.buttons(row)]

    def _running_blocks(self) -> list[dict]:
        vote, tally = self.vote, Tally(self.poll, self.vote.counts())
        lead = (
            _("Open this in a browser on your phone:")
            if vote.warning
            else _("Open this in a browser on this computer:")
        )
        options = () if self.shown or self.poll.is_number else self.poll.options.values()
        way = vote_blocks.invite(
            "vote-way",
            lead,
            f"{vote.host}:{vote.port}/",
            vote.code,
            count=tally.n,
            counted=_("answer so far") if tally.n == 1 else _("answers so far"),
            picture=vote_blocks.qr(vote.address, _("QR code of {address}", address=vote.address)),
            options=options,
            small=self.shown,
        )
        reach = (
            _("Everyone on this network can open the ballot.")
            if vote.warning
            else _("Only this computer can open the ballot.")
        )
        ends = time.strftime("%H:%M", time.localtime(vote.ends))
        note = reach + " " + _("Anonymous; one answer from each device. It closes by itself at {time}.", time=ends)
        peek = view.button("vote-peek", _("Hide the counts") if self.shown else _("Show the counts"))
        row = [view.button("vote-close", _("Close the vote"), primary=True), peek]
        counts = [self._counts(tally)] if self.shown else []
        return [way, *counts, view.text(f"<p>{note}</p>", "note"), view.buttons(row)]

    def _hands_blocks(self) -> list[dict]:
        rows = [{"id": one, "text": text} for one, text in self.poll.options.items()]
        row = [view.button("vote-count", _("Count"), primary=True), view.button("vote-back", _("Back to the question"))]
        return [vote_blocks.hands("vote-hands", _("How many hands?"), rows, value=self._typed), view.buttons(row)]

    def _counted_blocks(self) -> list[dict]:
        result = view.text(f"<p><strong>{html.escape(self.tally.words)}</strong></p>", "compare", id="vote-result")
        row = [view.button("vote-again", _("Ask again")), view.button("vote-back", _("Back to the question"))]
        if self.poll.answer is not None:
            row.insert(0, view.button("vote-tell", _("Show the answer"), primary=True))
        return [self._counts(self.tally), result, self._file(), view.buttons(row)]

    def _told_blocks(self) -> list[dict]:
        result = view.text(f"<p><strong>{html.escape(self.words)}</strong></p>", "compare", id="vote-result")
        reveal = view.text(f"<p>{html.escape(self.poll.item['reveal'])}</p>")
        row = [view.button("vote-again", _("Ask again")), view.button("vote-back", _("Back to the question"))]
        if self.card.owner.lab is not None:
            row.insert(0, view.button("vote-open", _("Open the lab"), primary=True))
        return [self._counts(self.tally, marked=True), result, reveal, view.buttons(row)]

    def _counts(self, tally: Tally, *, marked: bool = False) -> dict:
        poll, said = self.poll, self.poll.answer_words if marked else ""
        alt = " ".join((_("Answers of the class."), tally.table, said)).strip()
        if poll.is_number:
            label = f"{poll.item['label']} ({poll.unit})" if poll.unit else poll.item["label"]
            mark = (
                {"mark": poll.answer, "note": f"{poll.who}: {number(poll.answer, '.10g')} {poll.unit}".strip()}
                if marked
                else {}
            )
            return vote_blocks.columns("vote-bars", alt, poll.edges, [n for *_, n in tally.rows], label, **mark)
        rows = [{"id": one, "text": text, "count": count, "note": poll.who} for one, text, count in tally.rows]
        return vote_blocks.bars("vote-bars", alt, rows, mark=poll.answer if marked else "")

    def _file(self) -> dict:
        # A mark at the start tells Excel that this is not its own old alphabet.
        data = base64.b64encode(self.tally.csv().encode("utf-8-sig")).decode("ascii")
        words = html.escape(_("Save the counts as a table"))
        link = f'<a download="vote_{self.poll.name}.csv" href="data:text/csv;base64,{data}">{words}</a>'
        return view.text(f"<p>{link}</p>", "note")
