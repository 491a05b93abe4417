// One view for every card: Python says which blocks stand in it, this shows them and sends back what is pressed.
function render({ model, el }) {
  SPOKEN = model.get("words");
  if (SPOKEN.lang) el.lang = SPOKEN.lang;
  const prefix = `card${Math.random().toString(36).slice(2, 10)}-`;
  const heading = make("p", { class: "edu-title", id: `${prefix}title`, tabindex: "-1" });
  const blocks = make("div", { class: "edu-blocks" });
  const voice = make("p", { class: "edu-unseen", role: "status", "aria-live": "polite" });
  const trouble = make("p", { class: "edu-error", role: "alert" });
  const card = make("div", { class: "edu-page", role: "group", "aria-labelledby": `${prefix}title` }, heading, blocks, trouble, voice);

  let speaking;
  const say = (words) => { // emptied first, so that the same sentence is spoken twice
    clearTimeout(speaking);
    voice.textContent = "";
    if (words) speaking = setTimeout(() => { voice.textContent = words; }, 60);
  };
  let live = [], waiting = null, acted = false;
  const rest = () => { clearTimeout(waiting); waiting = null; card.removeAttribute("aria-busy"); };
  const press = (id) => {
    if (waiting !== null) return; // pressed twice in haste
    trouble.textContent = "";
    acted = true;
    card.setAttribute("aria-busy", "true");
    waiting = setTimeout(() => { rest(); trouble.textContent = _("Nothing answers. Choose Run > Run All Cells to bring this card back to life."); }, 15_000);
    try {
      model.send({ press: id, values: Object.fromEntries(live.filter((one) => one.get && !one.block.locked).map((one) => [one.block.id, one.get()])) });
    } catch {
      rest();
      trouble.textContent = _("Nothing answers here. Choose Run > Run All Cells to bring this card to life.");
    }
  };
  const enter = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    // Of two that stand out, for study and for slides, one is seen.
    [...blocks.querySelectorAll("button.edu-primary:not(:disabled)")].find((button) => button.getClientRects().length)?.click();
  };

  const wording = (b) => JSON.stringify([b.kind, b.id, b.legend || b.label || b.alt, (b.options || b.items || b.targets || b.words || []).map((o) => o.id || o)]);
  const drawn = (block, i) => {
    const { node, get } = KINDS[block.kind](block, { id: `${prefix}${i}`, say, enter, press });
    if (block.id) node.setAttribute("data-block", block.id);
    if (block.only) node.classList.add(`edu-for-${block.only}`);
    return { block, node, get };
  };
  const changed = () => { // a count that has grown: nothing is spoken, and the focus stays
    const { blocks: wanted, quiet } = model.get("state");
    if (!quiet || wanted.length !== live.length || wanted.some((block, i) => wording(block) !== wording(live[i].block))) { show(); return; }
    live = wanted.map((block, i) => {
      if (JSON.stringify(block) === JSON.stringify(live[i].block)) return live[i];
      const now = drawn(block, i);
      live[i].node.replaceWith(now.node);
      return now;
    });
  };
  const show = () => {
    const { title, blocks: wanted, say: words, focus } = model.get("state");
    const old = new Map(live.filter((one) => one.get).map((one) => [wording(one.block), one]));
    const held = card.contains(document.activeElement) || acted ? document.activeElement?.dataset?.key : undefined;
    const mine = acted || card.contains(document.activeElement);
    heading.textContent = title;
    live = wanted.map((block, i) => {
      // What was typed and not yet sent is kept while Python asks the same.
      const was = old.get(wording(block));
      const now = was && !block.locked && !was.block.locked && JSON.stringify(was.block.value) === JSON.stringify(block.value) ? { ...block, value: was.get() } : block;
      return { ...drawn(now, i), block };
    });
    const unfolded = blocks.querySelector(".edu-map details")?.open;
    blocks.replaceChildren(...live.map((one) => one.node));
    const map = blocks.querySelector(".edu-map svg"), tight = map?.clientWidth && map.clientWidth < 0.75 * map.viewBox.baseVal.width;
    blocks.querySelector(".edu-map details")?.toggleAttribute("open", Boolean(unfolded ?? tight)); // where the map is tiny, its list shows
    if (mine) {
      const named = (attribute, value) => (value ? [...card.querySelectorAll(`[${attribute}="${CSS.escape(value)}"]:not(:disabled)`)].find((e) => e.getClientRects().length) : null);
      const block = named("data-block", focus);
      const first = block?.querySelector("input:checked:not(:disabled)") || block?.querySelector("input:not(:disabled), button:not(:disabled)");
      if (block && !first) block.tabIndex = -1;
      (first || block || named("data-key", focus) || named("data-key", held) || heading).focus();
    }
    acted = false;
    say(words);
  };
  const hear = (message) => { if (message.done) rest(); };
  // JupyterLab would take arrow, Home, End and Page keys (and letters) for its own commands; see labs/live.js.
  const keep = (event) => { if (!event.ctrlKey && !event.metaKey && event.key !== "Escape") event.stopPropagation(); };
  const lend = (event) => {
    if (!el.contains(event.target)) return;
    const ours = !((event.ctrlKey || event.metaKey) && /^[sb]$/i.test(event.key));
    for (const one of [el, event.target]) one.toggleAttribute("data-lm-suppress-shortcuts", ours); // before 4.6 the target counts first
  };
  el.addEventListener("keydown", keep);
  window.addEventListener("keydown", lend, true);
  // What ends with the lecture, such as a vote, is told when the slides are left.
  let lecture = document.body.classList.contains("edu-lecture");
  const slides = new MutationObserver(() => {
    const was = lecture, { leaving } = model.get("state");
    lecture = document.body.classList.contains("edu-lecture");
    if (was && !lecture && leaving) try { model.send({ press: leaving, values: {} }); } catch { /* the kernel is gone, and the vote with it */ }
  });
  slides.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  model.on("change:state", changed);
  model.on("msg:custom", hear);
  el.classList.add("edu-card");
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  el.append(card);
  show();
  say("");
  return () => {
    rest();
    clearTimeout(speaking);
    el.removeEventListener("keydown", keep);
    window.removeEventListener("keydown", lend, true);
    slides.disconnect();
    model.off("change:state", changed);
    model.off("msg:custom", hear);
  };
}

export default { render };
