/* The legend is the filter: every entry has a number and a switch. A statement is hidden by a facet when the values it
   has there are switched off. */

const KIND_NAMES = {
  state: "states", organization: "organizations", person: "persons", group: "groups", place: "places",
  programme: "programmes", agreement: "agreements", policy: "policies", event: "events", asset: "assets",
};
const SIGN_NAMES = { 1: "cooperation", "-1": "conflict", 0: "neutral" };
const STATUSES = ["actual", "ended", "planned", "requested", "considered", "conditional"];
const MOST_VALUES = 10;
const OTHERS = "others";

/* `values` of a statement; `every`: all of them must be switched on, else one is enough. */
function facetsOf(story) {
  const kind = (index) => story.entities[index].kind;
  const file = (evidence) => story.documents[evidence.document];
  return [
    facet("Relations", "relations", (s) => [String(s.sign)], { order: ["1", "-1", "0"], names: SIGN_NAMES }),
    facet("Status", "status", (s) => [s.status], { order: STATUSES }),
    facet("Actors and things", "kind", (s) => [kind(s.subject), kind(s.object)], {
      order: Object.keys(KIND_NAMES), names: KIND_NAMES, every: true,
    }),
    facet("Said by", "speaker", (s) => [s.speakers.length ? story.entities[s.speakers.at(-1)].label : "the text itself"], {}),
    facet("Source", "source", (s) => s.evidence.map((e) => file(e).key), {}),
    facet("Language", "language", (s) => s.evidence.map((e) => file(e).lang), {}),
  ];
}

function facet(title, name, values, { order = [], names = {}, every = false }) {
  return { title, name, values, order, names, every, off: new Set(), known: new Map() };
}

/* Counts statements by value; the rarest of many values share one entry. */
function countFacet(one, statements) {
  const counts = new Map();
  for (const statement of statements) {
    for (const value of new Set(one.values(statement))) counts.set(value, (counts.get(value) || 0) + 1);
  }
  const rank = (value) => (one.order.includes(value) ? one.order.indexOf(value) : one.order.length);
  const sorted = [...counts].sort((a, b) => rank(a[0]) - rank(b[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const kept = one.order.length ? sorted : sorted.slice(0, MOST_VALUES);
  const rest = sorted.slice(kept.length).reduce((sum, entry) => sum + entry[1], 0);
  one.known = new Map(rest ? [...kept, [OTHERS, rest]] : kept);
}

function isShownBy(one, statement) {
  const on = (value) => !one.off.has(one.known.has(value) ? value : OTHERS);
  const values = one.values(statement);
  return one.every ? values.every(on) : values.some(on);
}

function hiddenCounts(facets, statements) {
  return facets
    .map((one) => ({ name: one.name, count: statements.filter((statement) => !isShownBy(one, statement)).length }))
    .filter((entry) => entry.count);
}

function buildLegend(nav, facets, onChange) {
  const note = element("p", { className: "note", role: "status", id: "hidden-note", hidden: true });
  nav.append(note);
  for (const one of facets.filter((candidate) => candidate.known.size > 1 || candidate.order.length)) {
    const group = element("fieldset", {}, element("legend", {}, one.title));
    for (const [value, count] of one.known) group.append(legendEntry(one, value, count, onChange));
    nav.append(group);
  }
}

function legendEntry(one, value, count, onChange) {
  const box = element("input", { type: "checkbox", checked: true });
  box.addEventListener("change", () => {
    if (box.checked) one.off.delete(value);
    else one.off.add(value);
    onChange();
  });
  const name = one.names[value] || value;
  const swatch = swatchOf(one.name, value);
  const words = element("span", { dir: "auto", title: name }, name);
  return element("label", {}, box, ...(swatch ? [swatch] : []), words, element("output", {}, String(count)));
}

/* A sample of the line or the shape; shapes and dashes say the same as the colours. */
function swatchOf(name, value) {
  if (name === "relations") return lineSample(`var(--${SIGN_NAMES[value]})`, "", value === "-1");
  if (name === "status") return lineSample("var(--ink)", dashesOf(value).join(" "), false);
  if (name === "kind") return shapeSample(value);
  return null;
}

function lineSample(colour, dashes, barred) {
  const svg = drawing("svg", { viewBox: "0 0 22 12", "aria-hidden": "true" });
  svg.append(drawing("line", { x1: 0, y1: 6, x2: 22, y2: 6, stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dashes }));
  if (barred) svg.append(drawing("line", { x1: 11, y1: 1, x2: 11, y2: 11, stroke: colour, "stroke-width": 2.5 }));
  return svg;
}

function shapeSample(kind) {
  const shapes = {
    dot: ["circle", { cx: 11, cy: 6, r: 5 }],
    square: ["rect", { x: 6.5, y: 1.5, width: 9, height: 9 }],
    diamond: ["path", { d: "M11 0 17 6 11 12 5 6Z" }],
    triangle: ["path", { d: "M11 1 17 11 5 11Z" }],
  };
  const [tag, attributes] = shapes[shapeOf(kind)];
  const svg = drawing("svg", { viewBox: "0 0 22 12", "aria-hidden": "true" });
  svg.append(drawing(tag, { ...attributes, fill: `var(--${kind})`, stroke: "var(--rim)" }));
  return svg;
}

function dashesOf(status) {
  if (status === "planned" || status === "requested") return [7, 5];
  return status === "considered" || status === "conditional" ? [2, 5] : [];
}
