// One view for every lab: controls, picture, and a sentence that is spoken. controls.js, figure.js and hands.js come before it.
function render({ model, el }) {
  // Each widget loads this module anew, so a counter would not tell two views on a page apart.
  SPOKEN = model.get("words");
  if (SPOKEN.lang) el.lang = SPOKEN.lang;
  const prefix = `edu${Math.random().toString(36).slice(2, 10)}-`, title = model.get("title"), name = model.get("name");
  const picture = make("div", { class: "edu-picture" });
  // Ids are made this view's own, so that two labs on one page never draw into each other.
  picture.innerHTML = model.get("svg").replace(/ id="/g, ` id="${prefix}`).replace(/url\(#/g, `url(#${prefix}`).replace(/href="#/g, `href="#${prefix}`);
  const svg = picture.querySelector("svg");
  svg.setAttribute("role", "img");
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  el.style.setProperty("--edu-shape", svg.viewBox.baseVal.width / svg.viewBox.baseVal.height);
  let painting = false;
  const patch = patcher(svg, prefix, model.get("ids"), (changed) => {
    for (const one of hands) if (changed.has(one.gid)) one.place();
    painting = false;
    push();
  });
  const sentence = make("p", { class: "edu-say", "aria-live": "polite" });
  const remind = make("p", { class: "edu-remind" }); // what was predicted
  const more = make("p", { class: "edu-more", "aria-live": "polite" });
  // What stands folded below: kept by title, so that a fold that is open stays open when its words change.
  const folds = make("div", { class: "edu-folds" }), folded = new Map();
  const fold = (found) => {
    for (const { title: heading, html } of found) {
      if (!folded.has(heading)) {
        const inner = make("div");
        folded.set(heading, { inner });
        folds.append(make("details", {}, make("summary", {}, heading), inner));
      }
      const kept = folded.get(heading);
      if (kept.html !== html) kept.inner.innerHTML = kept.html = html; // Python has escaped every word of it
    }
  };
  const trouble = make("p", { class: "edu-error", role: "alert" });
  const complain = (words) => { if (trouble.textContent !== words) trouble.textContent = words; };

  // One picture is under way, asked for or waiting to be painted; what is set meanwhile waits, newest wins. The next question
  // travels while the browser paints.
  let seq = 0, shown = 0, out = 0, wish = {}, hold = null, patience;
  const ask = (question) => {
    out += 1;
    clearTimeout(patience);
    patience = setTimeout(() => {
      out = 0;
      complain(_("Nothing answers. Choose Run > Run All Cells to bring the lab back to life."));
    }, 15_000);
    model.send({ seq: ++seq, ...question });
  };
  const push = () => {
    if (out || painting || !(hold || Object.keys(wish).length)) return;
    const question = { set: wish, ...(hold && { hand: hold }) };
    wish = {};
    hold = null;
    ask(question);
  };
  const send = (key, value) => { wish[key] = Number.isNaN(value) ? "" : value; push(); };
  const move = (pull) => { // of places the newest counts, of steps the sum
    hold = pull.by && hold?.by && hold.gid === pull.gid ? { gid: pull.gid, by: pull.by.map((step, i) => step + hold.by[i]) } : pull;
    push();
  };

  const controls = new Map(), panels = new Map(), values = {};
  let auto = new Set();
  const panel = make("div", { class: "edu-controls", role: "group", "aria-label": _("Controls: {title}", { title }) });
  const end = make("div", { class: "edu-end" });
  for (const control of model.get("controls")) {
    const id = `${prefix}${control.key}`;
    const built = (control.options ? choiceControl : control.switch ? switchControl : rangeControl)(control, id, send);
    controls.set(control.key, built);
    if (!panels.has(control.group)) {
      const box = control.folded ? make("details", {}, make("summary", {}, control.group)) : make("fieldset", {}, make("legend", {}, control.group));
      panels.set(control.group, box);
      (control.folded ? end : panel).append(box);
    }
    built.row.classList.toggle("edu-rest", !control.lecture);
    panels.get(control.group).append(built.row);
  }
  for (const box of panels.values()) box.classList.toggle("edu-rest", !box.querySelector(".edu-row:not(.edu-rest)"));
  const reset = make("button", { type: "button", class: "edu-reset" }, _("Reset"));
  reset.addEventListener("click", () => { wish = {}; hold = null; ask({ reset: true }); });
  // A lecture's slides leave out what is marked edu-rest; this button, which is only there, brings it over the picture.
  const open = make("button", { type: "button", class: "edu-open", "aria-expanded": "false" });
  const unfold = (all) => {
    el.classList.toggle("edu-all", all);
    open.setAttribute("aria-expanded", String(all));
    open.textContent = all ? _("Close") : panel.querySelector(".edu-rest") ? _("More controls") : _("More words");
  };
  open.addEventListener("click", () => unfold(!el.classList.contains("edu-all")));
  // Escape gives the focus back to the slide (lecture.js), and so does a click beside the lab.
  el.addEventListener("focusout", ({ relatedTarget: to }) => { if (to && !el.contains(to) && el.classList.contains("edu-all")) unfold(false); });
  const enter = () => {
    const slides = document.body.classList.contains("edu-lecture");
    if (slides === Boolean(open.parentNode)) return;
    if (slides) reset.after(open); else open.remove();
    unfold(false);
  };
  const room = new MutationObserver(enter);
  room.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  end.append(reset, trouble);
  panel.append(end);
  const hint = make("p", { class: "edu-hint", id: `${prefix}hint` });
  const { key: pick, artists } = model.get("picks");
  if (pick) {
    const chosen = model.get("controls").find(({ key }) => key === pick), choice = controls.get(pick);
    for (const [name, value] of Object.entries({ role: "application", tabindex: 0, "aria-label": _("Picture: {title}", { title }), "aria-describedby": hint.id })) picture.setAttribute(name, value);
    hint.textContent = _("Click a structure, or press arrow keys to go from structure to structure; Escape chooses none.");
    pickable(picture, svg, prefix, artists, chosen, choice.value, (option) => {
      if (option === choice.value()) return;
      choice.show(option);
      send(pick, option);
    });
  }
  const hands = model.get("handles").map((one) => handle(svg, prefix, one, model.get("controls"), move));
  if (hands.length) {
    const { width, height } = svg.viewBox.baseVal;
    picture.append(make("div", { class: "edu-hands", style: `--edu-shape:${width / height}` }, ...hands.map(({ hand }) => hand)));
  }

  let talk, words;
  const { brief } = model.get("first");
  const speak = (now) => { if (now !== words) sentence.replaceChildren(...shortened(words = now, brief)); svg.setAttribute("aria-label", words); };
  const rest = () => { // after a pause, so that a drag is not read out step by step
    clearTimeout(talk);
    talk = setTimeout(() => { try { model.send({ tell: true }); } catch { /* no kernel: the picture stays as it is */ } }, 350);
  };
  let blamed;
  const show = (frame) => {
    if (frame.svg) { painting = true; patch(frame.svg); }
    if (frame.auto) auto = new Set(frame.auto);
    Object.assign(values, frame.values);
    for (const [key, value] of Object.entries(frame.values || {})) {
      const control = controls.get(key);
      if (!control || key in wish || (control.held() && (frame.seq || 0) < seq && !frame.fresh)) continue;
      control.show(value, auto.has(key));
    }
    if (frame.values) for (const one of hands) if (one.keys.some((key) => key in frame.values)) one.tell(values);
    if ("say" in frame) speak(frame.say);
    if (frame.values) { more.style.visibility = "hidden"; rest(); } // hidden, not empty: what stands below keeps its place
    if ("remind" in frame) remind.textContent = frame.remind;
    if ("more" in frame) { more.textContent = frame.more; more.style.visibility = ""; }
    if (frame.folds) fold(frame.folds);
    if (!frame.values && !frame.error) return;
    complain(frame.error || "");
    if (blamed !== frame.bad) {
      controls.get(blamed)?.blame(false);
      controls.get(blamed = frame.bad)?.blame(true);
    }
  };
  const hear = (frame) => {
    if (frame.seq) {
      out = Math.max(0, out - 1);
      if (!out) clearTimeout(patience);
      if (frame.seq >= shown) { shown = frame.seq; show(frame); }
      push(); // where nothing is to be painted
    } else show(frame);
  };
  // JupyterLab would take arrow, Home, End and Page keys (and letters) for its own commands.
  const keep = (event) => { if (!event.ctrlKey && !event.metaKey && event.key !== "Escape") event.stopPropagation(); };
  el.addEventListener("keydown", keep);
  // Its shortcuts are asked on the way down, before `keep`; only saving and the side bar may have their keys.
  const lend = (event) => {
    if (!el.contains(event.target)) return;
    const ours = !((event.ctrlKey || event.metaKey) && /^[sb]$/i.test(event.key));
    for (const one of [el, event.target]) one.toggleAttribute("data-lm-suppress-shortcuts", ours); // before 4.6 the target counts first
  };
  window.addEventListener("keydown", lend, true);
  model.on("msg:custom", hear);

  const first = model.get("first");
  speak(first.say);
  enter();
  show({ ...first, fresh: true });
  const take = takeAway(name, () => aloneSvg(svg, prefix, title, words), () => linkToState(name, model.get("controls"), values, auto), el);
  el.classList.add("edu-lab");
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  el.append(make("div", { class: "edu-body" }, panel, make("div", { class: "edu-main" }, remind, picture, ...(pick ? [hint] : []), sentence, more, folds, take)));
  const sized = new ResizeObserver(() => { for (const one of hands) one.place(); }); // nothing can be placed before it is on the page
  sized.observe(picture);
  try {
    model.send({ hello: true }); // a view that opens late asks how things stand
    const linked = stateOfLink(name);
    if (linked) ask({ set: linked });
  } catch {
    complain(_("Nothing answers here. Choose Run > Run All Cells to bring the lab to life."));
  }
  return () => {
    clearTimeout(talk);
    clearTimeout(patience);
    sized.disconnect();
    room.disconnect();
    el.removeEventListener("keydown", keep);
    window.removeEventListener("keydown", lend, true);
    model.off("msg:custom", hear);
  };
}

export default { render };
