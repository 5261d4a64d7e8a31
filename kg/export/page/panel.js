/* The panel answers "why": every statement with its words, file, language, speaker, status and confidence. */

const panel = document.getElementById("panel");
const LISTED_EDGES = 12;
const TOLD = 40; // statements that are told at once

function nameOf(index) {
  return apart(story.entities[index].label);
}

function shortNameOf(index) {
  return apart(shortened(story.entities[index].label));
}

/* "planned · said by Joe Biden · 0.93", the innermost speaker first. */
function meta(statement) {
  const names = [...statement.speakers].reverse().flatMap((index) => [", according to ", nameOf(index)]).slice(1);
  const said = names.length ? ["said by ", ...names] : ["said by the text itself"];
  const qualities = `${statement.denied ? "denied · " : ""}${statement.status} · `;
  return element("p", { className: "meta" }, qualities, ...said, ` · ${statement.confidence.toFixed(2)}`);
}

function signSample(statement) {
  return lineSample(`var(--${SIGN_NAMES[statement.sign]})`, dashesOf(statement.status), statement.sign < 0);
}

function article(statement) {
  const said = element(
    "h3", { className: "said" }, signSample(statement),
    element("span", {}, nameOf(statement.subject), ` ${statement.denied ? "not: " : ""}${statement.label} `, nameOf(statement.object)),
  );
  const made = element("article", {}, said, meta(statement));
  for (const detail of statement.details) made.append(element("p", { dir: "auto", className: "meta" }, detail));
  for (const evidence of statement.evidence) made.append(...quote(evidence));
  made.dataset.statement = statement.id;
  return made;
}

function quote(evidence) {
  const file = story.documents[evidence.document];
  const words = element("blockquote", { dir: "auto", lang: file.lang });
  const [before, after] = evidence.around || ["", ""];
  if (before) words.append(element("span", { className: "around" }, `${before} `));
  for (const [text, marks] of evidence.parts) words.append(marks ? marked(text, marks) : text);
  if (after) words.append(element("span", { className: "around" }, ` ${after}`));
  const name = file.link ? element("a", { href: file.link, target: "_blank", rel: "noopener" }, file.key) : apart(file.key);
  const copy = file.copy && `same text as ${file.copy}`;
  const rest = [file.lang, file.published, evidence.confidence.toFixed(2), copy].filter(Boolean).join(" · ");
  return [words, element("p", { className: "source", title: file.title || "" }, name, ` · ${rest}`)];
}

function marked(text, marks) {
  const names = { s: "subject", o: "object", c: "cue" };
  return element("mark", { className: [...marks].map((mark) => names[mark]).join(" ") }, text);
}

/* One line for an edge: who, whom, the strongest relation and how many more, in how many files. */
function entry(id) {
  const kept = state.kept.get(id);
  const [first] = kept;
  const words = element(
    "span", {}, shortNameOf(first.subject), first.symmetric ? " – " : " → ", shortNameOf(first.object),
    element("small", {}, `${edgeText(kept)} · ${counted(filesOf(kept).size, "file")}`),
  );
  const made = button("", () => choose({ edge: id }), { className: "line" });
  made.append(signSample(first), words);
  return made;
}

/* The first statements at once, the others when asked for. */
function articles(statements) {
  const made = statements.slice(0, TOLD).map(article);
  const rest = statements.slice(TOLD);
  if (!rest.length) return made;
  const more = button(`${counted(rest.length, "more statement")}`, () => {
    const next = articles(rest);
    more.replaceWith(...next);
  }, { className: "quiet" });
  return [...made, more];
}

function openPanel() {
  panel.replaceChildren(...panelContent());
  panel.scrollTop = 0;
  const wanted = state.chosen && state.chosen.statement;
  const there = wanted && panel.querySelector(`[data-statement="${wanted}"]`);
  if (there) there.scrollIntoView({ block: "nearest" });
}

function panelContent() {
  const { chosen } = state;
  if (!chosen) return overviewPanel();
  const back = button(NARROW ? `← Back to the ${state.view}` : "← Strongest relations", () => choose(null), { className: "quiet back" });
  if (chosen.node) return [back, ...nodePanel(chosen.node)];
  if (chosen.edge) return [back, ...edgePanel(chosen.edge)];
  const statements = chosen.pair ? betweenPair(chosen.pair) : statementsOfRelation(chosen.relation);
  return [back, ...listPanel(chosen, statements)];
}

function overviewPanel() {
  if (!state.shown.length) return [];
  const hint = "A click on a line or a name shows every statement with its words, file and speaker.";
  const keys = element("p", { className: "note keys" });
  for (const [key, does] of [["/", "search"], ["↑ ↓ ← →", "walk"], ["Enter", "why"], ["f", "focus"], ["g t m", "views"], ["Esc", "back"]]) {
    keys.append(element("span", {}, element("kbd", {}, key), ` ${does}`));
  }
  return [element("h2", {}, "Strongest relations"), element("p", { className: "note" }, hint), ...strongest(LISTED_EDGES).map(entry), keys];
}

function edgePanel(id) {
  const kept = state.kept.get(id);
  const [first] = kept;
  const { from, to } = currentGraph().edgeById.get(id);
  const ends = first.symmetric || state.rolled ? [from, to] : [nodeOf(first.subject), nodeOf(first.object)];
  const others = edgesAt(from).filter((other) => other !== id && edgesAt(to).includes(other));
  const numbers = `${counted(kept.length, "statement")} in ${counted(filesOf(kept).size, "file")}`;
  const made = [pairHeading(ends, first.symmetric ? " – " : " → "), element("p", { className: "note" }, numbers), ...articles(kept)];
  return others.length ? [...made, element("h2", { className: "also" }, "Also between them"), ...others.map(entry)] : made;
}

function pairHeading([first, second], between) {
  const name = (id) => {
    const made = button("", () => choose({ node: id }), { className: "name" });
    made.append(apart(shortened(entityById.get(id).label)));
    return made;
  };
  return element("h2", {}, name(first), between, name(second));
}

function nodePanel(id) {
  const entity = entityById.get(id);
  const ids = edgesAt(id);
  const statements = ids.flatMap((edge) => state.kept.get(edge));
  const aliases = entity.aliases.slice(0, 6).map((alias) => `\u2068${shortened(alias)}\u2069`).join(", ");
  const about = [entity.kind, counted(statements.length, "statement"), counted(neighboursOf(id).length, "neighbour"), aliases && `also ${aliases}`];
  const tools = element("p", { className: "tools" }, button(state.focus === id ? "Whole graph" : "Only its neighbourhood", () => focusOn(state.focus === id ? null : id), { className: "quiet" }));
  const principal = entity.principal === null ? [] : [element("p", { className: "note" }, "acts for ", nameOf(entity.principal))];
  const made = [element("h2", { dir: "auto" }, entity.label), element("p", { className: "note" }, about.filter(Boolean).join(" · ")), ...principal, tools];
  return [...made, ...(ids.length > 1 ? ids.slice(0, TOLD).map((edge) => foldedEdge(edge, id)) : articles(statements))];
}

/* A line of the node that opens into its statements. */
function foldedEdge(id, node) {
  const kept = state.kept.get(id);
  const [first] = kept;
  const { from, to } = currentGraph().edgeById.get(id);
  const arrow = first.symmetric ? "–" : nodeOf(first.subject) === node ? "→" : "←";
  const other = entityById.get(from === node ? to : from);
  const words = element("span", {}, `${arrow} `, apart(shortened(other.label)), element("small", {}, `${edgeText(kept)} · ${counted(filesOf(kept).size, "file")}`));
  const made = element("details", { className: "fold" }, element("summary", { className: "line" }, signSample(first), words));
  made.addEventListener("toggle", () => { if (made.open && made.childElementCount === 1) made.append(...articles(kept)); });
  return made;
}

function listPanel({ pair, relation }, statements) {
  const heading = pair ? pairHeading(pair, " → ") : element("h2", {}, story.relations[relation].label);
  const numbers = `${counted(statements.length, "statement")} in ${counted(filesOf(statements).size, "file")}`;
  return [heading, element("p", { className: "note" }, numbers), ...articles(statements)];
}

/* What the pointer meets: the strongest statement, with one sentence, file and speaker. */
function edgeTooltip(kept) {
  const [first] = kept;
  const evidence = first.evidence.slice(0, 1).map((one) => ({ ...one, around: null }));
  const made = element("div", {}, ...article({ ...first, evidence }).childNodes);
  if (kept.length > 1) made.append(element("p", { className: "source" }, `and ${kept.length - 1} more`));
  return made;
}

function nodeTooltip(entity) {
  const numbers = counted(edgesAt(entity.id).reduce((sum, id) => sum + state.kept.get(id).length, 0), "statement");
  return element("div", {}, element("p", { className: "said", dir: "auto" }, shortened(entity.label, 200)), element("p", {}, `${entity.kind} · ${numbers}`));
}
