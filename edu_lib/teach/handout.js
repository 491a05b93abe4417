// The live lab of a hand-out: native sliders that stop only where the table has an answer, a sketch, bars, and a sentence.
(() => {
  const lab = JSON.parse(document.getElementById("live-data").textContent);
  const bytes = Uint8Array.from(atob(lab.data), (letter) => letter.charCodeAt(0));
  const table = new DataView(bytes.buffer);
  const controls = lab.axes.map((axis) => document.getElementById("live-" + axis.key));
  const at = (control) => (control.tagName === "SELECT" ? control.selectedIndex : Number(control.value));
  const say = document.getElementById("live-say");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
  const whole = (x) => Math.round(x).toLocaleString(lab.lang, { useGrouping: false });
  const decimal = (x) => x.toLocaleString(lab.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const row = (places) => {
    const cell = lab.axes.reduce((sum, axis, i) => sum * axis.stops.length + places[i], 0) * lab.outputs.length;
    return lab.outputs.map((_name, i) => table.getInt16(2 * (cell + i), true));
  };
  const draw = (name, parts) => {
    const svg = document.getElementById(name);
    svg.replaceChildren();
    for (const [tag, attributes, text] of parts) {
      const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const key in attributes) part.setAttribute(key, attributes[key]);
      if (text !== undefined) part.textContent = text;
      svg.append(part);
    }
  };
  const line = (x1, y1, x2, y2, width, colour = "#15191d") => ["line", { x1, y1, x2, y2, stroke: colour, "stroke-width": width, "stroke-linecap": "round" }];

  // One bar for each disc; `most` is the end of the scale on the right, `least` on the left (0 or below).
  const bars = (values, least, most, colour, digits) => {
    const left = 62, wide = 240, scale = wide / (most - least), zero = left - least * scale, parts = [];
    lab.outputs.forEach((name, i) => {
      const y = 14 + i * 29, x = zero + Math.min(0, values[i]) * scale, length = Math.abs(values[i]) * scale;
      parts.push(["text", { x: 4, y: y + 15 }, name], ["rect", { x, y, width: length, height: 20, fill: colour(values[i]) }]);
      parts.push(["text", { x: left + wide + 6, y: y + 15 }, digits(values[i])]);
    });
    parts.push(line(zero, 8, zero, 186, 1.2));
    for (const [x, anchor, key] of [[left, "start", "left"], [left + wide, "end", "right"]])
      if (lab.words[key]) parts.push(["text", { x, y: 199, "text-anchor": anchor }, lab.words[key]]);
    parts.push(["text", { x: left, y: 215 }, lab.words.scale]);
    draw("live-bars", parts);
  };

  const pictures = {
    tilt(places, values) {
      const percent = values.map((value) => value / 100), angle = lab.axes[0].values[places[0]], here = lab.outputs.indexOf("L4/L5");
      const turn = { transform: `rotate(${angle} 120 105)` }, inside = (part) => [part[0], { ...part[1], ...turn }, part[2]];
      const held = [48, 116, 160][places[2]]; // ankles, pelvis, chest: drawn at the ankles, the pelvis or the ribs
      draw("live-sketch", [
        line(120, 105, 120, 212, 4, "#7b838c"), line(90, 212, 150, 212, 4, "#7b838c"),
        ...[line(35, 105, 205, 105, 6, "#7b838c"), line(48, 94, 116, 94, 11, "#3c6e8f"), line(116, 93, 166, 93, 17, "#3c6e8f"),
          ["circle", { cx: 188, cy: 92, r: 11, fill: "#3c6e8f" }], ["rect", { x: held - 4, y: 80, width: 8, height: 28, fill: "#9a5b00" }]].map(inside),
      ]);
      bars(percent, -60, 60, (value) => (value < 0 ? "#9a5b00" : "#0b6e6e"), (value) => whole(value) + " %");
      const kind = Math.abs(percent[here]) < 0.005 ? "none" : percent[here] < 0 ? "press" : "pull";
      return fill(lab.words[kind], { angle: lab.axes[0].stops[places[0]], friction: lab.axes[1].stops[places[1]], share: whole(Math.abs(percent[here])), level: "L4/L5" });
    },
    spinal_load(places, values) {
      const held = values[0] > 0, force = values.map(Math.abs), here = lab.outputs.indexOf("L4/L5");
      const bend = (lab.axes[0].values[places[0]] * Math.PI) / 180, kg = lab.axes[1].values[places[1]], ahead = lab.axes[2].values[places[2]];
      const metre = 130, hip = [90, 112], up = (d) => [hip[0] + d * metre * Math.sin(bend), hip[1] - d * metre * Math.cos(bend)];
      const neck = up(0.48), head = up(0.62), box = 6 + kg / 2, x = hip[0] + ahead * metre, y = Math.min(150, neck[1] + 60);
      const parts = [line(50, 214, 210, 214, 1.5, "#7b838c"), line(hip[0], hip[1], hip[0], 212, 12, "#3c6e8f"), line(...hip, ...neck, 18, "#3c6e8f"),
        ["circle", { cx: head[0], cy: head[1], r: 12, fill: "#3c6e8f" }]];
      if (kg) parts.push(["rect", { x: x - box / 2, y: y - box / 2, width: box, height: box, fill: "#9a5b00" }],
        ["line", { x1: hip[0], y1: 190, x2: x, y2: 190, stroke: "#15191d", "stroke-dasharray": "3 3" }], ["line", { x1: x, y1: y + box / 2, x2: x, y2: 190, stroke: "#15191d", "stroke-dasharray": "3 3" }],
        ["text", { x: x + 6, y: 194 }, lab.axes[2].stops[places[2]]]);
      draw("live-sketch", parts);
      bars(force, 0, lab.most, () => (held ? "#0b6e6e" : "#b9c0c8"), whole);
      const ten = (value) => whole(Math.round(value / 10) * 10);
      const words = fill(lab.words.held, { force: ten(force[here]), times: decimal(force[here] / lab.weight), standing: ten(Math.abs(row([0, 0, 0, 0])[here])) });
      return held ? words : lab.words.lost + " " + words;
    },
  };
  lab.most = 1000;
  for (let i = 0; i < bytes.length; i += 2) lab.most = Math.max(lab.most, Math.abs(table.getInt16(i, true)));
  const show = () => {
    const places = controls.map(at);
    controls.forEach((control, i) => {
      if (control.tagName === "SELECT") return;
      control.setAttribute("aria-valuetext", lab.axes[i].stops[places[i]]);
      control.nextElementSibling.textContent = lab.axes[i].stops[places[i]];
    });
    say.textContent = pictures[lab.name](places, row(places));
  };
  for (const control of controls) control.addEventListener("input", show);
  document.getElementById("live").hidden = false;
  show();
})();
