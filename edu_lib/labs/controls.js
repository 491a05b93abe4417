// The controls of a lab: labelled, typed into, spoken with their unit. The files of this folder are joined in live.py.
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

// The view's own words in the language of the course; edu_lib/words.py finds them by this underscore and sends what they are.
let SPOKEN = {};
const _ = (text, values = {}) => (SPOKEN.words?.[text] ?? text).replace(/\{(\w+)\}/g, (_all, name) => values[name]);

/** A number as it is read aloud and shown: a true minus, and no digits beyond the step. */
const spoken = (value, control) => {
  const digits = (String(control.step).split(".")[1] || "").length;
  return Number(value).toFixed(digits).replace("-", "−").replace(".", SPOKEN.point ?? ".") + (control.unit ? " " + control.unit : "");
};

/** Words, and in a span of their own the sentences beyond `most` letters, which a slide leaves out (0: none). */
const shortened = (words, most) => {
  const ends = most ? [...words.matchAll(/(?<=[.!?)]) (?=\p{Lu}|“)/gu)].map(({ index }) => index) : [];
  const cut = ends.findLast((end) => end <= most) ?? ends[0];
  return words.length > most && cut ? [words.slice(0, cut), make("span", { class: "edu-rest" }, words.slice(cut))] : [words];
};

const short = (unit) => (unit === _("degrees") ? "°" : unit && " " + unit);

/** A labelled slider with a box to type in; `send` is called with a number, or null for "work it out". */
function rangeControl(control, id, send) {
  const { key, label, unit, min, max, step, start, auto } = control;
  const limits = { min, max, step };
  const slider = make("input", { type: "range", id, "data-key": key, "aria-describedby": `${id}-about`, ...limits });
  const box = make("input", { type: "number", "aria-label": _("{label}, type a number", { label: label + (unit ? ", " + unit : "") }), ...limits, step: "any" });
  const from = start === null ? auto : _("starts at {value}", { value: spoken(start, control) });
  const about = make("span", { id: `${id}-about`, class: "edu-unseen" },
    _("From {low} to {high}, {from}.", { low: spoken(min, control), high: spoken(max, control), from }));
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
  let said;
  const say = () => {
    const words = spoken(slider.value, control) + (tick?.checked ? ", " + auto : "");
    if (words !== said) slider.setAttribute("aria-valuetext", said = words);
  };
  slider.addEventListener("input", () => {
    box.value = slider.value;
    if (tick) tick.checked = false;
    say();
    send(key, Number(slider.value));
  });
  let typing = false; // an answer that comes meanwhile does not take the number away
  box.addEventListener("input", () => { typing = true; });
  box.addEventListener("blur", () => { typing = false; });
  box.addEventListener("change", () => { typing = false; });
  box.addEventListener("change", () => send(key, box.value === "" ? (auto ? null : NaN) : Number(box.value)));
  const show = (value, isAuto) => {
    if (tick) tick.checked = isAuto;
    slider.value = value;
    if (!typing && (document.activeElement !== box || !box.matches(":invalid, [aria-invalid]"))) box.value = Number(Number(value).toFixed(4));
    say();
  };
  return { row, show, blame: (on) => (on ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid")), held: () => document.activeElement === slider };
}

function choiceControl({ key, label, options, shown = options }, id, send) {
  const select = make("select", { id, "data-key": key }, ...options.map((o, i) => make("option", { value: o }, shown[i])));
  select.addEventListener("change", () => send(key, select.value));
  return { row: make("div", { class: "edu-row edu-head" }, make("label", { for: id }, label), select),
    show: (value) => { select.value = value; }, value: () => select.value, blame: () => {}, held: () => false };
}

function switchControl({ key, label }, id, send) {
  const tick = make("input", { type: "checkbox", id, "data-key": key });
  tick.addEventListener("change", () => send(key, tick.checked));
  return { row: make("div", { class: "edu-row edu-switch" }, tick, make("label", { for: id }, label)),
    show: (value) => { tick.checked = value; }, blame: () => {}, held: () => false };
}
