"""A class votes: every ballot counts once, everything else is refused, and the server is gone when the lecture is."""

import asyncio
import csv
import io
import json
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from vote_load import FORM, crowd, http, phone, take_ballot

from edu_lib.learn import view, vote, vote_blocks, vote_panel
from edu_lib.learn.journal import journal
from edu_lib.learn.predict import Prediction, predict, predictions
from edu_lib.learn.vote import MOST, Vote, addresses
from edu_lib.learn.vote_count import Poll, Tally
from edu_lib.learn.vote_page import ballot

ITEMS = predictions()
NUMBER, CHOICE, ORDER = (Poll(name, ITEMS[name]) for name in ("08-sixty", "04-ladder", "04-order"))
EVIL = "<script>alert(1)</script>"


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def choice():
    with Vote(CHOICE) as opened:
        yield opened


# The server -------------------------------------------------------------------------------------------------------

BAD = {  # name: (what is sent instead, headers besides the ballot's cookie, the statuses it may get)
    "an unknown option": (b"answer=zz", (FORM,), {400}),
    "no answer": (b"", (FORM,), {400}),
    "two answers": (b"answer=straight-leg+sit-up&answer=straight-leg+sit-up", (FORM,), {400}),
    "a script": (b"answer=%3Cscript%3Ealert(1)%3C/script%3E", (FORM,), {400}),
    "bytes that are no text": (b"answer=%ff%fe", (FORM,), {400}),
    "JSON": (b'{"answer":"straight-leg sit-up"}', ("Content-Type: application/json",), {415}),
    "a file": (b"answer=straight-leg+sit-up", ("Content-Type: multipart/form-data; boundary=x",), {400, 415}),
    "two megabytes": (b"answer=" + b"a" * 2_000_000, (FORM,), {0, 400}),
    "a long header": (b"answer=straight-leg+sit-up", (FORM, f"X: {'y' * 20_000}"), {0, 400, 431}),
    "another page's form": (b"answer=straight-leg+sit-up", (FORM, "Origin: http://elsewhere.example"), {403}),
    "a page without an origin": (b"answer=straight-leg+sit-up", (FORM, "Origin: null"), {403}),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_one_vote_is_refused(what, choice):
    body, headers, allowed = BAD[what]

    async def send():
        cookie = await take_ballot(choice.port, choice.code)
        return await http(choice.port, f"POST /{choice.code}", cookie, *headers, body=body)

    status, page = asyncio.run(send())
    assert status in allowed
    assert b"<script" not in page
    assert choice.counts() == {}


@pytest.mark.parametrize(
    ("line", "headers", "host", "allowed"),
    [
        ("POST /{code}", (FORM,), "", 403),  # no ballot
        ("POST /{code}", (FORM, "Cookie: ballot=made-up"), "", 403),
        ("POST /{code}", (FORM, 'Cookie: ballot="2|1:0|10:1795422094|6:ballot|4:eA==|abcd"'), "", 403),
        ("GET /{code}", (), "elsewhere.example", 421),  # a foreign name that was made to lead here
        ("POST /{code}", (FORM,), "elsewhere.example", 421),
        ("GET /aaaaa", (), "", 404),
        ("GET /", (), "", 404),
        ("GET /{code}/more", (), "", 404),
        ("PUT /{code}", (), "", 405),
        ("DELETE /{code}", (), "", 405),
    ],
)
def test_what_is_no_ballot_is_refused_and_sees_no_question(line, headers, host, allowed, choice):
    send = http(choice.port, line.format(code=choice.code), *headers, body=b"answer=straight-leg+sit-up", host=host)
    status, page = asyncio.run(send)
    assert status == allowed
    assert b"presses the lumbar spine" not in page
    assert choice.counts() == {}


def test_a_ballot_counts_once_and_the_first_answer_stays(choice):
    async def votes():
        cookie = await take_ballot(choice.port, choice.code)
        send = [http(choice.port, f"POST /{choice.code}", cookie, FORM, body=b"answer=" + a) for a in (b"zz", *FOUR)]
        first = [(await one)[0] for one in send]
        return first, (await http(choice.port, f"GET /{choice.code}", cookie))[1]

    FOUR = (b"straight-leg+sit-up", b"straight-leg+sit-up", b"curl-up,+feet+free", b"zz")
    statuses, page = asyncio.run(votes())
    assert statuses == [400, 200, 409, 409, 400]
    assert b"Your answer is counted." in page and b"<form" not in page
    assert choice.counts() == {"straight-leg sit-up": 1}


def test_a_ballot_is_the_browsers_own_and_nothing_is_kept_of_who_sent_it(choice):
    status, page = asyncio.run(http(choice.port, f"GET /{choice.code.upper()}"))
    head = page.split(b"\r\n\r\n")[0].decode()
    assert status == 200
    assert "HttpOnly" in head and "SameSite=Strict" in head
    assert "default-src 'none'" in head and "script" not in head
    assert "Server:" not in head and "no-store" in head
    assert asyncio.run(phone(choice.port, choice.code, "curl-up,+feet+free"))[0] == 200
    dump = "\n".join(choice._votes.iterdump())
    assert "curl-up" in dump and "127.0.0.1" not in dump


def test_there_is_an_end_to_the_ballots():
    with Vote(CHOICE, most=3) as few:
        got = asyncio.run(crowd(few.port, few.code, 4, 0, ["curl-up,+feet+free"]))
        assert (got["thanked"], few.counts()) == (3, {"curl-up, feet free": 3})
        assert asyncio.run(phone(few.port, few.code, "curl-up,+feet+free"))[0] == 503
    assert MOST >= 200


def test_two_hundred_phones_at_once_lose_no_vote():
    with Vote(NUMBER) as opened:
        got = asyncio.run(crowd(opened.port, opened.code, 200, 0.2, ["50", "86,6", "100"]))
        assert (got["thanked"], got["refused"], got["tried"]) == (200, 50, 50)
        assert sum(opened.counts().values()) == 200
        assert set(opened.counts()) <= {"50.0", "86.6", "100.0"}


def test_a_kernel_that_computes_loses_no_vote(choice):
    phones = threading.Thread(target=lambda: asyncio.run(crowd(choice.port, choice.code, 5, 0, ["curl-up,+feet+free"])))
    phones.start()
    while phones.is_alive():
        sum(i * i for i in range(5_000))
    assert choice.counts() == {"curl-up, feet free": 5}


# Where it is open, and when it ends -------------------------------------------------------------------------------


def test_it_is_open_on_this_computer_alone_unless_it_is_told_otherwise(choice, monkeypatch):
    assert choice.address == f"http://127.0.0.1:{choice.port}/{choice.code}" and choice.warning == ""
    heard = []
    monkeypatch.setattr(vote, "addresses", lambda: ["192.0.2.9"])
    with pytest.warns(UserWarning, match="everyone on this network can reach the ballot at 127.0.0.2.*not encrypted"):
        wide = Vote(CHOICE, network="127.0.0.2")  # stands for a network here: no test opens a real one
    with wide:
        heard.append(wide.hosts)
    assert heard == [{f"127.0.0.2:{wide.port}"}]
    for many in ("0.0.0.0", "255.255.255.255", "224.0.0.1"):
        with pytest.raises(ValueError, match=r"stands for many. Give this computer's own: it has 192\.0\.2\.9"):
            Vote(CHOICE, network=many)
    with pytest.raises(ValueError, match=r"but 'everyone' was given. It has 192\.0\.2\.9"):
        Vote(CHOICE, network="everyone")


@pytest.mark.filterwarnings("ignore:While the vote is open")
def test_an_address_that_is_not_this_computers_gets_a_sentence():
    away = Vote(CHOICE, network="203.0.113.7")
    with pytest.raises(
        ValueError, match="cannot be opened at 203.0.113.7: the computer says “.+”. Ask on this computer"
    ):
        away.start()
    away.close()
    assert not any(one.startswith("127.") for one in addresses())


def test_a_port_that_is_taken_gives_way(choice):
    with Vote(NUMBER, port=choice.port) as other:
        assert other.port != choice.port and listens(other.port)


def test_it_ends_with_its_block_and_keeps_its_counts():
    with Vote(CHOICE) as opened:
        asyncio.run(phone(opened.port, opened.code, "curl-up,+feet+free"))
        assert listens(opened.port) and opened.open
    assert not listens(opened.port) and not opened._thread.is_alive()
    assert opened.counts() == {"curl-up, feet free": 1}
    assert opened.cast("late", "curl-up, feet free") == (410, "The vote is closed.")
    opened.close()
    with pytest.raises(ValueError, match="opens once"):
        opened.start()


def test_it_ends_by_itself():
    opened = Vote(CHOICE, seconds=0.05).start()
    opened._thread.join(10)
    assert not opened.open and not listens(opened.port)
    opened.close()


def test_it_ends_with_the_kernel():
    code = (
        "from edu_lib.learn.vote import Vote; from edu_lib.learn.vote_count import Poll\n"
        "from edu_lib.learn.predict import predictions\n"
        "print(Vote(Poll('04-ladder', predictions()['04-ladder'])).start().port)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == "" and not listens(int(done.stdout))


# The page ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["choice", "number", "order"])
def test_whatever_the_words_are_they_are_text_on_the_page(kind):
    item = {"choice": CHOICE, "number": NUMBER, "order": ORDER}[kind].item
    parts = ("options", "items")
    item = item | {"ask": EVIL, "label": EVIL, "unit": EVIL}
    item |= {part: [one | {"text": EVIL} for one in item[part]] for part in parts if part in item}
    page = ballot(Poll("evil", item), "n", EVIL, code="bcdfg", wrong=True, typed=f'"{EVIL}')
    assert "<script" not in page and page.count("&lt;script") >= 3
    assert "onload" not in page and "<script" not in page  # and none of ours
    assert '<fieldset aria-describedby="said"><legend>' in page
    assert page.count("<label") == (1 if kind == "number" else len(Poll("evil", item).options))


def test_a_number_is_typed_as_people_type_it():
    assert [NUMBER.check(typed) for typed in ("86,6", " 86.6 ", "100", "-0")] == ["86.6", "86.6", "100.0", "0.0"]
    for typed, sentence in (("101", "from 0 to 100 %"), ("−1", "from 0"), ("many", "in digits"), ("1e1", "in digits")):
        with pytest.raises(ValueError, match=sentence):
            NUMBER.check(typed)
    assert 'inputmode="text"' in ballot(Poll("07-diamond", ITEMS["07-diamond"]), "n")  # a pad of digits has no minus


# Counts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ITEMS)
def test_every_question_can_be_put_to_a_class(name):
    poll = Poll(name, ITEMS[name])
    answer = str(poll.answer if poll.answer is not None else ITEMS[name]["range"][1])
    tally = Tally(poll, {poll.check(answer): 3})
    assert [count for *_, count in tally.rows].count(3) == 1 and tally.n == 3
    assert "3 answers" in tally.words and ": 3." in tally.table
    if poll.is_number:
        widths = {round(b - a, 9) for a, b in zip(poll.edges, poll.edges[1:])}
        assert 4 <= len(poll.options) <= 10 and len(widths) == 1
        assert (poll.edges[0], poll.edges[-1]) == tuple(ITEMS[name]["range"])
    assert bool(poll.answer_words) == (poll.answer is not None)


def test_a_place_in_a_picture_cannot_be_voted_on():
    mark = {"kind": "mark", "ask": "Where?"}
    with pytest.raises(ValueError, match="place in a picture"):
        Poll("mark", mark)


def test_counts_are_said_in_words():
    assert Tally(NUMBER, {"0.0": 1, "60.0": 2, "100.0": 1}).words == "The class: median 60 %, 4 answers."
    assert Tally(NUMBER, {"60.0": 1, "65.0": 1}).words == "The class: median 62.5 %, 2 answers."
    assert Tally(NUMBER, {"2": 3, "9": 2}, hands=True).words == "The class: median 20 to 29 %, 5 answers."
    assert [count for *_, count in Tally(NUMBER, {"10.0": 1, "9.9": 2, "100.0": 4}).rows] == [2, 1, *[0] * 7, 4]
    two = {"straight-leg sit-up": 2, "curl-up, feet free": 2}
    assert "“Curl-up, feet free” and “Sit-up with straight legs” (2 each of 4 answers)" in Tally(CHOICE, two).words
    assert Tally(CHOICE, {}).words == "The class: no answers."
    assert ORDER.hint == "Which of them comes first?" and ORDER.answer == "lying prone"
    assert ORDER.answer_words == "The measurement puts “Lying face down” first."


def test_the_counts_are_a_table_for_a_spreadsheet():
    rows = list(csv.reader(io.StringIO(Tally(NUMBER, {"100.0": 1, "62.5": 2}).csv())))
    assert rows[0] == ["item", "question", "answer", "unit", "votes"]
    assert [row[2:] for row in rows[1:]] == [["62.5", "%", "2"], ["100", "%", "1"]]
    rows = list(csv.reader(io.StringIO(Tally(CHOICE, {"straight-leg sit-up": 2}).csv())))
    assert [row[4] for row in rows[1:]] == ["0", "0", "2", "0"]


# The panel in the card --------------------------------------------------------------------------------------------


class Lab:
    """The least that a lab must be for a vote."""

    def __init__(self):
        import ipywidgets

        self.widget, self.reminded = ipywidgets.HTML("the lab"), []

    def remind(self, words):
        self.reminded.append(words)


@pytest.fixture
def asked(monkeypatch):
    """A prediction with a lab whose panel opens votes at any free port; what is left open is closed."""
    monkeypatch.setattr(vote_panel, "PORT", 0)
    monkeypatch.setattr(vote_panel, "addresses", lambda: ["192.0.2.9"])
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    prediction = predict("08-sixty", Lab())
    yield prediction
    for one in [*vote_panel._running]:
        one.close()
    vote_panel._running.clear()


def shown(prediction, where=""):
    return [b for b in prediction.card.state()["blocks"] if b.get("only", "") == where]


def press(prediction, button, **values):
    prediction.card.widget.answer({"press": button, "values": {k.replace("_", "-"): v for k, v in values.items()}})
    return prediction.error


def test_a_vote_goes_from_the_question_to_the_lab(asked):
    assert [b["only"] for b in shown(asked)[-1]["buttons"]] == ["", "", "lecture"]
    press(asked, "vote")
    (who,) = [b for b in shown(asked, "lecture") if b["kind"] == "choice"]
    assert [o["id"] for o in who["options"]] == ["here", "192.0.2.9", "hands"] and who["value"] == []
    assert "everyone on this network" in who["options"][1]["note"]
    assert shown(asked, "study")[0]["html"].count("tilted")  # what a student is asked is still there
    assert press(asked, "vote-start") == "Choose who can answer first."
    press(asked, "vote-start", vote_who=["here"])
    opened = asked.card.panel.vote
    assert asked.card.state()["leaving"] == "vote-left"
    for answer in ("60", "70", "90"):
        assert asyncio.run(phone(opened.port, opened.code, answer))[0] == 200
    kinds = [b["kind"] for b in shown(asked, "lecture")]
    assert kinds == ["text", "invite", "text", "buttons"]  # no counts before they are asked for
    (way,) = [b for b in shown(asked, "lecture") if b["kind"] == "invite"]
    assert (way["count"], way["code"]) == (3, opened.code) and way["picture"]["src"].startswith("data:image/svg")
    press(asked, "vote-peek")
    (bars,) = [b for b in shown(asked, "lecture") if b["kind"] == "columns"]
    assert bars["mark"] is None and sum(bars["counts"]) == 3
    press(asked, "vote-close")
    assert not listens(opened.port) and asked.card.state()["leaving"] == ""
    assert "86.6" not in json.dumps(asked.card.state())  # the answer comes after
    assert not asked.opened and journal().entries() == []
    press(asked, "vote-tell")
    (bars,) = [b for b in shown(asked, "lecture") if b["kind"] == "columns"]
    assert (bars["mark"], bars["note"]) == (86.6, "Trigonometry: 86.6 %") and "70 to 79 %: 1" in bars["alt"]
    press(asked, "vote-open")
    sentence = "The class: median 70 %, 3 answers. Trigonometry says 86.6 %."
    assert asked.opened and asked.lab.reminded[-1] == sentence and sentence in str(asked.card)
    assert asked.value is None and journal().entries("prediction") == []
    (entry,) = journal().entries()
    assert (entry["kind"], entry["votes"], entry["words"]) == ("vote", 3, sentence)
    assert not predict("08-sixty", Lab()).opened  # the next class is asked anew


def test_hands_are_counted(asked):
    press(asked, "vote")
    press(asked, "vote-start", vote_who=["hands"])
    assert vote_panel._running == []  # no server
    (boxes,) = [b for b in shown(asked, "lecture") if b["kind"] == "hands"]
    assert len(boxes["rows"]) == 10
    assert "Type how many hands" in press(asked, "vote-count", vote_hands={})
    for typed in ("x", "-1", "2.5", "99999", "²"):
        problem = press(asked, "vote-count", vote_hands={"0": "4", "3": typed})
        assert problem == f"“30 to 39 %”: type a whole number of hands from 0 to 2000, not “{typed}”."
    assert [b for b in shown(asked, "lecture") if b["kind"] == "hands"][0]["value"]["0"] == "4"  # nothing typed is lost
    press(asked, "vote-count", vote_hands={"0": "4", "8": "7"})
    assert asked.card.panel.words == "The class: median 80 to 89 %, 11 answers. Trigonometry says 86.6 %."


def test_leaving_the_slides_ends_the_vote_and_keeps_the_counts(asked):
    press(asked, "vote-left")  # nothing runs: nothing happens
    assert asked.error is None
    press(asked, "vote")
    press(asked, "vote-start", vote_who=["here"])
    opened = asked.card.panel.vote
    asyncio.run(phone(opened.port, opened.code, "60"))
    press(asked, "vote-left")
    assert not listens(opened.port) and asked.card.panel.tally.counts == {"60.0": 1}


def test_one_vote_at_a_time_and_a_page_that_is_loaded_anew_finds_it(asked):
    press(asked, "vote")
    press(asked, "vote-start", vote_who=["here"])
    first = asked.card.panel.vote
    again = predict("08-sixty", Lab())
    assert again.card.panel.vote is first and again.card.panel.stage == "running"
    other = predict("04-ladder")
    press(other, "vote")
    press(other, "vote-start", vote_who=["here"])
    assert not listens(first.port) and listens(other.card.panel.vote.port)
    other.commit("straight-leg sit-up")  # somebody answers in the card itself
    assert vote_panel._running == []


def test_the_slide_follows_the_votes_without_a_word(asked, monkeypatch):
    monkeypatch.setattr(vote_panel, "LOOK_S", 0.01)

    async def lecture():
        card = asked.card
        press(asked, "vote")
        press(asked, "vote-start", vote_who=["here"])
        opened, seen = card.panel.vote, []
        card.widget.observe(lambda change: seen.append(change["new"]), "state")
        assert opened.cast("one", "60")[0] == 200
        while not seen:
            await asyncio.sleep(0.01)
        opened.close()  # its time is over
        while card.panel.stage == "running":
            await asyncio.sleep(0.01)
        return seen

    first, *_, last = asyncio.run(lecture())
    assert first["quiet"] and any(b.get("count") == 1 for b in first["blocks"])
    assert "The time of the vote is over" in last["say"] and not last["quiet"]


def test_a_kernel_elsewhere_offers_hands_alone(asked, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_USER", "someone")
    press(asked, "vote")
    (who,) = [b for b in shown(asked, "lecture") if b["kind"] == "choice"]
    assert [o["id"] for o in who["options"]] == ["hands"] and "cannot reach" in who["options"][0]["note"]


def test_without_an_answer_the_class_is_shown_and_nothing_else(asked):
    asks = Prediction("00-class", ITEMS["00-class"])
    press(asks, "vote")
    press(asks, "vote-start", vote_who=["hands"])
    press(asks, "vote-count", vote_hands={"3": "5"})
    assert [b["id"] for b in shown(asks, "lecture")[-1]["buttons"]] == ["vote-again", "vote-back"]
    assert "Count the class first" in press(asks, "vote-tell")
    press(asks, "vote-back")
    assert shown(asks, "lecture") == [] and asks.card.panel.stage == "off"


def test_the_browser_knows_the_blocks_of_a_vote():
    blocks = [
        vote_blocks.invite("i", "Open", "here/", "bcdfg", count=1, counted="answer"),
        vote_blocks.bars("b", "said", [{"id": "a", "text": "A", "count": 2}], mark="a"),
        vote_blocks.columns("c", "said", [0, 1, 2], [3, 4], "how much", mark=1.5, note="Model: 1.5"),
        vote_blocks.hands("h", "How many?", [{"id": "a", "text": "A"}]),
    ]
    source = (Path(view.__file__).parent / "vote_blocks.js").read_text(encoding="utf-8")
    assert set(re.findall(r"^  (\w+)\(\{", source, re.MULTILINE)) == {b["kind"] for b in blocks}
    assert json.loads(json.dumps(blocks)) == blocks
    assert "innerHTML" not in source
    with pytest.raises(ValueError, match="2 columns stand between 3 edges, but 2 were given"):
        vote_blocks.columns("c", "", [0, 1], [1, 2], "")


def test_without_the_library_for_qr_there_is_address_and_code(monkeypatch):
    monkeypatch.setitem(sys.modules, "segno", None)
    assert vote_blocks.qr("http://127.0.0.1:1/bcdfg", "") is None
