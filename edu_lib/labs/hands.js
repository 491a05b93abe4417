// What is done in the picture itself: structures that are chosen, handles that are pulled.

const REACH = 5; // pixels by which a click may miss a line

/** Let clicks and arrow keys choose. `artists`: id -> option; `chosen()` tells the option that stands, `choose` sets one. */
function pickable(picture, svg, prefix, artists, { options, shown = options }, chosen, choose) {
  const groups = new Map(options.map((option) => [option, []]));
  for (const [gid, option] of Object.entries(artists)) {
    const group = svg.querySelector("#" + CSS.escape(prefix + gid));
    group.dataset.pick = option;
    groups.get(option).push(group);
  }
  // What covers a structure blocks it, but for words, lines and veils.
  const open = ({ tagName, style }) => tagName === "text" || style.fill === "none" || [style.opacity, style.fillOpacity].some((one) => one && one < 1);
  for (const leaf of svg.querySelectorAll("path, text, use"))
    if (!leaf.closest("[data-pick]") && open(leaf)) leaf.setAttribute("pointer-events", "none");
  const thin = options.filter((option) => groups.get(option).length && groups.get(option).every((group) => group.querySelector("path")?.style.fill === "none"));
  const around = [[0, 0]];
  if (thin.length) for (let turn = 0; turn < 8; turn++) around.push([REACH * Math.cos(turn * Math.PI / 4), REACH * Math.sin(turn * Math.PI / 4)]);
  const under = (x, y) => {
    const found = around.map(([right, down]) => {
      const group = svg.getRootNode().elementFromPoint(x + right, y + down)?.closest("[data-pick]");
      return svg.contains(group) ? group.dataset.pick : undefined;
    });
    return found.find((option) => thin.includes(option)) ?? found[0];
  };
  const seen = (option) => groups.get(option).some((group) => { const { width, height } = group.getBoundingClientRect(); return width + height > 0; });
  const point = (option) => {
    picture.style.cursor = option ? "pointer" : "";
    if (option) picture.title = shown[options.indexOf(option)]; else picture.removeAttribute("title");
  };
  picture.addEventListener("pointermove", (event) => { if (!event.buttons) point(under(event.clientX, event.clientY)); });
  picture.addEventListener("pointerleave", () => point());
  picture.addEventListener("click", (event) => { if (!event.target.closest(".edu-hand")) choose(under(event.clientX, event.clientY) ?? options[0]); });
  picture.addEventListener("keydown", (event) => {
    if (event.target !== picture || event.ctrlKey || event.metaKey || event.altKey) return;
    const there = options.slice(1).filter(seen), now = options.indexOf(chosen());
    const wanted = {
      ArrowRight: () => there.find((option) => options.indexOf(option) > now) ?? there[0],
      ArrowLeft: () => there.findLast((option) => options.indexOf(option) < now) ?? there.at(-1),
      Home: () => there[0],
      End: () => there.at(-1),
      Escape: () => (now ? options[0] : undefined), // a second Escape leaves the full screen, or goes to JupyterLab
    }[{ ArrowDown: "ArrowRight", ArrowUp: "ArrowLeft" }[event.key] ?? event.key]?.();
    if (wanted === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(wanted);
  });
}

/** A place to grab over an artist; `controls` describe what it moves, `move` is called with where to, or by how many steps. */
function handle(svg, prefix, { gid, label, keys }, controls, move) {
  const group = svg.querySelector("#" + CSS.escape(prefix + gid)), leaf = group.querySelector("path");
  const moved = keys.map((key) => controls.find((control) => control.key === key)), scale = moved.find((control) => control.step);
  const hand = make("div", { class: "edu-hand", role: scale ? "slider" : "button", tabindex: 0, "aria-label": label, title: label, "data-handle": gid });
  if (scale) { hand.setAttribute("aria-valuemin", scale.min); hand.setAttribute("aria-valuemax", scale.max); }
  let grip = null;
  hand.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    hand.focus({ preventScroll: true });
    hand.setPointerCapture(event.pointerId);
    const { x, y, width, height } = hand.getBoundingClientRect();
    grip = [x + width / 2 - event.clientX, y + height / 2 - event.clientY];
  });
  hand.addEventListener("pointermove", (event) => {
    if (!hand.hasPointerCapture(event.pointerId)) return;
    const { x, y } = new DOMPoint(event.clientX + grip[0], event.clientY + grip[1]).matrixTransform(svg.getScreenCTM().inverse());
    move({ gid, to: [Math.round(x * 10) / 10, Math.round(y * 10) / 10] });
  });
  hand.addEventListener("keydown", (event) => {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move({ gid, by: way.map((one) => one * (event.shiftKey ? 5 : 1)) });
  });
  const place = () => {
    hand.hidden = group.style.display === "none";
    if (hand.hidden) return;
    const { x, y, width, height } = leaf.getBBox(), all = svg.viewBox.baseVal;
    const matrix = group.transform.baseVal.consolidate()?.matrix;
    const middle = new DOMPoint(x + width / 2, y + height / 2).matrixTransform(matrix && DOMMatrix.fromMatrix(matrix));
    hand.style.left = `${100 * middle.x / all.width}%`;
    hand.style.top = `${100 * middle.y / all.height}%`;
  };
  const tell = (values) => {
    const words = moved.map((control) => `${moved.length > 1 ? control.label + " " : ""}${control.step ? spoken(values[control.key], control) : values[control.key]}`);
    hand.setAttribute("aria-valuetext", words.join(", "));
    if (scale) hand.setAttribute("aria-valuenow", values[scale.key]);
  };
  return { hand, gid, keys, place, tell };
}
