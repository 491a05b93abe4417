"""Every finished lesson from start to end in the browser, by a student who predicts, drags, answers and errs once."""

import json
import shutil
from pathlib import Path

import pytest

from edu_lib.learn.card_sort import card_sort
from edu_lib.learn.case import case
from edu_lib.learn.claims import read_claims
from edu_lib.learn.items import load
from edu_lib.learn.labels import label_quiz
from edu_lib.learn.predict import predictions

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Student:
    """Works on the cards of an open lesson as a person would."""

    def __init__(self, page, journal: Path):
        self.page, self.journal = page.page, journal

    def card(self, title):
        card = self.page.locator(".edu-card").filter(has=self.page.locator(".edu-title", has_text=title)).first
        return self.show(card)

    def card_of(self, item):
        """The card of a prediction."""
        return self.show(self.page.locator(".edu-card").filter(has_text=predictions()[item]["ask"]).first)

    def show(self, thing):
        """Scroll down the lesson until `thing` is there: JupyterLab builds what is far below only when it comes near."""
        panel = self.page.locator(".jp-WindowedPanel-outer").first
        panel.evaluate("panel => panel.scrollTo(0, 0)")
        for _ in range(60):
            if thing.count():
                break
            panel.evaluate("panel => panel.scrollBy(0, panel.clientHeight / 2)")
            self.page.wait_for_timeout(150)
        thing.scroll_into_view_if_needed()
        return thing

    def press(self, card, button):
        """Press a button and wait until the card has changed."""
        before = card.inner_text()
        card.get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_function(
            "([card, before]) => card.innerText !== before && !card.querySelector('[aria-busy]')",
            arg=[card.element_handle(), before],
        )

    def arrange(self, card, wanted):
        """Bring an order block into the wanted order of ids by its buttons."""
        for place, item in enumerate(wanted):
            row = card.locator(f'li[data-item="{item}"]')
            while (
                card.locator("li[data-item]").evaluate_all("(all) => all.map((li) => li.dataset.item)").index(item)
                > place
            ):
                row.get_by_role("button").first.press("Enter")

    def give(self, card, item, right=True):
        """Fill in an answer to a quiz item."""
        kind = item["kind"]
        if kind in ("single", "multiple"):
            for option in item["options"]:
                box = card.locator(f'input[value="{option["id"]}"][data-key^="{item["id"]}:"]:not([data-key*=":sure"])')
                if option["right"] == right:
                    box.check()
                    if kind == "single":
                        break
                elif kind == "multiple":
                    box.uncheck()
        elif kind == "number":
            card.get_by_role("textbox").fill(str(item["answer"] if right else item["range"][0]))
        elif kind == "order":
            ids = [one["id"] for one in item["items"]]
            self.arrange(card, ids if right else ids[::-1])
        elif kind == "fix":
            word = item["wrong"] if right else (item["wrong"] + 1) % len(item["sentence"])
            card.locator(f'button[data-key^="{item["id"]}:"][data-key$="/{word}"]').click()
            card.get_by_role("textbox").fill(item["accept"][0])
        elif item["how"] == "pick":
            spots = card.locator(f'button.edu-spot[data-key$="/{item["target"]}"]')
            if not right:
                spots = card.locator(f'button.edu-spot:not([data-key$="/{item["target"]}"])').first
            spots.click()
        else:
            card.get_by_role("textbox").fill(item["accept"][0] if right else "something else")
        card.get_by_role("radio", name="Sure", exact=True).check()

    def quiz(self, lesson, title):
        """Answer a lesson's whole quiz, the first question wrong at the first try."""
        return self.answer(self.card(title), load(lesson))

    def answer(self, card, items):
        """Answer the items of a card, the first one wrong at the first try."""
        for i, item in enumerate(items):
            if i == 0:
                self.give(card, item, right=False)
                self.press(card, "Check")
                assert "Try once more" in card.inner_text()
            self.give(card, item)
            self.press(card, "Check")
            assert "Right at the" in card.inner_text(), item["id"]
            self.press(card, "Next" if i + 1 < len(items) else "Summary")
        assert (
            f"Of {len(items)} questions you have {len(items) - 1} right at the first try and 1 at the second"
            in card.inner_text()
        )
        return items

    def case(self, name):
        """The best way through a case."""
        data, steps = case(name).data, 0
        card, here = self.card(data["title"]), data["start"]
        while not data["screens"][here].get("end"):
            if "draw" in data["screens"][here]:
                self.press(card, "Open an envelope")
                here = self.entries("path", case=name)[-1]["choice"]
                steps += 1
                continue
            choice = next(c for c in data["screens"][here]["choices"] if c["quality"] == "good")
            card.locator(f'input[value="{choice["id"]}"]').check()
            self.press(card, "Decide")
            here, steps = choice["to"], steps + 1
        assert data["screens"][here]["reflection"] in card.inner_text()
        assert card.get_by_role("img", name="Map of the case").is_visible()
        return steps

    def entries(self, kind, **where):
        lines = [
            line for path in self.journal.rglob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()
        ]
        found = [entry for entry in map(json.loads, lines) if entry["kind"] == kind]
        return [entry for entry in found if where.items() <= entry.items()]


@pytest.fixture(scope="module")
def begin(visit, jupyter, tmp_path_factory):
    """Open a lesson and run it: begin("00_start_here.ipynb") returns the page and a student whose journal is empty."""
    journal = jupyter.folder / "journal"

    def forget():
        shutil.rmtree(journal, ignore_errors=True)

    def start(notebook):
        forget()
        page = visit(notebook).ready()
        page.page.get_by_role("menuitem", name="Run", exact=True).click()
        page.page.get_by_text("Run All Cells", exact=True).click()
        page.page.locator(".edu-card").first.wait_for()
        return page, Student(page, journal)

    yield start
    forget()


def check(page):
    """Nothing was asked of another machine, nothing went wrong, and the cards are clean under axe."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page.page, context=".edu-card").response["violations"]
    assert [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found] == []
    assert page.complaints == []
    assert page.strangers() == []


def test_lesson_00_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("00_start_here.ipynb")
    card = student.card("What do you believe?")
    touched = 0
    while card.get_by_role("slider").count() and card.get_by_role("button", name="Back", exact=True).count():
        sliders = card.locator("input[type=range]:not(:disabled)")
        if not sliders.count():
            break
        for i in range(sliders.count()):
            sliders.nth(i).focus()
            page.page.keyboard.press("End" if i % 2 else "Home")
            touched += 1
        student.press(card, "Save and go on" if card.get_by_role("button", name="Save and go on").count() else "Save")
    assert touched == 10
    assert {entry["value"] for entry in student.entries("belief", when="start")} == {0, 100}
    assert len(student.entries("belief")) == 10
    student.quiz("00", "Check yourself: What do you believe?")
    assert len(student.entries("answer", lesson="00", right=True)) == len(load("00"))
    steps = student.case("sure")
    assert len(student.entries("path", case="sure")) == steps
    page.page.screenshot(path=tmp_path_factory.getbasetemp() / "walk-00.png")
    check(page)
    page.page.close()


def test_lesson_04_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("04_spinal_load.ipynb")
    cards = page.page.locator(".edu-card")
    # The labs stay closed until the student has committed to an answer.
    assert page.page.locator(".edu-lab").count() == 0

    reach = student.show(cards.filter(has_text=predictions()["04-reach"]["ask"]).first)
    reach.get_by_role("textbox").fill("1500")
    student.press(reach, "Commit")
    page.page.locator(".edu-lab").first.wait_for()
    assert "You said 1500 N" in reach.inner_text()
    page.find_lab()
    student.press(reach, "Show this in the lab")
    page.wait_for_words("20 kg in the hands")
    standing = page.text("head-line")
    thumb = page.slider("trunk_flexion_deg").bounding_box()
    middle = thumb["y"] + thumb["height"] / 2
    page.page.mouse.move(thumb["x"] + 8 + (thumb["width"] - 16) * 20 / 120, middle)
    page.page.mouse.down()
    page.page.mouse.move(thumb["x"] + thumb["width"] * 0.5, middle, steps=15)
    page.page.mouse.up()
    page.wait_for_words("Trunk bent")
    assert page.text("head-line") != standing
    assert "You said 1500 N" in page.lab.inner_text()  # the prediction stays beside the result

    order = student.show(cards.filter(has_text=predictions()["04-order"]["ask"]).first)
    student.arrange(order, predictions()["04-order"]["answer"][1:])
    student.press(order, "Commit")
    page.page.locator(".edu-lab").nth(1).wait_for()
    ladder = student.show(cards.filter(has_text=predictions()["04-ladder"]["ask"]).first)
    student.press(ladder, "Show me anyway")
    page.page.locator(".edu-lab").nth(2).wait_for()

    items = student.quiz("04", "Check yourself: What loads a disc?")
    assert sum(item["lesson"] != "04" for item in items) == 3
    steps = student.case("nurse")

    (said,) = student.entries("prediction", item="04-reach")
    assert (said["value"], said["shown_anyway"]) == (1500, False)
    assert len(student.entries("prediction", item="04-order")) == 1
    assert [e["shown_anyway"] for e in student.entries("prediction", item="04-ladder")] == [True]
    answers = student.entries("answer", lesson="04")
    assert [a["right"] for a in answers if a["item"] == items[0]["id"]] == [False, True]
    assert {a["item"] for a in answers if a["right"]} == {item["id"] for item in items}
    assert {a["confidence"] for a in answers} == {4}
    assert len(student.entries("path", case="nurse")) == steps
    page.page.screenshot(path=tmp_path_factory.getbasetemp() / "walk-04.png")
    check(page)
    page.page.close()


def predicted(student, page, item):
    """Commit to the answer of a prediction, and wait for the lab that opens."""
    card, answer = student.card_of(item), predictions()[item]["answer"]
    if predictions()[item]["kind"] == "number":
        card.get_by_role("textbox").fill(str(answer))
    else:
        card.locator(f'input[value="{answer}"]').check()
    student.press(card, "Commit")
    assert "you were right" in card.inner_text().lower()
    lab = card.locator("xpath=following::div[contains(concat(' ', @class, ' '), ' edu-lab ')]").first
    lab.wait_for()
    assert [entry["value"] for entry in student.entries("prediction", item=item)] == [answer]
    return lab


def saying(page, lab, words):
    """Wait until the lab says these words below its picture."""
    lab.locator(".edu-say, .edu-more, .edu-folds").filter(has_text=words).first.wait_for(timeout=15_000)


def finish(student, page, lesson, title, name, folder):
    """Quiz and case of a lesson, and what the journal keeps of them."""
    items = student.quiz(lesson, title)
    assert sum(item["lesson"] != lesson for item in items) == 3
    steps = student.case(name)
    assert {a["item"] for a in student.entries("answer", lesson=lesson) if a["right"]} >= {item["id"] for item in items}
    assert len(student.entries("path", case=name)) == steps
    page.page.screenshot(path=folder / f"walk-{lesson}.png")
    check(page)
    page.page.close()


def labelled(student, lab_words):
    """The lab whose controls are labelled with these words."""
    return student.show(student.page.locator(".edu-lab").filter(has_text=lab_words).first)


def test_lesson_01_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("01_trunk_anatomy.ipynb")
    layers = predicted(student, page, "01-size")
    deep = layers.locator("input[type=range][data-key=depth]")
    deep.focus()
    page.page.keyboard.press("Home")
    saying(page, layers, "skin")
    for _ in range(3):
        page.page.keyboard.press("ArrowRight")
    saying(page, layers, "rectus abdominis")
    layers.locator("select[data-key=structure]").select_option(
        "psoas major"
    )  # covered here: the lab goes where it is seen
    saying(page, layers, "psoas major")
    assert "anterior rami" in layers.text_content()
    slice_lab = predicted(student, page, "01-arcuate")
    level = slice_lab.locator("input[type=range][data-key=level]")
    level.focus()
    page.page.keyboard.press("Home")
    saying(page, slice_lab, "above the arcuate line")
    page.page.keyboard.press("End")
    saying(page, slice_lab, "below the arcuate line")
    core = predicted(student, page, "01-core")
    core.get_by_role("checkbox", name="Rectus abdominis").check()
    core.get_by_role("checkbox", name="Transversus abdominis").check()
    saying(page, core, "Overcome Sciatica 2019, the same muscles")

    front = student.answer(student.card("the trunk from the front"), label_quiz("front").items)
    assert {item["how"] for item in front} == {"pick", "type"}
    atlas = student.card("Atlas of the trunk")
    atlas.get_by_role("textbox").fill("abdominus")
    student.press(atlas, "Search")
    assert "“abdominis” is a genitive" in atlas.inner_text()
    with page.page.expect_download() as saved:
        student.show(page.page.locator("a[download='lesson-01.pdf']")).click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")
    finish(student, page, "01", "Check yourself: The wall and the cylinder", "pilates", tmp_path_factory.getbasetemp())


def test_lesson_02_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("02_lines_of_pull.ipynb")
    pull = predicted(student, page, "02-tra")
    student.press(student.card_of("02-tra"), "Show this in the lab")
    saying(page, pull, "nearly nothing at L4/L5")
    handle = pull.get_by_role("slider", name="upper").first
    handle.focus()
    for _ in range(3):
        page.page.keyboard.press("Shift+ArrowUp")
    saying(page, pull, "fibre of your own")
    pelvis = labelled(student, "Abdominals")
    slider = pelvis.locator("input[type=range][data-key=abdominals]")
    slider.focus()
    page.page.keyboard.press("End")
    saying(page, pelvis, "tilts back by 8.7 degrees")
    pelvis.get_by_role("checkbox", name="Relax").check()
    saying(page, pelvis, "stands as it always stands")
    sit_up = labelled(student, "dead bug")
    sit_up.locator("input[type=range]").first.focus()
    page.page.keyboard.press("End")
    saying(page, sit_up, "dead bug")
    finish(student, page, "02", "Check yourself: What can a muscle do?", "sit_up", tmp_path_factory.getbasetemp())


def test_lesson_05_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("05_posture.ipynb")
    posture = labelled(student, "Position")
    posture.locator("select[data-key=position]").select_option("lying")
    saying(page, posture, "0.10")
    posture.locator("select[data-key=position]").select_option("slouched")
    saying(page, posture, "more than in your own standing")
    claim = predicted(student, page, "05-tilt")
    claim.locator("input[type=range][data-key=strength_percent]").focus()
    page.page.keyboard.press("End")
    saying(page, claim, "Stronger by 50 %")
    saying(page, claim, "rolls back 0° by strength")
    finish(student, page, "05", "Check yourself: Posture, strength, tightness", "teen", tmp_path_factory.getbasetemp())


def judged(student, identity, verdict, ours):
    """Give a verdict on a claim of the article, and see the course's own beside it."""
    words = read_claims()[identity]["claim"]
    card = student.show(student.page.locator(".edu-card").filter(has_text=words).first)
    card.get_by_role("button", name=words).click()
    card.get_by_role("radio", name=verdict, exact=True).check()
    student.press(card, "Show ours")
    assert ours in card.inner_text()
    assert [entry["value"] for entry in student.entries("claim", item=identity)] == [verdict.lower()]


def test_lesson_03_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("03_the_tra_story.ipynb")
    onset = labelled(student, "Show the true onset")
    onset.locator("input[type=range][data-key=cursor_ms]").focus()
    page.page.keyboard.press("PageUp")
    onset.get_by_role("checkbox", name="Show the algorithms").check()
    saying(page, onset, "energy")
    sample = predicted(student, page, "03-power")
    student.press(student.card_of("03-power"), "Show this in the lab")
    saying(page, sample, "260 of 1000")
    story = labelled(student, "The chain of inference")
    story.locator("select[data-key=study]").select_option("Gubler 2010")
    saying(page, story, "48")
    cloud = labelled(student, "Your guess of r")
    cloud.get_by_role("checkbox", name="Show r").check()
    saying(page, cloud, "r = ")
    stability = predicted(student, page, "03-lost")
    student.press(student.card_of("03-lost"), "Show this in the lab")
    saying(page, stability, "transversus abdominis")
    judged(student, "C05", "Refuted", "no muscle carries stability alone")
    finish(student, page, "03", "Check yourself: Timing and stability", "ultrasound", tmp_path_factory.getbasetemp())


def test_lesson_07_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("07_does_it_work.ipynb")
    forest = predicted(student, page, "07-diamond")
    student.press(student.card_of("07-diamond"), "Show this in the lab")
    saying(page, forest, "Smith et al. 2014")
    forest.get_by_role("checkbox", name="Leave out low certainty").check()
    p_value = labelled(student, "I think P is about")
    p_value.get_by_role("checkbox", name="Show P").check()
    saying(page, p_value, "0.003")
    relief = labelled(student, "relief needed")
    relief.locator("input[type=range][data-key=relief_percent]").focus()
    page.page.keyboard.press("End")
    saying(page, relief, "80 % relief")
    room = predicted(student, page, "07-course")
    room.get_by_role("checkbox", name="With control groups").check()
    saying(page, room, "sham")
    screen = labelled(student, "Second finding")
    screen.locator("select[data-key=case]").select_option("cancer: history of cancer")
    saying(page, screen, "cancer")
    judged(student, "C56", "Not testable", "No trial of it is named")
    finish(student, page, "07", "Check yourself: Reading trials", "walking", tmp_path_factory.getbasetemp())


def test_lesson_08_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("08_traction_and_inversion.ipynb")
    tilt = predicted(student, page, "08-sixty")
    tilt.locator("input[type=range][data-key=angle_deg]").focus()
    page.page.keyboard.press("End")
    saying(page, tilt, "100 % of body weight")
    ladder = labelled(student, "Rung")
    ladder.locator("select[data-key=rung]").select_option("surgery avoided")
    saying(page, ladder, "10 of 13")
    screen = labelled(student, "Hiatus hernia or reflux")
    screen.get_by_role("checkbox", name="Glaucoma").check()
    saying(page, screen, "eye")
    judged(student, "C42", "Partly", "That this helps is not shown")
    finish(
        student, page, "08", "Check yourself: Traction, inversion, gadgets", "inversion", tmp_path_factory.getbasetemp()
    )


def test_lesson_06_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("06_disc_and_nerve.ipynb")
    roots = labelled(student, "Maps")
    roots.locator("select[data-key=root]").select_option("L4")
    saying(page, roots, "emergency department now")
    leg = labelled(student, "Toes pulled up")
    leg.locator("input[type=range][data-key=move_deg]").focus()
    page.page.keyboard.press("End")
    saying(page, leg, "12.4 mm")

    sort = student.card("Eight people, five terms")
    for card in card_sort("pain_terms").data["cards"]:
        wrong = card["id"] == "seat"  # a sign in the saddle, taken for something else
        sort.locator(f'select[data-key^="pain_terms:{card["id"]}:"]').select_option(
            "radicular" if wrong else card["is"]
        )
    student.press(sort, "Check")
    assert "Emergency department now" in sort.inner_text()
    assert [entry["right"] for entry in student.entries("sort")].count(False) == 1

    signs = predicted(student, page, "06-slr")
    student.press(student.card_of("06-slr"), "Show this in the lab")
    saying(page, signs, "56 % after")
    signs.get_by_role("checkbox", name="New change in the saddle").check()
    saying(page, signs, "Emergency department now")
    gone = predicted(student, page, "06-extrusion")
    gone.locator("select[data-key=counted]").select_option("gone")
    saying(page, gone, "No share of extrusions")
    scan = predicted(student, page, "06-scan")
    scan.locator("input[type=range][data-key=age]").focus()
    page.page.keyboard.press("End")
    saying(page, scan, "96 have disc degeneration")
    worry = labelled(student, "Weakness grows")
    worry.locator("input[type=checkbox][data-key=saddle]").check()
    saying(page, worry, "Emergency department now")
    judged(student, "C57", "Refuted", "refuted")
    finish(student, page, "06", "Check yourself: Discs, nerves and sciatica", "numb", tmp_path_factory.getbasetemp())


def test_lesson_09_from_start_to_end(begin, tmp_path_factory):
    page, student = begin("09_the_gymnast.ipynb")
    one = predicted(student, page, "09-question")
    one.locator("select[data-key=question]").select_option("one-leg hyperextension test")
    saying(page, one, "a sketch")

    plan = student.card("Build a plan")
    plan.get_by_label("An invented first name").fill("Noor")
    for words in ("under 18", "pars stress injury", "new: days"):
        plan.get_by_role("radio", name=words).first.check()
    plan.get_by_role("checkbox", name="numbness in the saddle").check()
    student.press(plan, "Next")
    plan.get_by_role("button", name="8 Plan").click()
    plan.get_by_text("Emergency department now").first.wait_for()
    assert student.entries("plan")

    written = student.card("Three sentences, with honest certainty")
    written.locator("textarea").fill("Enjoying a sport is a good reason to do it; it always works.")
    student.press(written, "Keep my version")
    assert "always" in written.inner_text()
    assert student.entries("rewrite")[-1]["text"].endswith("it always works.")

    ends = student.card("What do you believe now?")
    ends.locator("input[type=range]:not(:disabled)").first.focus()
    page.page.keyboard.press("End")
    student.press(ends, "Save and go on")
    assert student.entries("belief", when="end")

    steps = student.case("gymnast")
    assert steps == len(student.entries("path", case="gymnast"))
    case_ = student.card(case("gymnast").title)
    student.press(case_, "Open another envelope")
    assert case_.get_by_role("button", name="Open an envelope").is_visible()

    practised = student.card("What you practised, on a page")
    student.press(practised, "Look again")
    practised.get_by_label("Name on the page").fill("<b>Noor</b>")
    student.press(practised, "Make the page")
    with page.page.expect_download() as saved:
        practised.locator("a[download]").first.click()
    whole = Path(saved.value.path()).read_text(encoding="utf-8")
    assert "&lt;b&gt;Noor&lt;/b&gt;" in whole and "<b>Noor" not in whole
    items = student.quiz("09", "Check yourself: Reason and prescribe")
    assert sum(item["lesson"] != "09" for item in items) == 3
    check(page)
    page.page.close()
