/* Brings the parts together: the network of vis, the legend, the panel, search and keys. */

const graph = JSON.parse(document.getElementById("graph-json").textContent);
const story = JSON.parse(document.getElementById("story-json").textContent);
const container = document.getElementById("network");
const panel = document.getElementById("panel");
const MOST_REDRAWN = 2000; // edges that are dimmed under the pointer without a delay that one feels
const dark = matchMedia("(prefers-color-scheme: dark)");

const indexOf = new Map(story.entities.map((entity, index) => [entity.id, index]));
const nodesById = new Map(graph.nodes.map((node) => [node.id, node]));
const edgesById = new Map(graph.edges.map((edge) => [edge.id, edge]));
const background = new Set(story.background);
const facets = facetsOf(story);
for (const one of facets) countFacet(one, story.statements);

const nodes = new vis.DataSet(graph.nodes.map(({ lines, large, kind, ...node }) => node));
const edges = new vis.DataSet(graph.edges.map(({ sign, ...edge }) => edge));
const network = new vis.Network(container, { nodes, edges }, graph.options);

/* What is shown and what is looked at; everything drawn follows from it. */
const state = { shown: new Map(), chosen: null, hovered: null, labels: [], moved: false };

function shapeOf(kind) {
  return (graph.nodes.find((node) => node.kind === kind) || { shape: "dot" }).shape;
}

/* Colours of the style sheet, read once a theme. */
const palette = new Map();

function colour(name) {
  if (!palette.has(name)) palette.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return palette.get(name);
}

/* Filters first: which statements each edge keeps. */
function applyFilters() {
  const visible = story.statements.map((statement) => facets.every((one) => isShownBy(one, statement)));
  state.shown = new Map();
  for (const [id, members] of Object.entries(story.edges)) {
    const kept = members.filter((index) => visible[index]).map((index) => story.statements[index]);
    if (kept.length) state.shown.set(id, kept);
  }
  if (state.chosen && !isThere(state.chosen)) state.chosen = null;
  tellHidden(visible);
  redraw();
  openPanel();
}

function isThere({ node, edge }) {
  return edge ? state.shown.has(edge) : edgesAt(node).length > 0;
}

function edgesAt(node) {
  return [...state.shown.keys()].filter((id) => edgesById.get(id).from === node || edgesById.get(id).to === node);
}

function tellHidden(visible) {
  const hidden = hiddenCounts(facets, story.statements);
  const note = document.getElementById("hidden-note");
  note.textContent = hidden.map(({ name, count }) => `${count} hidden by ${name}`).join(", ");
  note.hidden = !hidden.length;
  const shown = visible.filter(Boolean).length;
  const total = story.statements.length;
  const numbers = shown === total ? counted(total, "statement") : `${shown} of ${counted(total, "statement")}`;
  const languages = new Set(story.documents.map((file) => file.lang)).size;
  document.getElementById("counts").textContent = [
    counted(story.documents.length, "document"), counted(languages, "language"),
    counted(new Set(actorsShown()).size, "name"), numbers,
  ].join(", ");
  const empty = document.getElementById("empty");
  const most = hidden.reduce((best, entry) => (best && best.count >= entry.count ? best : entry), null);
  empty.hidden = shown > 0;
  empty.textContent = most ? `Nothing is left. Most is hidden by ${most.name}: switch some of it on again.` : "No statements.";
}

function actorsShown() {
  return [...state.shown.keys()].flatMap((id) => [edgesById.get(id).from, edgesById.get(id).to]);
}

/* The look of every node and edge, from filters, theme and what is looked at. */
function redraw() {
  const there = new Set(actorsShown());
  const near = neighbourhood();
  nodes.update(graph.nodes.map((node) => ({ id: node.id, hidden: !there.has(node.id), ...nodeLook(node, near) })));
  edges.update(graph.edges.map((edge) => ({ id: edge.id, ...edgeLook(edge, near) })));
}

/* Nodes and edges that stay bright, null for all. */
function neighbourhood() {
  const focus = state.hovered || state.chosen;
  if (!focus) return null;
  const ids = focus.edge ? [focus.edge] : edgesAt(focus.node);
  const ends = ids.flatMap((id) => [edgesById.get(id).from, edgesById.get(id).to]);
  return new Set([...ids, ...ends, ...(focus.node ? [focus.node] : [])]);
}

function nodeLook(node, near) {
  const fill = colour(node.kind);
  const rim = colour("rim");
  const bright = { background: fill, border: colour("ink") };
  return {
    opacity: near && !near.has(node.id) ? 0.18 : 1,
    color: { background: fill, border: rim, highlight: bright, hover: bright },
  };
}

function edgeLook(edge, near) {
  const shown = state.shown.get(edge.id);
  if (!shown) return { hidden: true };
  const line = colour(SIGN_NAMES[edge.sign]);
  const faint = background.has(edge.id) ? 0.5 : 0.85;
  return {
    hidden: false,
    width: background.has(edge.id) ? 1 : Math.min(0.6 + 1.1 * Math.sqrt(shown.length), 6),
    dashes: edgeDashes(shown),
    arrows: edgeArrows(edge, shown),
    color: { color: line, highlight: line, hover: line, opacity: near && !near.has(edge.id) ? 0.08 : faint },
  };
}

/* Solid when one statement at least is real. */
function edgeDashes(shown) {
  const dashes = shown.map((statement) => dashesOf(statement.status));
  const least = dashes.reduce((best, one) => ((one[0] || 99) > (best[0] || 99) ? one : best));
  return least.length ? least : false;
}

/* An arrow at each end that something is done to; conflict has a bar across, for eyes that do not tell the colours. */
function edgeArrows(edge, shown) {
  const directed = shown.filter((statement) => !statement.symmetric);
  const at = (end) => directed.some((statement) => story.entities[statement.object].id === end);
  return {
    to: { enabled: at(edge.to), scaleFactor: 0.55 },
    from: { enabled: at(edge.from) && edge.from !== edge.to, scaleFactor: 0.55 },
    middle: { enabled: edge.sign < 0, type: "bar", scaleFactor: 0.45 },
  };
}

/* Labels: names of all nodes, relations of the strongest edges and of what is looked at. */
network.on("afterDrawing", (ctx) => {
  const near = neighbourhood();
  const there = new Set(actorsShown());
  const scale = network.getScale();
  const names = graph.nodes.filter((node) => there.has(node.id)).map((node) => nameToWrite(node, near));
  names.sort((a, b) => a.dim - b.dim);
  const colours = { ink: colour("ink"), paper: colour("paper") };
  state.labels = writeLabels(ctx, names, relationsToWrite(near), scale, colours);
});

function nameToWrite(node, near) {
  const { x, y } = network.getPosition(node.id);
  const dim = Boolean(near) && !near.has(node.id);
  return { id: node.id, x, y, size: node.size, lines: node.lines, large: node.large, dim, always: Boolean(near) && !dim && near.size < 12 };
}

function relationsToWrite(near) {
  const focus = state.hovered || state.chosen;
  const all = ranked();
  const few = strongest(all.length <= LABELLED_EDGES ? LABELLED_EDGES : STRONGEST_EDGES);
  const wanted = near ? all.filter((id) => near.has(id)) : few;
  return wanted.map((id) => ({
    id,
    text: withDirection(id),
    points: pointsOf(id),
    colour: colour(SIGN_NAMES[edgesById.get(id).sign]),
    dim: false,
    always: Boolean(focus && focus.edge === id),
  }));
}

/* Edges that are shown, the strongest first: their order in the file. */
function ranked() {
  return graph.edges.map((edge) => edge.id).filter((id) => state.shown.has(id));
}

/* A mark on the side of the object, where arrows stand at both ends. */
function withDirection(id) {
  const shown = state.shown.get(id);
  const text = edgeText(shown);
  const { to, from } = edgeArrows(edgesById.get(id), shown);
  if (!(to.enabled && from.enabled) || shown[0].symmetric) return text;
  const x = (index) => network.getPosition(story.entities[index].id).x;
  return x(shown[0].object) >= x(shown[0].subject) ? `${text} ›` : `‹ ${text}`;
}

function pointsOf(id) {
  const drawn = network.body.edges[id].edgeType;
  return [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68].map((place) => drawn.getPoint(place));
}

/* Panel */
function openPanel() {
  panel.replaceChildren(...panelContent());
  panel.scrollTop = 0;
}

function panelContent() {
  const { chosen } = state;
  if (!chosen) return overviewPanel(strongest(STRONGEST_EDGES).map(entryOf));
  const back = element("button", { type: "button", className: "back" }, "← Strongest relations");
  back.addEventListener("click", () => choose(null));
  return [back, ...(chosen.edge ? edgeContent(chosen.edge) : nodeContent(chosen.node))];
}

function strongest(most) {
  return ranked().filter((id) => !background.has(id)).slice(0, most);
}

function entryOf(id) {
  return entry(id, state.shown.get(id), (edge) => choose({ edge }));
}

function edgeContent(id) {
  const { from, to } = edgesById.get(id);
  const others = edgesAt(from).filter((other) => other !== id && edgesAt(to).includes(other));
  return edgePanel(state.shown.get(id), others.map(entryOf));
}

function nodeContent(id) {
  const ids = ranked().filter((edge) => edgesAt(id).includes(edge));
  return nodePanel(story.entities[indexOf.get(id)], ids.map((edge) => ({ shown: state.shown.get(edge) })));
}

/* Looking at something */
function choose(chosen) {
  state.chosen = chosen;
  state.hovered = null;
  network.setSelection({ nodes: chosen && chosen.node ? [chosen.node] : [], edges: chosen && chosen.edge ? [chosen.edge] : [] });
  redraw();
  openPanel();
}

function hover(hovered) {
  state.hovered = hovered;
  if (hovered && hovered.edge) edges.update({ id: hovered.edge, title: edgeTooltip(state.shown.get(hovered.edge)) });
  if (hovered && hovered.node) nodes.update({ id: hovered.node, title: nodeTooltip(story.entities[indexOf.get(hovered.node)]) });
  if (graph.edges.length <= MOST_REDRAWN) redraw();
}

network.on("click", ({ nodes: [node], edges: [edge] }) => choose(node ? { node } : edge ? { edge } : null));
network.on("hoverNode", ({ node }) => hover({ node }));
network.on("hoverEdge", ({ edge }) => hover({ edge }));
network.on("blurNode", () => hover(null));
network.on("blurEdge", () => hover(null));
network.on("zoom", () => { state.moved = true; });
network.on("dragEnd", () => { state.moved = true; });
network.on("resize", () => { if (!state.moved) fit(); });

/* All nodes with their names in view, names at their own size where the graph is small enough. */
function fit() {
  const there = new Set(actorsShown());
  const shown = graph.nodes.filter((node) => there.has(node.id));
  if (!shown.length) return;
  let scale = 1;
  for (let pass = 0; pass < 3; pass += 1) {
    const frame = frameOf(shown, Math.max(1, LEAST / SMALL / scale));
    const { left, right, top, bottom } = frame;
    scale = Math.min(container.clientWidth / (right - left), container.clientHeight / (bottom - top), 1.2);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  }
}

/* Nodes with their names; `stretch`: names keep a least size when the graph gets smaller. */
function frameOf(shown, stretch) {
  const reach = (node) => 24 + node.size + 3 * stretch * Math.max(...node.lines.map((line) => line.length));
  const low = (node) => 24 + node.size + 20 * stretch * node.lines.length;
  return {
    left: Math.min(...shown.map((node) => node.x - reach(node))),
    right: Math.max(...shown.map((node) => node.x + reach(node))),
    top: Math.min(...shown.map((node) => node.y - node.size - 20)),
    bottom: Math.max(...shown.map((node) => node.y + low(node))),
  };
}

/* Search */
const search = document.getElementById("search");
const found = document.getElementById("found");

function matches(text) {
  const wanted = text.trim().toLocaleLowerCase();
  const there = new Set(actorsShown());
  const fits = ({ label, aliases, id }) =>
    there.has(id) && [label, ...aliases].some((name) => name.toLocaleLowerCase().includes(wanted));
  return wanted ? graph.nodes.map((node) => story.entities[indexOf.get(node.id)]).filter(fits).slice(0, 8) : [];
}

/* Edges with a statement whose relation has the wanted words. */
function relationMatches(text) {
  const wanted = text.trim().toLocaleLowerCase();
  const fits = (id) => state.shown.get(id).some((one) => relationText(one).toLocaleLowerCase().includes(wanted));
  return wanted ? ranked().filter(fits).slice(0, 8) : [];
}

function listMatches() {
  const items = matches(search.value).map((entity) => {
    const button = element("button", { type: "button", dir: "auto" }, entity.label);
    button.addEventListener("click", () => goTo(entity.id));
    return element("li", {}, button);
  });
  items.push(...relationMatches(search.value).map((id) => element("li", {}, entry(id, state.shown.get(id), goToEdge))));
  const none = search.value.trim() ? [element("li", { className: "source" }, "No such name or relation among what is shown.")] : [];
  found.replaceChildren(...(items.length ? items : none));
  found.hidden = !found.childElementCount;
}

function goTo(node) {
  closeSearch();
  choose({ node });
}

function goToEdge(edge) {
  closeSearch();
  choose({ edge });
}

function closeSearch() {
  search.value = "";
  listMatches();
}

search.addEventListener("input", listMatches);
search.addEventListener("keydown", (event) => {
  const [first] = matches(search.value);
  if (event.key === "Enter" && first) goTo(first.id);
});

/* Keys */
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    closeSearch();
    choose(null);
  } else if (event.key === "/" && event.target !== search) {
    event.preventDefault();
    search.focus();
  }
});

container.addEventListener("keydown", (event) => {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (steps[event.key]) {
    event.preventDefault();
    walk(...steps[event.key]);
  } else if (event.key === "Enter") {
    event.preventDefault(); // else the same key would press the button
    const first = panel.querySelector("button");
    if (first) first.focus();
  }
});

/* To the nearest node on that side of the chosen one. */
function walk(dx, dy) {
  const there = new Set(actorsShown());
  const shown = graph.nodes.filter((node) => there.has(node.id));
  const start = state.chosen && state.chosen.node ? nodesById.get(state.chosen.node) : null;
  if (!start) {
    if (shown.length) choose({ node: shown[0].id });
    return;
  }
  const ahead = shown
    .map((node) => ({ node, along: (node.x - start.x) * dx + (node.y - start.y) * dy, far: Math.hypot(node.x - start.x, node.y - start.y) }))
    .filter(({ along, far }) => far && along > 0.6 * far)
    .sort((a, b) => a.far - b.far);
  if (ahead.length) choose({ node: ahead[0].node.id });
}

dark.addEventListener("change", () => {
  palette.clear();
  redraw();
});
buildLegend(document.getElementById("legend"), facets, applyFilters);
applyFilters();
fit();
