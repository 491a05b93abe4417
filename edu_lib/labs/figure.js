// The picture of a lab: an SVG that is patched by id, and what a student can take away of it.

/** Patch the SVG: each change goes to the element with its id, all in one animation frame, newest wins. */
function patcher(svg, prefix, ids, done) {
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
      if ("t" in change) group.setAttribute("transform", change.t && `matrix(${change.t})`);
      if ("f" in change) leaf.style.fill = change.f;
      if ("w" in change) leaf.style.strokeWidth = change.w;
      if ("c" in change) leaf.textContent = change.c;
      if ("p" in change) {
        leaf.removeAttribute("transform");
        leaf.setAttribute("x", change.p[0]);
        leaf.setAttribute("y", change.p[1]);
      }
    }
    done(waiting);
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

/** The SVG as a file of its own: the theme's colours and this page's rules become literal, and its words go with it. */
function aloneSvg(svg, prefix, title, words) {
  const alone = svg.cloneNode(true), { width, height } = svg.viewBox.baseVal;
  for (const hidden of alone.querySelectorAll('[style*="display: none"]')) hidden.remove();
  for (const one of alone.querySelectorAll("[data-pick], [pointer-events]")) for (const mark of ["data-pick", "pointer-events"]) one.removeAttribute(mark);
  const rules = "*{stroke-linejoin:round;stroke-linecap:butt}text{font-family:system-ui,Helvetica,Arial,sans-serif!important}" +
    '[id*="-spine-name-"] text{paint-order:stroke;stroke:var(--edu-paper,#fff);stroke-width:3px;stroke-linejoin:round}';
  const style = document.createElementNS(svg.namespaceURI, "style");
  style.textContent = rules;
  const name = document.createElementNS(svg.namespaceURI, "title"), about = document.createElementNS(svg.namespaceURI, "desc");
  name.textContent = title;
  about.textContent = words;
  alone.prepend(name, about, style);
  alone.setAttribute("width", width);
  alone.setAttribute("height", height);
  const look = getComputedStyle(svg);
  return new XMLSerializer().serializeToString(alone).replaceAll(prefix, "")
    .replace(/var\((--edu-[a-z_]+),\s*([^)]*)\)/g, (_all, role, light) => look.getPropertyValue(role).trim() || light);
}

/** The same as a PNG, twice as fine, drawn by the browser itself. */
async function asPng(xml) {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(xml);
  await image.decode();
  const canvas = make("canvas", { width: 2 * image.width, height: 2 * image.height });
  const brush = canvas.getContext("2d");
  brush.scale(2, 2);
  brush.drawImage(image, 0, 0);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("empty"))), "image/png"));
}

function saveFile(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Buttons to take the picture and the state along; `file` names the files, `svgText()` and `link()` give what is taken; `lab` can fill the screen. */
function takeAway(file, svgText, link, lab) {
  const note = make("span", { class: "edu-note", role: "status" });
  const button = (words, act) => {
    const made = make("button", { type: "button" }, words);
    made.addEventListener("click", async () => {
      note.textContent = "";
      try { note.textContent = await act(); } catch { note.textContent = _("This browser does not allow it here. Save the picture instead."); }
    });
    return made;
  };
  return make("div", { class: "edu-take", role: "group", "aria-label": _("Take this along") },
    button(_("Copy figure"), async () => {
      // The promise goes in as it is: some browsers allow copying only at the very click.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": asPng(svgText()) })]);
      return _("The figure is copied; paste it into your notes.");
    }),
    button(_("Save as PNG"), async () => { saveFile(await asPng(svgText()), file + ".png"); return _("Saved as PNG."); }),
    button(_("Save as SVG"), () => { saveFile(new Blob([svgText()], { type: "image/svg+xml" }), file + ".svg"); return _("Saved as SVG."); }),
    button(_("Copy link to this state"), async () => {
      try { await navigator.clipboard.writeText(link()); } catch { return _("Copy this: {link}", { link: link() }); }
      return _("The link is copied. Open it and run the lesson: the lab starts as it is now.");
    }),
    button(_("Fill the screen"), async () => {
      if (document.fullscreenElement) await document.exitFullscreen(); else await lab.requestFullscreen();
      return document.fullscreenElement ? _("Escape brings the page back.") : "";
    }), note);
}

const LINK = "#lab=";

/** What a link says to this lab: values by key; null if it says nothing. Only the first lab of its name on a page takes it. */
function stateOfLink(name) {
  // JupyterLab may have tidied the address since, so the address that the page was opened with counts too.
  for (const address of [location.href, performance.getEntriesByType("navigation")[0]?.name ?? ""]) {
    const [found, ...values] = address.split(LINK)[1]?.split("&") ?? [];
    if (found !== name) continue;
    const taken = (window.eduLabLinks ??= new Set());
    if (taken.has(name)) return null;
    taken.add(name);
    return Object.fromEntries(values.map((entry) => {
      const [key, value] = entry.split("=").map(decodeURIComponent);
      if (value === "true" || value === "false") return [key, value === "true"];
      return [key, value === "" || Number.isNaN(Number(value)) ? value : Number(value)];
    }));
  }
  return null;
}

/** The address of this page with every value that differs from where the lab starts; no token goes along. */
function linkToState(name, controls, values, auto) {
  const other = controls.filter(({ key, start }) => (auto.has(key) ? null : values[key]) !== start && !auto.has(key));
  const words = other.map(({ key }) => `&${key}=${encodeURIComponent(values[key])}`).join("");
  return location.origin + location.pathname + LINK + name + words;
}
