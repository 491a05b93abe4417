"""Several labs at once, and one lab for long: no crossed wires, nothing left behind."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TWO = (
    "# Two labs.",
    "from IPython.display import display",
    "from edu_lib import lab",
    'display(lab("spinal_load"), lab("spinal_load"))',
)
ONE = ("# One lab.", "from edu_lib import lab", 'lab("spinal_load")')


@pytest.fixture(scope="module")
def two(visit, write_notebook):
    return visit(write_notebook("two.ipynb", *TWO)).ready().run_all()


def test_two_labs_on_one_page_do_not_cross_wires(two):
    one, other = two.page.locator(".edu-lab").nth(0), two.page.locator(".edu-lab").nth(1)
    other.locator("svg").wait_for()
    before = two.text("discs-value4", one)
    two.slider("trunk_flexion_deg", other).focus()
    two.page.keyboard.press("End")
    two.wait_for_words("Trunk bent 100 degrees", other)
    assert two.text("discs-value4", other) != before
    assert two.text("discs-value4", one) == before
    assert "Standing" in one.locator(".edu-say").text_content()
    ids = two.page.locator(".edu-lab [id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert two.complaints == []


def test_two_notebooks_at_once_do_not_cross_wires(two, visit, write_notebook):
    before = two.text("discs-value4")
    other = visit(write_notebook("one.ipynb", *ONE)).ready().run_all()
    other.put("Load, kg", 30)
    other.wait_for_words("30 kg in the hands")
    assert two.text("discs-value4") == before
    assert "Standing" in two.say.text_content()
    two.put("Load, kg", 10)
    two.wait_for_words("10 kg in the hands")
    assert "30 kg in the hands" in other.say.text_content()
    assert other.complaints == []
    other.page.close()


def test_a_thousand_moves_leave_nothing_behind(two):
    two.page.bring_to_front()
    browser = two.page.context.new_cdp_session(two.page)
    browser.send("Performance.enable")

    def held():
        browser.send("HeapProfiler.collectGarbage")
        found = {m["name"]: m["value"] for m in browser.send("Performance.getMetrics")["metrics"]}
        return {name: found[name] for name in ("Nodes", "JSEventListeners", "JSHeapUsedSize")}

    moves = """count => new Promise(done => {
      const slider = document.querySelector('.edu-lab input[data-key=trunk_flexion_deg]'); let i = 0;
      const move = () => { slider.value = i % 100; slider.dispatchEvent(new Event('input', {bubbles: true}));
        if (++i < count) requestAnimationFrame(move); else done(); };
      move(); })"""
    two.page.evaluate(moves, 60)
    two.wait_for_words("Trunk bent 59 degrees")
    before = held()
    two.page.evaluate(moves, 1000)
    two.wait_for_words("Trunk bent 99 degrees")  # the newest wins, and it arrives
    after = held()
    assert after["Nodes"] < before["Nodes"] + 500
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 20
    assert after["JSHeapUsedSize"] < before["JSHeapUsedSize"] + 8e6
    assert two.complaints == []
