/* The graph, drawn by vis-network: what is shown, how it looks, where it stands, what the pointer and the keys do. */

const LABELLED_EDGES = NARROW ? 6 : 40; // up to so many lines all carry words
const FEW_EDGES = 15; // of so few, words are also written where a line has no room for them
const STRONGEST_EDGES = NARROW ? 4 : 12; // of more, so many do
const ALWAYS_WITH_CHOSEN = 40; // lines of the chosen actor that are shown beside the strongest
const MOST_REDRAWN = 1500; // lines that are dimmed under the pointer without a delay that one feels
const MOST_AVOIDED = 300;
const PASSES = 4;
const FRAME = 12; // pixels around the graph
const LARGEST = 1.15;
const RING = { first: 230, step: 150, room: 120, aspect: 1.35 };
const OPTIONS = {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  interaction: { hover: true, tooltipDelay: 250, multiselect: false, selectConnectedEdges: false, keyboard: false },
  nodes: { borderWidth: 2, borderWidthSelected: 3, scaling: { label: { drawThreshold: 1e6 } } }, // labels.js writes
  edges: { selectionWidth: 1, hoverWidth: 0.5, arrowStrikethrough: false },
};

const container = document.getElementById("network");
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const network = new vis.Network(container, { nodes, edges }, OPTIONS);
const places = new Map(); // where the nodes stand now, dragged ones too
const palette = new Map();

/* Colours of the style sheet, read once a theme. */
function colour(name) {
  if (!palette.has(name)) palette.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return palette.get(name);
}

/* Which lines the filters leave, with which statements, the strongest first; `shown` are those that are drawn. */
function gatherEdges() {
  state.kept = new Map();
  state.passing = [];
  for (const edge of currentGraph().edges) {
    const kept = edge.statements.filter((index) => state.visible[index]).map((index) => story.statements[index]);
    if (!kept.length) continue;
    state.kept.set(edge.id, kept);
    state.passing.push(edge.id);
  }
  state.shown = shownEdges();
}

function shownEdges() {
  const { passing } = state;
  if (state.focus) {
    const { edgeById } = currentGraph();
    const around = new Set([state.focus, ...neighboursOf(state.focus).slice(0, state.around)]);
    return passing.filter((id) => around.has(edgeById.get(id).from) && around.has(edgeById.get(id).to));
  }
  if (passing.length <= Math.max(SHOWN_WHOLE, state.amount)) return passing;
  const first = passing.slice(0, state.amount);
  const chosen = edgesOfChoice().slice(0, ALWAYS_WITH_CHOSEN);
  return [...new Set([...first, ...chosen])];
}

function edgesAt(node) {
  return (currentGraph().edgesAt.get(node) || []).filter((id) => state.kept.has(id));
}

/* The strongest first. */
function neighboursOf(node) {
  const byId = currentGraph().edgeById;
  const ends = edgesAt(node).flatMap((id) => [byId.get(id).from, byId.get(id).to]);
  return [...new Set(ends)].filter((id) => id !== node);
}

/* Lines that belong to what was chosen. */
function edgesOfChoice(choice = state.chosen) {
  if (!choice) return [];
  if (choice.edge) return state.kept.has(choice.edge) ? [choice.edge] : [];
  if (choice.node) return edgesAt(choice.node);
  const wanted = choice.pair ? betweenPair(choice.pair) : statementsOfRelation(choice.relation);
  const found = new Set(wanted.map((one) => currentGraph().edgeOf.get(one.index)));
  return state.passing.filter((id) => found.has(id));
}

/* Statements that make the first do something to the second. */
function betweenPair([first, second]) {
  const byId = currentGraph().edgeById;
  const ids = edgesAt(first).filter((id) => [byId.get(id).from, byId.get(id).to].includes(second));
  const does = (one) => nodeOf(one.subject) === first && nodeOf(one.object) === second;
  return ids.flatMap((id) => state.kept.get(id)).filter((one) => does(one) || one.symmetric);
}

function statementsOfRelation(relation) {
  return state.passing.flatMap((id) => state.kept.get(id)).filter((one) => one.relation === relation);
}

function actorsShown() {
  const byId = currentGraph().edgeById;
  const ends = new Set(state.shown.flatMap((id) => [byId.get(id).from, byId.get(id).to]));
  return currentGraph().nodes.filter((node) => ends.has(node.id));
}

/* Everything as it should be now. */
function drawGraph() {
  const shown = actorsShown();
  arrange(shown);
  const near = neighbourhood();
  const byId = currentGraph().edgeById;
  leaveOnly(edges, new Set(state.shown));
  leaveOnly(nodes, new Set(shown.map((node) => node.id)));
  nodes.update(shown.map((node) => ({ id: node.id, size: node.size, shape: node.shape, ...places.get(node.id), ...nodeLook(node, near) })));
  edges.update(state.shown.map((id) => edgeItem(byId.get(id), near)));
  network.setSelection(selectionOf(state.chosen), { highlightEdges: false });
}

/* The two graphs share names of nodes and lines. */
function clearGraph() {
  state.shown = [];
  edges.clear();
  nodes.clear();
}

function leaveOnly(set, wanted) {
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
}

function selectionOf(choice) {
  return {
    nodes: choice && choice.node && nodes.get(choice.node) ? [choice.node] : [],
    edges: choice && choice.edge && edges.get(choice.edge) ? [choice.edge] : [],
  };
}

/* Only the looks: the pointer moved. */
function redraw() {
  const near = neighbourhood();
  const byId = currentGraph().edgeById;
  nodes.update(actorsShown().map((node) => ({ id: node.id, ...nodeLook(node, near) })));
  edges.update(state.shown.map((id) => ({ id, ...edgeLook(byId.get(id), near) })));
}

/* Places come from the file; around one actor its neighbours stand on rings, in the order in which they stood. */
function arrange(shown) {
  const key = `${state.rolled} ${state.focus} ${state.focus && state.around}`;
  if (arrange.key !== key) places.clear();
  arrange.key = key;
  const rings = state.focus ? ringsAround(state.focus, shown) : new Map();
  for (const node of shown) {
    if (!places.has(node.id)) places.set(node.id, rings.get(node.id) || { x: node.x, y: node.y });
  }
}

function ringsAround(focus, shown) {
  const middle = currentGraph().nodeById.get(focus);
  const rest = shown.filter((node) => node.id !== focus);
  const found = new Map([[focus, { x: 0, y: 0 }]]);
  let radius = RING.first;
  for (let start = 0; start < rest.length; radius += RING.step) {
    const room = Math.max(6, Math.floor((2 * Math.PI * radius * RING.aspect) / RING.room / 1.2));
    const ring = rest.slice(start, start + room);
    ring.sort((a, b) => angleFrom(middle, a) - angleFrom(middle, b));
    ring.forEach((node, index) => {
      const angle = ((index + (start ? 0.5 : 0)) / ring.length) * 2 * Math.PI - Math.PI / 2;
      found.set(node.id, { x: Math.round(RING.aspect * radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
    });
    start += room;
  }
  return found;
}

function angleFrom(middle, node) {
  const angle = Math.atan2(node.y - middle.y, node.x - middle.x) + Math.PI / 2;
  return angle < 0 ? angle + 2 * Math.PI : angle;
}

/* Nodes and lines that stay bright, null for all. */
function neighbourhood() {
  const looked = state.hovered || state.chosen;
  if (!looked || (state.focus && looked.node === state.focus)) return null;
  const byId = currentGraph().edgeById;
  const ids = edgesOfChoice(looked);
  const ends = ids.flatMap((id) => [byId.get(id).from, byId.get(id).to]);
  return new Set([...ids, ...ends, ...(looked.node ? [looked.node] : []), ...(looked.pair || [])]);
}

function nodeLook(node, near) {
  const fill = colour(node.kind);
  const chosen = { background: fill, border: colour("cooperation") };
  return {
    opacity: near && !near.has(node.id) ? 0.15 : 1,
    color: { background: fill, border: colour("paper"), highlight: chosen, hover: { background: fill, border: colour("ink") } },
  };
}

function edgeItem(edge, near) {
  const bends = [{ enabled: false }, { enabled: true, type: "curvedCW", roundness: 0.18 }];
  const smooth = bends[edge.order] || { enabled: true, type: "curvedCCW", roundness: 0.18 };
  return { id: edge.id, from: edge.from, to: edge.to, smooth, ...edgeLook(edge, near) };
}

function edgeLook(edge, near) {
  const kept = state.kept.get(edge.id);
  const line = edge.background ? colour("faint") : colour(SIGN_NAMES[edge.sign]);
  const dim = near && !near.has(edge.id);
  const beside = !near && state.focus && edge.from !== state.focus && edge.to !== state.focus;
  return {
    width: widthOf(edge),
    dashes: edgeDashes(kept),
    arrows: edgeArrows(edge, kept),
    color: { color: line, highlight: line, hover: line, opacity: dim ? 0.07 : beside ? 0.25 : near || edge.background ? 1 : 0.8 },
  };
}

function widthOf(edge) {
  return edge.background ? 1 : Math.min(0.5 + Math.sqrt(state.kept.get(edge.id).length), 7);
}

/* Solid when one statement at least is real. */
function edgeDashes(kept) {
  const dashes = kept.map((statement) => dashesOf(statement.status));
  const least = dashes.reduce((best, one) => ((one[0] || 99) > (best[0] || 99) ? one : best));
  return least.length ? least : false;
}

/* An arrow at each end that something is done to; conflict has a bar across, for eyes that do not tell the colours. */
function edgeArrows(edge, kept) {
  const directed = kept.filter((statement) => !statement.symmetric);
  const at = (end) => directed.some((statement) => nodeOf(statement.object) === end);
  const scaleFactor = widthOf(edge) > 3 ? 0.4 : 0.55;
  return {
    to: { enabled: at(edge.to), scaleFactor },
    from: { enabled: at(edge.from) && edge.from !== edge.to, scaleFactor },
    middle: { enabled: edge.sign < 0, type: "bar", scaleFactor: 0.45 },
  };
}

/* Labels: names of all nodes, relations of the strongest lines and of what is looked at. */
network.on("afterDrawing", (ctx) => {
  const near = neighbourhood();
  const names = actorsShown().filter((node) => network.body.nodes[node.id]).map((node) => nameToWrite(node, near));
  const written = { nodes: names, edges: relationsToWrite(near), lines: linesToAvoid(), frame: viewFrame() };
  state.labels = writeLabels(ctx, written, network.getScale(), { ink: colour("ink"), paper: colour("paper") });
});

/* Of so many lines that no place is free of them, none is kept away from the names. */
function linesToAvoid() {
  if (state.shown.length > MOST_AVOIDED) return [];
  const drawn = state.shown.map((id) => network.body.edges[id]).filter((edge) => edge && edge.connected);
  return drawn.map(({ id, from, to }) => ({ id, from, to }));
}

/* What of the graph is in view. */
function viewFrame() {
  const [{ x: left, y: top }, { x: right, y: bottom }] = [{ x: 0, y: 0 }, { x: container.clientWidth, y: container.clientHeight }].map((at) => network.DOMtoCanvas(at));
  return { left, top, right, bottom };
}

function nameToWrite(node, near) {
  const { x, y } = network.getPosition(node.id);
  const dim = Boolean(near) && !near.has(node.id);
  const always = Boolean(near) && !dim && near.size < 12;
  return { id: node.id, x, y, size: node.size, lines: node.lines, large: node.large, dim, always };
}

function relationsToWrite(near) {
  const looked = state.hovered || state.chosen;
  const few = () => strongest(state.shown.length <= LABELLED_EDGES ? LABELLED_EDGES : STRONGEST_EDGES);
  const wanted = near ? state.shown.filter((id) => near.has(id)) : state.focus ? edgesAt(state.focus).slice(0, 2 * STRONGEST_EDGES) : few();
  const drawn = (id) => network.body.edges[id] && network.body.edges[id].connected; // vis also draws between two changes
  return wanted.filter(drawn).map((id, index) => ({
    id,
    needed: !index || state.shown.length < FEW_EDGES,
    text: withDirection(id),
    points: pointsOf(id),
    colour: colour(SIGN_NAMES[currentGraph().edgeById.get(id).sign]),
    dim: false,
    always: Boolean(looked && looked.edge === id),
  }));
}

/* A mark on the side of the object, where arrows stand at both ends. */
function withDirection(id) {
  const kept = state.kept.get(id);
  const text = edgeText(kept);
  const { to, from } = edgeArrows(currentGraph().edgeById.get(id), kept);
  if (!(to.enabled && from.enabled) || kept[0].symmetric) return text;
  const at = (index) => network.getPosition(nodeOf(index));
  return isBefore(at(kept[0].subject), at(kept[0].object)) ? `${text} ›` : `‹ ${text}`;
}

/* Whether words along a line begin at the first of its ends: from left to right, straight lines downwards. */
function isBefore(first, second) {
  return first.x < second.x || (first.x === second.x && first.y <= second.y);
}

/* Places on a line for its words, with the angle at which they run there. */
function pointsOf(id) {
  const drawn = network.body.edges[id].edgeType;
  return [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74].map((place) => {
    const ends = [drawn.getPoint(place - 0.04), drawn.getPoint(place + 0.04)];
    const [before, after] = isBefore(...ends) ? ends : ends.reverse();
    return { ...drawn.getPoint(place), angle: Math.atan2(after.y - before.y, after.x - before.x) };
  });
}

/* The strongest lines that say what somebody does, not who or where he is. */
function strongest(most) {
  return state.shown.filter((id) => !currentGraph().edgeById.get(id).background).slice(0, most);
}

/* Looking at something */
function hover(hovered) {
  state.hovered = hovered;
  if (hovered && hovered.edge) edges.update({ id: hovered.edge, title: edgeTooltip(state.kept.get(hovered.edge)) });
  if (hovered && hovered.node) nodes.update({ id: hovered.node, title: nodeTooltip(entityById.get(hovered.node)) });
  container.style.cursor = hovered ? "pointer" : "";
  if (state.shown.length <= MOST_REDRAWN) redraw();
}

network.on("click", ({ nodes: [node], edges: [edge] }) => choose(node ? { node } : edge ? { edge } : null));
network.on("doubleClick", ({ nodes: [node] }) => { if (node) focusOn(node); });
network.on("hoverNode", ({ node }) => hover({ node }));
network.on("hoverEdge", ({ edge }) => hover({ edge }));
network.on("blurNode", () => hover(null));
network.on("blurEdge", () => hover(null));
network.on("zoom", () => { state.moved = true; });
network.on("dragEnd", ({ nodes: dragged }) => {
  state.moved = true;
  for (const id of dragged) places.set(id, network.getPosition(id));
});
network.on("resize", () => { if (!state.moved) setTimeout(fit); });

/* All nodes with their names in view, names at their own size where the graph is small enough. What is written depends
   on the scale and the scale on what is written: a few passes agree. */
function fit() {
  const shown = actorsShown();
  if (!shown.length || !container.clientWidth) return;
  let frame = frameOf(shown, []);
  for (let pass = 0; pass < PASSES; pass += 1) {
    if (pass > 1 && state.shown.length > MOST_AVOIDED) break; // a large drawing fits well enough
    const scale = Math.min(container.clientWidth / (frame.right - frame.left), container.clientHeight / (frame.bottom - frame.top), LARGEST);
    const position = { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 };
    network.moveTo({ position, scale, animation: false });
    network.redraw();
    frame = frameOf(shown, state.labels);
  }
  state.moved = false;
}

/* Around nodes and what was written, with a margin. */
function frameOf(shown, labels) {
  const margin = FRAME / network.getScale();
  const boxes = [...labels, ...shown.map(({ id, size }) => circleOf({ ...places.get(id), size }))];
  return {
    left: Math.min(...boxes.map((box) => box.left)) - margin,
    right: Math.max(...boxes.map((box) => box.right)) + margin,
    top: Math.min(...boxes.map((box) => box.top)) - margin,
    bottom: Math.max(...boxes.map((box) => box.bottom)) + margin,
  };
}

/* To the nearest node on that side of the chosen one. */
function walk(dx, dy) {
  const shown = actorsShown();
  const start = state.chosen && state.chosen.node ? places.get(state.chosen.node) : null;
  if (!start) {
    if (shown.length) choose({ node: shown[0].id });
    return;
  }
  const ahead = shown
    .map(({ id }) => ({ id, x: places.get(id).x - start.x, y: places.get(id).y - start.y }))
    .map(({ id, x, y }) => ({ id, along: x * dx + y * dy, far: Math.hypot(x, y) }))
    .filter(({ along, far }) => far && along > 0.6 * far)
    .sort((a, b) => a.far - b.far);
  if (ahead.length) choose({ node: ahead[0].id });
}
