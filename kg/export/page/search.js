/* Search: actors by any of their names, relations, and words of the quotes, suggested while one types. */

const search = document.getElementById("search");
const found = document.getElementById("found");
const SUGGESTED = { actors: 6, relations: 4, words: 4 };
const FEW_LETTERS = 3;

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/* Suggestions as {group, label, note, go}, the best first: names that begin so, then those with most statements. */
function suggestions(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  return [...actorMatches(wanted), ...relationMatches(wanted), ...wordMatches(wanted)];
}

function actorMatches(wanted) {
  const graph = currentGraph();
  const fits = [];
  for (const node of graph.nodes) {
    if (!edgesAt(node.id).length) continue;
    const { label, aliases } = entityById.get(node.id);
    const name = [label, ...aliases].find((one) => folded(one).includes(wanted));
    if (name !== undefined) fits.push({ node, label, name, first: folded(label).startsWith(wanted) });
  }
  fits.sort((a, b) => b.first - a.first);
  return fits.slice(0, SUGGESTED.actors).map(({ node, label, name }) => ({
    group: "Actors and things", label, note: name === label ? node.kind : `${node.kind}, also ${shortened(name, 24)}`, go: () => choose({ node: node.id }),
  }));
}

function relationMatches(wanted) {
  const counts = new Map();
  for (const kept of state.kept.values()) for (const one of kept) counts.set(one.relation, (counts.get(one.relation) || 0) + 1);
  const fits = [...counts].filter(([relation]) => folded(story.relations[relation].label).includes(wanted));
  fits.sort((a, b) => b[1] - a[1]);
  return fits.slice(0, SUGGESTED.relations).map(([relation, count]) => ({
    group: "Relations", label: story.relations[relation].label, note: counted(count, "statement"), go: () => choose({ relation }),
  }));
}

function wordMatches(wanted) {
  if (wanted.length < FEW_LETTERS) return [];
  const fits = [];
  for (const statement of story.statements) {
    if (fits.length === SUGGESTED.words) break;
    if (!state.visible[statement.index] || !currentGraph().edgeOf.has(statement.index)) continue;
    const text = statement.evidence.map((one) => wordsOf(one)).find((words) => folded(words).includes(wanted));
    if (text !== undefined) fits.push({ statement, text });
  }
  return fits.map(({ statement, text }) => ({
    group: "Words", label: excerpt(text, wanted), note: `${labelOf(statement.subject)} ${statement.label} ${labelOf(statement.object)}`,
    go: () => chooseStatement(statement),
  }));
}

function wordsOf(evidence) {
  return evidence.parts.map(([text]) => text).join("");
}

function excerpt(text, wanted) {
  const start = Math.max(0, folded(text).indexOf(wanted) - 20);
  return `${start ? "…" : ""}${shortened([...text].slice(start).join(""), 56)}`;
}

function listMatches() {
  const all = suggestions(search.value);
  const items = all.map((one, index) => suggestionItem(one, index, all[index - 1]));
  const none = search.value.trim() && !all.length;
  found.replaceChildren(...items.flat(), ...(none ? [element("li", { className: "source", role: "option", "aria-disabled": "true" }, "No such name, relation or word among what is shown.")] : []));
  found.hidden = !found.childElementCount;
  search.setAttribute("aria-expanded", String(!found.hidden));
  point(items.length ? 0 : -1);
}

function suggestionItem(one, index, previous) {
  const item = element("li", { role: "option", id: `found-${index}`, "aria-selected": "false", className: one.group.toLowerCase() }, element("span", { dir: "auto" }, shortened(one.label)), element("small", { dir: "auto" }, shortened(one.note)));
  item.addEventListener("click", () => take(one));
  item.suggestion = one;
  const title = !previous || previous.group !== one.group ? [element("li", { className: "group", role: "presentation" }, one.group)] : [];
  return [...title, item];
}

function options() {
  return [...found.querySelectorAll("[id^='found-']")];
}

function point(index) {
  const all = options();
  all.forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
  if (all[index]) {
    search.setAttribute("aria-activedescendant", all[index].id);
    all[index].scrollIntoView({ block: "nearest" });
  } else search.removeAttribute("aria-activedescendant");
}

function take(suggestion) {
  closeSearch();
  suggestion.go();
  panel.focus({ preventScroll: true });
}

function closeSearch() {
  search.value = "";
  listMatches();
}

search.addEventListener("input", listMatches);
search.addEventListener("blur", () => setTimeout(() => { if (document.activeElement !== search) { found.hidden = true; search.setAttribute("aria-expanded", "false"); } }, 200));
search.addEventListener("focus", () => { if (search.value) listMatches(); });
search.addEventListener("keydown", (event) => {
  const all = options();
  const at = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    point((at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length);
  } else if (event.key === "Enter" && all[at]) {
    event.preventDefault();
    take(all[at].suggestion);
  }
});
