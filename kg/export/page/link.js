/* The address keeps the view: everything after the # says what is looked at, so that a link or a reload comes back. */

function keepLink() {
  const said = new URLSearchParams();
  if (state.view !== "graph") said.set("view", state.view);
  if (state.rolled) said.set("states", "1");
  if (state.focus) said.set("focus", state.focus);
  if (state.amount !== FIRST_EDGES) said.set("lines", state.amount);
  for (const [name, value] of Object.entries(state.chosen || {})) said.set(name, linkChoice(name, value));
  for (const one of facets.filter((each) => each.off)) said.set(one.name, linkFacet(one));
  if (period.test) said.set("period", [timeline.kind, stepName(timeline.bars[timeline.from]), stepName(timeline.bars[timeline.to])].join("~"));
  if (table.sort) said.set("sort", `${table.down ? "-" : ""}${table.sort}`);
  if (table.text) said.set("rows", table.text);
  const text = said.toString();
  const address = text ? `#${text}` : location.pathname + location.search;
  if (text !== location.hash.slice(1)) history.replaceState(null, "", address);
}

/* Statements and names, not numbers of lines: the link holds when the page is made again. */
function linkChoice(name, value) {
  if (name === "edge") return story.statements[currentGraph().edgeById.get(value).statements[0]].id;
  if (name === "pair") return value.map(encodeURIComponent).join("~");
  return name === "relation" ? story.relations[value].name : value;
}

/* The values that are on, or, after a minus, those that are off, whichever are fewer. */
function linkFacet(one) {
  const named = (on) => one.values.filter((entry) => entry.on === on).map((entry) => encodeURIComponent(entry.value)).join("~");
  return one.off * 2 > one.values.length ? `+${named(true)}` : `-${named(false)}`;
}

function readLink() {
  const said = new URLSearchParams(location.hash.slice(1));
  state.view = ["table", "matrix"].includes(said.get("view")) ? said.get("view") : "graph";
  state.rolled = Boolean(graphs.states) && said.get("states") === "1";
  state.amount = Number(said.get("lines")) || FIRST_EDGES;
  const focus = said.get("focus");
  state.focus = focus && currentGraph().nodeById.has(focus) ? focus : null;
  for (const one of facets) readFacet(one, said.get(one.name));
  readPeriod(said.get("period"));
  const sort = said.get("sort") || "";
  table.down = sort.startsWith("-");
  table.sort = COLUMNS.some(({ name }) => name === sort.replace("-", "")) ? sort.replace("-", "") : "";
  table.text = said.get("rows") || "";
  state.chosen = readChoice(said);
}

function readFacet(one, text) {
  if (!text) return loosen(one);
  const named = new Set(text.slice(1).split("~").map(decodeURIComponent));
  for (const entry of one.values) entry.on = named.has(entry.value) === (text[0] === "+");
}

function readPeriod(text) {
  if (timelineHome.hidden) return;
  const [kind, from, to] = (text || "").split("~");
  clearPeriod();
  if (!datedKinds().includes(kind)) return;
  timeline.kind = kind;
  buildTimeline();
  const names = timeline.bars.map(stepName);
  setPeriod(Math.max(names.indexOf(from), 0), names.includes(to) ? names.indexOf(to) : names.length - 1);
}

function readChoice(said) {
  const graph = currentGraph();
  if (graph.nodeById.has(said.get("node"))) return { node: said.get("node") };
  const statement = story.statements.find(({ id }) => id === said.get("edge") || id === said.get("statement"));
  if (statement && graph.edgeOf.has(statement.index)) {
    return { edge: graph.edgeOf.get(statement.index), ...(said.get("statement") ? { statement: said.get("statement") } : {}) };
  }
  const pair = (said.get("pair") || "").split("~").map(decodeURIComponent);
  if (pair.length === 2 && pair.every((id) => graph.nodeById.has(id))) return { pair };
  const relation = story.relations.findIndex(({ name }) => name === said.get("relation"));
  return relation < 0 ? null : { relation };
}
