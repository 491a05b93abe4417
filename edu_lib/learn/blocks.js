// The blocks of a card, one function a kind. This file and card.js are joined in view.py.
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  element.append(...children.filter((child) => child !== "" && child !== null));
  return element;
};
const draw = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
// The view's own words in the language of the course; edu_lib/words.py finds them by this underscore and sends what they are.
let SPOKEN = {};
const _ = (text, values = {}) => (SPOKEN.words?.[text] ?? text).replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const SIGN = { right: ["✓", () => _("right")], wrong: ["✗", () => _("not this")], missed: ["○", () => _("this too")] };
const LETTER = (i) => String.fromCharCode(65 + i);
const shown = (number) => String(number).replace("-", "−").replace(".", SPOKEN.point ?? ".");

// Each kind of block: (block, tools) -> { node, get }; get gives the value that is sent, and is left out where there is none.
// tools: id (unique on the page), say (speak a sentence), enter (press the primary button), press.
const KINDS = {
  text({ html, tone }) {
    const node = make("div", { class: `edu-text edu-${tone}` });
    node.innerHTML = html; // written by edu_lib, with all data in it escaped
    for (const link of node.querySelectorAll("a[href]")) { link.target = "_blank"; link.rel = "noopener noreferrer"; }
    return { node };
  },

  choice({ id, legend, multiple, options, value, locked }, tools) {
    const row = options.every((o) => o.text.length <= 14 && !o.note) && options.length > 2;
    const list = make("div", { class: row ? "edu-options edu-inline" : "edu-options" });
    const inputs = options.map((o, i) => {
      const own = `${tools.id}-${i}`, [sign, words] = SIGN[o.mark] || [];
      const input = make("input", { type: multiple ? "checkbox" : "radio", id: own, name: tools.id, value: o.id, disabled: locked, "data-key": `${id}/${o.id}`, "aria-describedby": o.mark || o.note ? `${own}-note` : undefined });
      input.checked = value.includes(o.id);
      const label = make("label", { for: own }, input, make("span", {}, o.text));
      const mark = o.mark ? make("strong", { class: "edu-mark" }, make("span", { "aria-hidden": "true" }, sign + " "), words() + (input.checked ? _(", your answer") : "")) : "";
      const note = o.mark || o.note ? make("div", { id: `${own}-note`, class: "edu-feedback" }, mark, mark && o.note ? ": " : "", o.note) : "";
      list.append(make("div", { class: `edu-option${o.mark ? " edu-" + o.mark : ""}${input.checked ? " edu-chosen" : ""}` }, label, note));
      return input;
    });
    list.addEventListener("change", () => inputs.forEach((input) => input.closest(".edu-option").classList.toggle("edu-chosen", input.checked)));
    return { node: make("fieldset", { class: locked ? "edu-locked" : "" }, make("legend", {}, legend), list), get: () => inputs.filter((i) => i.checked).map((i) => i.value) };
  },

  fold({ id, text, note, open }, tools) {
    const under = note ? make("span", { class: "edu-feedback" }, note) : "";
    const sign = make("span", { class: "edu-sign", "aria-hidden": "true" }, open ? "▾" : "▸");
    const button = make("button", { type: "button", "aria-expanded": String(open), "data-key": id }, sign, make("span", {}, text, under));
    button.addEventListener("click", () => tools.press(id));
    return { node: make("div", { class: "edu-fold", role: "heading", "aria-level": "4" }, button) };
  },

  select({ id, label, groups, value }, tools) {
    const all = groups.map((group) => {
      const options = group.options.map((o) => make("option", { value: o.id, selected: o.id === value }, o.text));
      return group.name ? [make("optgroup", { label: group.name }, ...options)] : options;
    });
    const list = make("select", { id: tools.id, "data-key": id }, ...all.flat());
    return { node: make("div", { class: "edu-field" }, make("label", { for: tools.id }, label), list), get: () => list.value };
  },

  number({ id, label, unit, value, min, max, locked }, tools) {
    // Not type=number: that one swallows a comma and a true minus before we see them.
    const limits = min !== null && max !== null ? _("from {low} to {high}", { low: shown(min), high: shown(max) + (unit ? " " + unit : "") }) : "";
    const box = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", id: tools.id, disabled: locked, "data-key": id, "aria-describedby": limits ? `${tools.id}-limits` : undefined });
    box.value = value === null ? "" : typeof value === "number" ? shown(value) : value;
    box.addEventListener("keydown", tools.enter);
    return { node: make("div", { class: "edu-field" }, make("label", { for: tools.id }, label), make("span", { class: "edu-boxed" }, box, unit ? make("span", { class: "edu-unit" }, unit) : ""), limits ? make("span", { class: "edu-limits", id: `${tools.id}-limits` }, limits) : ""), get: () => box.value.trim() || null };
  },

  words({ id, label, value, rows, locked }, tools) {
    const own = { autocomplete: "off", spellcheck: "false", class: "edu-wide", id: tools.id, disabled: locked, "data-key": id };
    const box = rows > 1 ? make("textarea", { ...own, rows }) : make("input", { ...own, type: "text" });
    box.value = value || "";
    if (rows <= 1) box.addEventListener("keydown", tools.enter); // in a larger box Enter begins a line
    return { node: make("div", { class: "edu-field" }, make("label", { for: tools.id }, label), box), get: () => box.value };
  },

  slider({ id, label, min, max, step, value, low, high, marks, locked }, tools) {
    let touched = value !== null;
    const input = make("input", { type: "range", id: tools.id, min, max, step, disabled: locked, "data-key": id });
    input.value = touched ? value : (min + max) / 2;
    const now = make("output", { for: tools.id, class: "edu-now" });
    const tell = () => {
      const near = marks.find((m) => m.value === Number(input.value));
      const words = touched ? `${shown(input.value)}${near ? ": " + near.text : ""}` : _("not set yet");
      now.textContent = words;
      input.setAttribute("aria-valuetext", touched && !near && low && high ? _("{words}, from {min} {low} to {max} {high}", { words, min: shown(min), low, max: shown(max), high }) : words);
      input.classList.toggle("edu-untouched", !touched);
    };
    const touch = () => { touched = true; tell(); };
    input.addEventListener("input", touch);
    input.addEventListener("pointerup", touch);
    input.addEventListener("keydown", (event) => { if (event.key === " " || event.key === "Enter") { event.preventDefault(); touch(); } });
    tell();
    const at = (v) => `left:calc(9px + (100% - 18px)*${(v - min) / (max - min)})`;
    const scale = marks.length ? make("div", { class: "edu-scale", "aria-hidden": "true" }, ...marks.map((m) => make("span", { style: at(m.value) }, m.text))) : "";
    const ends = low || high ? make("div", { class: "edu-ends", "aria-hidden": "true" }, make("span", {}, low), make("span", {}, high)) : "";
    return { node: make("div", { class: "edu-field edu-slide" }, make("div", { class: "edu-head" }, make("label", { for: tools.id }, label), now), input, scale, ends), get: () => (touched ? Number(input.value) : null) };
  },

  order({ id, legend, items, value, locked }, tools) {
    const list = make("ol", { class: "edu-order" }), byId = Object.fromEntries(items.map((i) => [i.id, i]));
    const ids = () => [...list.children].map((li) => li.dataset.item);
    const name = (li) => byId[li.dataset.item].text;
    const tell = (li) => tools.say(_("{name}: now {n} of {all}.", { name: name(li), n: ids().indexOf(li.dataset.item) + 1, all: items.length }));
    const ends = () => [...list.children].forEach((li, i, all) => {
      const [up, down] = li.querySelectorAll("button");
      up?.setAttribute("aria-disabled", i === 0);
      down?.setAttribute("aria-disabled", i === all.length - 1);
    });
    const move = (li, by, from) => {
      const other = by < 0 ? li.previousElementSibling : li.nextElementSibling;
      if (!other) { tools.say(by < 0 ? _("{name} is already first.", { name: name(li) }) : _("{name} is already last.", { name: name(li) })); return; }
      if (by < 0) other.before(li); else other.after(li);
      ends();
      from.focus(); // an element that moves loses it
      tell(li);
    };
    for (const item of value.map((one) => byId[one])) {
      const li = make("li", { "data-item": item.id }, make("span", { class: "edu-item" }, item.text, item.note && locked ? make("span", { class: "edu-feedback" }, item.note) : ""));
      if (!locked) {
        const step = (by, sign, words) => {
          const button = make("button", { type: "button", class: "edu-step", "aria-label": `${words}: ${item.text}`, "data-key": `${id}/${item.id}/${words}` }, sign);
          button.addEventListener("click", () => move(li, by, button));
          return button;
        };
        li.append(step(-1, "▲", _("Move up")), step(1, "▼", _("Move down")));
        li.addEventListener("keydown", (event) => {
          if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return;
          event.preventDefault();
          move(li, event.key === "ArrowUp" ? -1 : 1, event.target);
        });
        dragged(li, list, () => { ends(); tell(li); });
      }
      list.append(li);
    }
    ends();
    const hint = locked ? "" : make("p", { class: "edu-limits" }, _("Drag, press the arrows, or hold Alt and press the arrow keys."));
    return { node: make("fieldset", { class: locked ? "edu-locked" : "" }, make("legend", {}, legend), hint, list), get: ids };
  },

  picture({ id, src, alt, width, height, targets, value, mode, locked }, tools) {
    const image = make("img", { src, alt, width, height, draggable: "false" });
    const stage = make("div", { class: "edu-stage", style: `max-width:min(${width}px,75vh*${(width / height).toFixed(3)})` }, image);
    const place = ([x, y]) => `left:${((100 * x) / width).toFixed(2)}%;top:${((100 * y) / height).toFixed(2)}%`;
    const name = (text, x) => (text ? make("span", { class: `edu-name${x < width / 2 ? " edu-leftward" : ""}` }, text) : "");
    let now = value;
    if (mode === "pick") {
      const spots = targets.map((t, i) => {
        const spot = make("button", { type: "button", class: "edu-spot", style: place([t.x, t.y]), disabled: locked, "aria-label": _("Place {letter}", { letter: LETTER(i) }) + (locked && t.text ? ": " + t.text : ""), "aria-pressed": String(value === t.id), "data-key": `${id}/${t.id}` }, LETTER(i), locked ? name(t.text, t.x) : "");
        spot.addEventListener("click", () => { now = t.id; spots.forEach((s) => s.setAttribute("aria-pressed", String(s === spot))); });
        return spot;
      });
      stage.append(...spots);
    } else for (const t of targets) stage.append(make("span", { class: `edu-ring${t.text ? " edu-named" : ""}`, style: place([t.x, t.y]), "aria-hidden": t.text ? undefined : "true" }, name(t.text, t.x)));
    if (mode === "mark") {
      const cross = make("button", { type: "button", class: "edu-cross", disabled: locked, "data-key": id });
      const put = (x, y, speak) => {
        now = [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))];
        const words = _("{x} % from the left, {y} % from the top", { x: Math.round((100 * now[0]) / width), y: Math.round((100 * now[1]) / height) });
        cross.setAttribute("style", place(now));
        cross.setAttribute("aria-label", _("Cross: {words}. Move it with the arrow keys.", { words }));
        cross.classList.remove("edu-untouched");
        if (speak) tools.say(words);
      };
      cross.setAttribute("style", place([width / 2, height / 2]));
      cross.setAttribute("aria-label", _("Cross, not placed yet. Move it with the arrow keys."));
      cross.classList.add("edu-untouched");
      if (value) put(value[0], value[1]);
      if (!locked) {
        cross.addEventListener("click", (event) => { if (!event.detail && !now) put(width / 2, height / 2, true); });
        cross.addEventListener("keydown", (event) => {
          const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
          if (!by) return;
          event.preventDefault();
          const far = (event.shiftKey ? 0.1 : 0.02) * Math.max(width, height), [x, y] = now || [width / 2, height / 2];
          put(x + by[0] * far, y + by[1] * far, true);
        });
        stage.addEventListener("click", (event) => {
          if (!event.detail) return; // a key pressed on the cross
          const box = image.getBoundingClientRect();
          put(((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height);
          cross.focus();
        });
        stage.classList.add("edu-markable");
      }
      stage.append(cross);
    }
    return { node: make("div", { class: "edu-picture", role: mode === "pick" ? "group" : undefined, "aria-label": mode === "pick" ? _("Places in the picture") : undefined }, stage), get: mode === "show" ? undefined : () => now };
  },

  pick_word({ id, legend, words, value, locked }, tools) {
    let now = value;
    const all = words.map((word, i) => {
      const button = make("button", { type: "button", class: "edu-word", disabled: locked, "aria-pressed": String(value === i), "data-key": `${id}/${i}` }, word);
      button.addEventListener("click", () => { now = i; all.forEach((b, j) => b.setAttribute("aria-pressed", String(i === j))); });
      return button;
    });
    return { node: make("fieldset", { class: locked ? "edu-locked" : "" }, make("legend", {}, legend), make("p", { class: "edu-sentence" }, ...all.flatMap((b) => [b, " "]))), get: () => now };
  },

  buttons({ buttons }, tools) {
    return { node: make("div", { class: "edu-buttons" }, ...buttons.map((b) => {
      const button = make("button", { type: "button", class: [b.primary && "edu-primary", b.only && `edu-for-${b.only}`].filter(Boolean).join(" "), disabled: b.disabled, "data-key": b.id }, b.text);
      button.addEventListener("click", () => tools.press(b.id));
      return button;
    })) };
  },

  map({ nodes, edges, alt }) {
    const byId = Object.fromEntries(nodes.map((n) => [n.id, n]));
    const x0 = Math.min(...nodes.map((n) => n.x)), y0 = Math.min(...nodes.map((n) => n.y)), columns = Math.max(...nodes.map((n) => n.x)) - x0 + 1;
    // As many columns as there are share the card's width, so that their words need not shrink.
    const W = Math.max(120, Math.min(200, 836 / columns)), H = 92, BOX = [W - 30, 66];
    const middle = (n) => [(n.x - x0 + 0.5) * W, (n.y - y0 + 0.5) * H];
    const wide = columns * W, high = (Math.max(...nodes.map((n) => n.y)) - y0 + 1) * H;
    const svg = draw("svg", { viewBox: `0 0 ${wide} ${high}`, style: `max-width:${wide}px`, role: "img", "aria-label": alt });
    for (const [from, to, been] of edges) {
      const [ax, ay] = middle(byId[from]), [bx, by] = middle(byId[to]), side = Math.sign(bx - ax), w = BOX[0] / 2, h = BOX[1] / 2;
      const path = side ? `M${ax + side * w} ${ay}C${(ax + bx) / 2} ${ay} ${(ax + bx) / 2} ${by} ${bx - side * w} ${by}` : `M${ax} ${ay + Math.sign(by - ay) * h}L${bx} ${by - Math.sign(by - ay) * h}`;
      svg.append(draw("path", { d: path, class: been ? "edu-edge edu-been" : "edu-edge" }));
    }
    for (const node of nodes) {
      const [x, y] = middle(node), lines = wrap(node.text, (BOX[0] - 12) / 8.6, 3);
      const box = { x: x - BOX[0] / 2, y: y - BOX[1] / 2, width: BOX[0], height: BOX[1], rx: 8 };
      const group = draw("g", { class: `edu-node edu-${node.state}` }, draw("rect", box));
      if (node.state === "end") group.append(draw("rect", { x: box.x + 4, y: box.y + 4, width: BOX[0] - 8, height: BOX[1] - 8, rx: 5 }));
      lines.forEach((line, i) => group.append(draw("text", { x, y: y + 5 + (i - (lines.length - 1) / 2) * 18 }, line)));
      svg.append(group);
    }
    const STATE = { here: _("you are here"), been: _("seen"), open: _("not seen"), end: _("an end") };
    const list = make("ul", {}, ...nodes.map((n) => {
      const next = edges.filter((e) => e[0] === n.id).map((e) => byId[e[1]].text + (e[2] ? _(" (taken)") : ""));
      return make("li", {}, make("strong", {}, n.text), ` (${STATE[n.state]})`, next.length ? _(": leads to {places}", { places: next.join("; ") }) : "");
    }));
    return { node: make("div", { class: "edu-map" }, svg, make("details", {}, make("summary", {}, _("The map as a list")), list)) };
  },
};

/** Words in at most `most` lines of about `width` letters. */
function wrap(text, width, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= width && lines.length < most) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

/** Let `li` be dragged up and down its list. Its neighbours move around it: moved itself, it would lose the pointer. */
function dragged(li, list, done) {
  let held = null;
  li.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest("button")) return;
    held = [...list.children].indexOf(li);
    li.setPointerCapture(event.pointerId);
    li.classList.add("edu-held");
    event.preventDefault();
  });
  li.addEventListener("pointermove", (event) => {
    if (held === null) return;
    const before = li.previousElementSibling, after = li.nextElementSibling, middle = (e) => { const b = e.getBoundingClientRect(); return b.top + b.height / 2; };
    if (before && event.clientY < middle(before)) li.after(before);
    else if (after && event.clientY > middle(after)) li.before(after);
  });
  const drop = () => {
    if (held === null) return;
    const moved = held !== [...list.children].indexOf(li);
    held = null;
    li.classList.remove("edu-held");
    if (moved) done();
  };
  li.addEventListener("pointerup", drop);
  li.addEventListener("pointercancel", drop);
}
