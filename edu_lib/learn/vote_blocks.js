// The blocks of a vote; see vote_blocks.py. Joined after blocks.js in view.py.
Object.assign(KINDS, {
  invite({ lead, address, code, count, counted, picture, options, small }) {
    const where = make("p", { class: "edu-where" }, address, make("strong", {}, code));
    const so_far = make("p", { class: "edu-so-far" }, make("strong", {}, shown(count)), ` ${counted}`);
    const list = options.length ? make("ul", {}, ...options.map((text) => make("li", {}, text))) : "";
    const words = make("div", { class: "edu-way" }, make("p", {}, lead), where, so_far, list);
    return { node: make("div", { class: `edu-invite${small ? " edu-small" : ""}` }, words, picture ? make("img", { src: picture.src, alt: picture.alt }) : "") };
  },

  bars({ alt, rows, mark }) {
    const most = Math.max(1, ...rows.map((row) => row.count));
    const all = rows.map((row) => {
      const bar = make("span", { class: "edu-bar", style: `width:${((100 * row.count) / most).toFixed(1)}%` });
      const words = make("span", { class: "edu-option-words" }, row.text, row.id === mark && row.note ? make("strong", {}, `${row.note} ▶`) : "");
      return make("div", { class: `edu-line${row.id === mark ? " edu-marked" : ""}` }, words, make("span", { class: "edu-track" }, bar), make("span", { class: "edu-many" }, shown(row.count)));
    });
    const many = rows.length > 6 ? " edu-crowded" : "";
    return { node: make("div", { class: `edu-chart edu-bars${many}`, role: "img", "aria-label": alt }, ...all) };
  },

  columns({ alt, edges, counts, label, mark, note }) {
    const W = 600, TOP = mark === null ? 0 : 54, HIGH = 230, LOW = TOP + HIGH, SIDE = 36, most = Math.max(1, ...counts);
    const [first, last] = [edges[0], edges[edges.length - 1]], x = (v) => SIDE + ((v - first) / (last - first)) * (W - 2 * SIDE);
    const lines = wrap(label, 50, 2), gap = (W - 2 * SIDE) / counts.length;
    const every = Math.max(...edges.map((edge) => shown(edge).length)) * 12 > gap ? 2 : 1; // long numbers need the room of two
    const svg = draw("svg", { class: "edu-columns", viewBox: `0 0 ${W} ${LOW + 36 + 24 * lines.length}`, role: "img", "aria-label": alt });
    const top = []; // words and the answer's line come over the columns
    counts.forEach((count, i) => {
      const left = x(edges[i]) + 3, wide = x(edges[i + 1]) - x(edges[i]) - 6, high = (count / most) * (HIGH - 34);
      svg.append(draw("rect", { class: "edu-column", x: left, y: LOW - high, width: wide, height: high }));
      if (count) top.push(draw("text", { class: "edu-many", x: left + wide / 2, y: LOW - high - 8 }, shown(count)));
    });
    svg.append(draw("path", { class: "edu-axis", d: `M${SIDE} ${LOW}H${W - SIDE}` }));
    edges.forEach((edge, i) => i % every || svg.append(draw("text", { x: x(edge), y: LOW + 24 }, shown(edge))));
    lines.forEach((line, i) => svg.append(draw("text", { class: "edu-label", x: W / 2, y: LOW + 52 + 24 * i }, line)));
    if (mark !== null) {
      const at = x(mark), side = at < W * 0.3 ? "start" : at > W * 0.7 ? "end" : "middle";
      for (const line of ["edu-says-edge", "edu-says"]) svg.append(draw("path", { class: line, d: `M${at} 42V${LOW}` }));
      svg.append(draw("path", { class: "edu-says-tip", d: `M${at - 9} 32h18l-9 14z` }));
      svg.append(draw("text", { class: "edu-says-words", x: side === "start" ? Math.max(4, at - 9) : side === "end" ? Math.min(W - 4, at + 9) : at, y: 23, style: `text-anchor:${side}` }, note));
    }
    svg.append(...top);
    return { node: make("div", { class: "edu-chart" }, svg) };
  },

  hands({ id, legend, rows, value }, tools) {
    const boxes = rows.map((row, i) => {
      const box = make("input", { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 5, id: `${tools.id}-${i}`, "data-key": `${id}/${row.id}` });
      box.value = value[row.id] ?? "";
      box.addEventListener("keydown", tools.enter);
      return box;
    });
    const lines = rows.map((row, i) => make("div", { class: "edu-hand" }, make("label", { for: boxes[i].id }, row.text), boxes[i]));
    const grid = make("div", { class: rows.length > 5 ? "edu-hands edu-two" : "edu-hands" }, ...lines);
    return { node: make("fieldset", {}, make("legend", {}, legend), grid), get: () => Object.fromEntries(rows.map((row, i) => [row.id, boxes[i].value.trim()])) };
  },
});
