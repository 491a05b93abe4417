// One view for every lab: labelled controls, an SVG that is patched by id, and a sentence that is spoken.
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** A number as it is read aloud and shown: a true minus, and no digits beyond the step. */
const spoken = (value, control) => {
  const digits = (String(control.step).split(".")[1] || "").length;
  return Number(value).toFixed(digits).replace("-", "−") + (control.unit ? " " + control.unit : "");
};

const short = (unit) => (unit === "degrees" ? "°" : unit && " " + unit);

/** A labelled slider with a box to type in; `send` is called with a number, or null for "work it out". */
function rangeControl(control, id, send) {
  const { key, label, unit, min, max, step, start, auto } = control;
  const limits = { min, max, step };
  const slider = make("input", { type: "range", id, "data-key": key, "aria-describedby": `${id}-about`, ...limits });
  const box = make("input", { type: "number", "aria-label": `${label}${unit ? ", " + unit : ""}, type a number`, ...limits, step: "any" });
  const from = start === null ? auto : `starts at ${spoken(start, control)}`;
  const about = make("span", { id: `${id}-about`, class: "edu-unseen" },
    `From ${spoken(min, control)} to ${spoken(max, control)}, ${from}.`);
  const track = make("span", { class: "edu-track" }, slider);
  if (start !== null) { // a mark under the slider where it starts; the thumb is 16 pixels wide
    const share = (start - min) / (max - min);
    track.append(make("span", { class: "edu-start", style: `left:calc(8px + (100% - 16px)*${share})`, title: from }));
  }
  const row = make("div", { class: "edu-row" },
    make("div", { class: "edu-head" }, make("label", { for: id }, label), make("span", {}, box, short(unit))),
    make("div", { class: "edu-line" }, make("span", {}, spoken(min, { step })), track, make("span", {}, spoken(max, { step }))), about);
  let tick = null;
  if (auto) {
    tick = make("input", { type: "checkbox" });
    row.append(make("label", { class: "edu-auto" }, tick, " " + auto));
    tick.addEventListener("change", () => send(key, tick.checked ? null : Number(slider.value)));
  }
  const say = () => slider.setAttribute("aria-valuetext", spoken(slider.value, control) + (tick?.checked ? ", " + auto : ""));
  slider.addEventListener("input", () => {
    box.value = slider.value;
    if (tick) tick.checked = false;
    say();
    send(key, Number(slider.value));
  });
  box.addEventListener("change", () => send(key, box.value === "" ? (auto ? null : NaN) : Number(box.value)));
  const show = (value, isAuto) => {
    if (tick) tick.checked = isAuto;
    slider.value = value;
    if (document.activeElement !== box || !box.matches(":invalid, [aria-invalid]")) box.value = Number(Number(value).toFixed(4));
    say();
  };
  return { row, show, blame: (on) => (on ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid")), held: () => document.activeElement === slider };
}

function choiceControl({ key, label, options }, id, send) {
  const select = make("select", { id, "data-key": key }, ...options.map((o) => make("option", { value: o }, o)));
  select.addEventListener("change", () => send(key, select.value));
  return { row: make("div", { class: "edu-row edu-head" }, make("label", { for: id }, label), select),
    show: (value) => { select.value = value; }, blame: () => {}, held: () => false };
}

/** Patch the SVG: each change goes to the element with its id, all in one animation frame, newest wins. */
function patcher(svg, prefix, ids) {
  const found = new Map(), waiting = new Map();
  let asked = false;
  const element = (gid) => {
    if (!found.has(gid)) {
      const group = svg.querySelector("#" + CSS.escape(prefix + gid));
      found.set(gid, { group, leaf: group?.querySelector("path, text") });
    }
    return found.get(gid);
  };
  const paint = () => {
    asked = false;
    for (const [gid, change] of waiting) {
      const { group, leaf } = element(gid);
      if (!group || !leaf) continue;
      if ("v" in change) group.style.display = change.v ? "" : "none";
      if ("d" in change) leaf.setAttribute("d", change.d);
      if ("t" in change) group.setAttribute("transform", change.t);
      if ("f" in change) leaf.style.fill = change.f;
      if ("w" in change) leaf.style.strokeWidth = change.w;
      if ("c" in change) leaf.textContent = change.c;
      if ("p" in change) {
        leaf.removeAttribute("transform");
        leaf.setAttribute("x", change.p[0]);
        leaf.setAttribute("y", change.p[1]);
      }
    }
    waiting.clear();
  };
  return (changes) => {
    for (const [attribute, rows] of Object.entries(changes))
      for (const [value, who] of rows)
        for (const number of who) {
          const gid = ids[number];
          if (!waiting.has(gid)) waiting.set(gid, {});
          waiting.get(gid)[attribute] = value;
        }
    if (!asked) { asked = true; requestAnimationFrame(paint); }
  };
}

function render({ model, el }) {
  // Each widget loads this module anew, so a counter would not tell two views on a page apart.
  const prefix = `edu${Math.random().toString(36).slice(2, 10)}-`, title = model.get("title");
  const picture = make("div", { class: "edu-picture" });
  // Ids are made this view's own, so that two labs on one page never draw into each other.
  picture.innerHTML = model.get("svg").replace(/ id="/g, ` id="${prefix}`).replace(/url\(#/g, `url(#${prefix}`).replace(/href="#/g, `href="#${prefix}`);
  const svg = picture.querySelector("svg");
  svg.setAttribute("role", "img");
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  const patch = patcher(svg, prefix, model.get("ids"));
  const sentence = make("p", { class: "edu-say", "aria-live": "polite" });
  const trouble = make("p", { class: "edu-error", role: "alert" });

  // At most two questions are on their way to the kernel; what is set meanwhile waits, newest wins.
  let seq = 0, shown = 0, out = 0, wish = {};
  const push = () => {
    if (out >= 2 || !Object.keys(wish).length) return;
    out += 1;
    model.send({ seq: ++seq, set: wish });
    wish = {};
  };
  const send = (key, value) => { wish[key] = Number.isNaN(value) ? "" : value; push(); };

  const controls = new Map(), panels = new Map();
  const panel = make("div", { class: "edu-controls", role: "group", "aria-label": `Controls: ${title}` });
  for (const control of model.get("controls")) {
    const id = `${prefix}${control.key}`;
    const built = (control.options ? choiceControl : rangeControl)(control, id, send);
    controls.set(control.key, built);
    if (!panels.has(control.group)) {
      const box = control.folded ? make("details", {}, make("summary", {}, control.group)) : make("fieldset", {}, make("legend", {}, control.group));
      panels.set(control.group, box);
      panel.append(box);
    }
    panels.get(control.group).append(built.row);
  }
  const reset = make("button", { type: "button", class: "edu-reset" }, "Reset");
  reset.addEventListener("click", () => { wish = {}; out += 1; model.send({ seq: ++seq, reset: true }); });
  panel.append(reset, trouble);

  let talk;
  const speak = (words) => { // after a pause, so that a drag is not read out step by step
    clearTimeout(talk);
    talk = setTimeout(() => { sentence.textContent = words; svg.setAttribute("aria-label", words); }, 350);
  };
  const show = (frame) => {
    if (frame.svg) patch(frame.svg);
    for (const [key, value] of Object.entries(frame.values || {})) {
      const control = controls.get(key);
      if (!control || key in wish || (control.held() && (frame.seq || 0) < seq && !frame.fresh)) continue;
      control.show(value, (frame.auto || []).includes(key));
    }
    if ("say" in frame) speak(frame.say);
    trouble.textContent = frame.error || "";
    for (const [key, control] of controls) control.blame(frame.bad === key);
  };
  const hear = (frame) => {
    if (frame.seq) {
      out = Math.max(0, out - 1);
      if (frame.seq >= shown) { shown = frame.seq; show(frame); }
      push();
    } else show(frame);
  };
  // JupyterLab would take arrow, Home, End and Page keys (and letters) for its own commands.
  const keep = (event) => { if (!event.ctrlKey && !event.metaKey && event.key !== "Escape") event.stopPropagation(); };
  panel.addEventListener("keydown", keep);
  model.on("msg:custom", hear);

  const first = model.get("first");
  sentence.textContent = first.say;
  svg.setAttribute("aria-label", first.say);
  show({ ...first, fresh: true });
  el.classList.add("edu-lab");
  el.setAttribute("data-lm-suppress-shortcuts", "true");
  el.append(panel, make("div", { class: "edu-main" }, picture, sentence));
  try {
    model.send({ hello: true }); // a view that opens late asks how things stand
  } catch {
    trouble.textContent = "Nothing answers here. Choose Run > Run All Cells to bring the lab to life.";
  }
  return () => { clearTimeout(talk); model.off("msg:custom", hear); };
}

export default { render };
