/* What the file holds: the statements with their words, and two graphs of them, as said and rolled up to states. */

const story = readJson("story-json");
const graphs = readJson("graphs-json");

const SIGN_NAMES = { 1: "cooperation", "-1": "conflict", 0: "neutral" };
const KIND_NAMES = {
  state: "states", organization: "organizations", person: "persons", group: "groups", place: "places",
  programme: "programmes", agreement: "agreements", policy: "policies", event: "events", asset: "assets",
};
const SHAPES = {
  state: "dot", organization: "hexagon", person: "dot", group: "triangleDown", place: "square",
  programme: "diamond", agreement: "square", policy: "triangle", event: "diamond", asset: "square",
};
const STATUSES = ["actual", "ended", "planned", "requested", "considered", "conditional"];
const NARROW = innerWidth <= 700;
const SHOWN_WHOLE = NARROW ? 30 : 150; // of more lines the strongest come first, on a telephone sooner
const FIRST_EDGES = NARROW ? 20 : 90;
const FIRST_AROUND = NARROW ? 8 : 24; // neighbours that are shown alone with an actor
const MOST_DRAWN = 5000;

/* What is looked at, and how; everything on the page follows from it. */
const state = {
  view: "graph", rolled: false, chosen: null, hovered: null, focus: null, around: FIRST_AROUND, amount: FIRST_EDGES,
  kept: new Map(), passing: [], shown: [], labels: [], moved: false,
};

function readJson(id) {
  const holder = document.getElementById(id);
  const value = JSON.parse(holder.textContent);
  holder.remove();
  return value;
}

story.statements.forEach((statement, index) => {
  const relation = story.relations[statement.relation];
  statement.index = index;
  statement.label = relation.label;
  statement.family = relation.family;
  statement.symmetric = relation.symmetric;
  statement.sign = statement.denied ? 0 : relation.sign;
  statement.confidence = statement.evidence.reduce((most, { confidence }) => Math.max(most, confidence), 0);
});

const entityById = new Map(story.entities.map((entity) => [entity.id, entity]));
for (const graph of Object.values(graphs)) if (graph) indexGraph(graph);

function indexGraph(graph) {
  graph.nodeById = new Map(graph.nodes.map((node) => [node.id, node]));
  graph.edgeById = new Map(graph.edges.map((edge) => [edge.id, edge]));
  graph.edgeOf = new Map();
  graph.edgesAt = new Map(graph.nodes.map((node) => [node.id, []]));
  for (const edge of graph.edges) {
    for (const end of new Set([edge.from, edge.to])) graph.edgesAt.get(end).push(edge.id);
    for (const index of edge.statements) graph.edgeOf.set(index, edge.id);
  }
}

function currentGraph() {
  return state.rolled ? graphs.states : graphs.actors;
}

function labelOf(index) {
  return story.entities[index].label;
}

/* The id of the node that stands for an entity in the current graph. */
function nodeOf(index) {
  const { id, principal } = story.entities[index];
  return state.rolled && principal !== null ? story.entities[principal].id : id;
}

/* "defends", "defends (planned)", "not: joins". */
function relationText(statement) {
  const status = statement.status === "actual" ? "" : ` (${statement.status})`;
  return `${statement.denied ? "not: " : ""}${statement.label}${status}`;
}

/* The strongest relation of several statements and how many others there are. */
function edgeText(statements) {
  const others = new Set(statements.map((one) => `${one.subject} ${one.relation} ${one.denied} ${one.object}`)).size - 1;
  return relationText(statements[0]) + (others ? ` +${others}` : "");
}

function filesOf(statements) {
  return new Set(statements.flatMap((statement) => statement.evidence.map((evidence) => evidence.document)));
}

const DASHES = { ended: [12, 4], planned: [7, 5], requested: [7, 4, 2, 4], considered: [2, 4], conditional: [2, 8] };

function dashesOf(status) {
  return DASHES[status] || [];
}
