/* Brings the parts together. */

const bar = document.getElementById("bar");
const spoken = document.getElementById("spoken");
const DRAW = { graph: drawGraph, table: drawTable, matrix: drawMatrix };

/* Everything again, after the filters, the focus or the view changed. */
function refresh({ refit = false } = {}) {
  applyFacets();
  gatherEdges();
  if (state.chosen && !isThere(state.chosen)) {
    state.chosen = null;
    state.shown = shownEdges();
  }
  tellCounts();
  tellLegend();
  tellEmpty();
  drawBar();
  drawView();
  drawTimeline();
  openPanel();
  if (refit || !state.moved) fit();
  keepLink();
}

function drawView() {
  for (const made of document.querySelectorAll("#views button")) made.setAttribute("aria-pressed", String(made.dataset.view === state.view));
  for (const view of Object.keys(DRAW)) document.getElementById(view).hidden = view !== state.view;
  DRAW[state.view]();
}

function isThere(choice) {
  return edgesOfChoice(choice).length > 0;
}

function choose(choice) {
  const before = state.shown;
  state.chosen = choice;
  state.hovered = null;
  if (!state.focus) state.shown = shownEdges();
  if (state.view === "graph") {
    drawGraph();
    if (!sameList(before, state.shown)) { drawBar(); fit(); }
  }
  openPanel();
  keepLink();
  if (NARROW) (choice ? panel : document.querySelector("main")).scrollIntoView({ block: "start" });
  spoken.textContent = choice ? panel.querySelector("h2").textContent + panel.querySelector(".note").textContent : "";
}

function sameList(a, b) {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

function chooseStatement(statement) {
  const edge = currentGraph().edgeOf.get(statement.index);
  if (edge) choose({ edge, statement: statement.id });
}

function focusOn(node) {
  Object.assign(state, { focus: node, around: FIRST_AROUND });
  if (node) state.chosen = { node };
  if (state.view !== "graph") state.view = "graph";
  refresh({ refit: true });
}

function setView(view, withFocus = false) {
  state.view = view;
  refresh({ refit: !state.moved });
  if (NARROW) document.querySelector("main").scrollIntoView({ block: "start" });
  if (withFocus) homeOf(view).focus({ preventScroll: true });
}

function setRolled(rolled) {
  Object.assign(state, { rolled, chosen: null, focus: null, hovered: null });
  clearGraph();
  refresh({ refit: true });
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  palette.clear();
}

/* What is shown, and what can be done with the view. */
function drawBar() {
  const focused = bar.contains(document.activeElement) ? document.activeElement.textContent : null;
  const tools = state.view === "table" ? tableTools() : graphTools();
  bar.replaceChildren(...tools, element("span", { className: "gap" }), ...commonTools());
  if (focused !== null) ([...bar.querySelectorAll("button")].find((one) => one.textContent === focused) || homeOf(state.view)).focus({ preventScroll: true });
}

function graphTools() {
  const made = [];
  if (state.focus) {
    const all = neighboursOf(state.focus).length;
    const told = all > state.around ? `, the ${state.around} strongest of ${counted(all, "neighbour")}` : "";
    made.push(element("span", {}, "Around ", element("strong", {}, apart(shortened(entityById.get(state.focus).label, 30))), told));
    if (told) made.push(button("more", () => { state.around *= 2; refresh({ refit: true }); }, { className: "quiet" }));
    made.push(button("Whole graph", () => focusOn(null), { className: "quiet" }));
  } else if (state.view === "graph" && state.shown.length < state.passing.length) {
    const all = state.passing.length;
    made.push(element("span", {}, `The strongest ${numbered(state.shown.length)} of ${counted(all, "line")}`));
    made.push(button("more", () => showMore(state.amount * 2), { className: "quiet" }));
    if (all <= MOST_DRAWN) made.push(button("all", () => showMore(all), { className: "quiet" }));
  } else if (state.view === "graph" && state.passing.length > SHOWN_WHOLE) {
    made.push(element("span", {}, `All ${counted(state.passing.length, "line")}`), button("fewer", () => showMore(FIRST_EDGES), { className: "quiet" }));
  }
  return made;
}

function showMore(amount) {
  state.amount = Math.min(amount, MOST_DRAWN);
  refresh({ refit: true });
}

function tableTools() {
  const filter = element("input", { type: "search", placeholder: "Filter rows", "aria-label": "Filter rows", value: table.text });
  filter.addEventListener("input", () => { table.text = filter.value; drawTable(); keepLink(); });
  const copy = button("Copy as CSV", () => copyText(csvOf(table.rows), copy), { className: "quiet" });
  return [filter, element("span", { id: "rows-told", role: "status" }), copy, button("Save CSV", saveCsv, { className: "quiet" })];
}

async function copyText(text, told) {
  const before = told.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  told.textContent = "Copied";
  spoken.textContent = "Copied";
  setTimeout(() => { told.textContent = before; }, 1500);
}

function commonTools() {
  const made = [];
  if (graphs.states && state.view !== "table") {
    const box = element("input", { type: "checkbox", checked: state.rolled });
    box.addEventListener("change", () => { setRolled(box.checked); bar.querySelector("label input").focus(); });
    made.push(element("label", { title: "Persons and bodies are drawn as the state that they act for" }, box, "Roll up to states"));
  }
  if (state.view === "graph") {
    made.push(button("Fit", fit, { className: "quiet", title: "Everything in view ( 0 )" }));
    made.push(button("PNG", savePng, { className: "quiet", title: "Save the picture as PNG", "aria-label": "Save as PNG" }));
    made.push(button("SVG", saveSvg, { className: "quiet", title: "Save the picture as SVG", "aria-label": "Save as SVG" }));
  }
  const dark = document.documentElement.dataset.theme === "dark";
  made.push(button(dark ? "Light" : "Dark", () => { setTheme(dark ? "light" : "dark"); refresh(); }, { className: "quiet", id: "theme" }));
  return made;
}

function tellCounts() {
  const shown = state.visible.filter(Boolean).length;
  const total = story.statements.length;
  const languages = new Set(story.documents.map((file) => file.lang)).size;
  document.getElementById("counts").textContent = [
    counted(story.documents.length, "document"), counted(languages, "language"),
    shown === total ? counted(total, "statement") : `${numbered(shown)} of ${counted(total, "statement")}`,
  ].join(" · ");
}

for (const made of document.querySelectorAll("#views button")) made.addEventListener("click", () => setView(made.dataset.view));
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
prefersDark.addEventListener("change", () => { setTheme(prefersDark.matches ? "dark" : "light"); refresh(); });
addEventListener("hashchange", () => {
  clearGraph();
  readLink();
  refresh({ refit: true });
});
setTheme(prefersDark.matches ? "dark" : "light");
if (NARROW) for (const one of facets) one.open = false;
buildLegend();
buildTimeline();
readLink();
refresh({ refit: true });
