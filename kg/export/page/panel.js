/* The panel that answers "why": statements with their words, file and speaker. Texts of documents become text nodes,
   never markup. */

const LONGEST = 60;

function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

function drawing(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function nameOf(index) {
  return element("bdi", {}, story.entities[index].label);
}

/* Long names end after about two lines in lists; the panel of the entity has them whole. */
function shortNameOf(index) {
  const characters = [...story.entities[index].label];
  return element("bdi", {}, characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : characters.join(""));
}

function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/* "defends", "defends (planned)", "not: joins". */
function relationText(statement) {
  const status = statement.status === "actual" ? "" : ` (${statement.status})`;
  return `${statement.denied ? "not: " : ""}${statement.relation}${status}`;
}

/* "planned · said by Joe Biden · 0.93", the innermost speaker first. */
function meta(statement) {
  const names = [...statement.speakers].reverse().flatMap((index) => [", according to ", nameOf(index)]).slice(1);
  const said = names.length ? ["said by ", ...names] : ["said by the text itself"];
  const qualities = `${statement.denied ? "denied · " : ""}${statement.status} · `;
  return element("p", {}, qualities, ...said, ` · ${statement.confidence.toFixed(2)}`);
}

function article(statement) {
  const said = element(
    "p", { className: "said" },
    nameOf(statement.subject), ` ${statement.denied ? "not: " : ""}${statement.relation} `, nameOf(statement.object),
  );
  const made = element("article", {}, said, meta(statement));
  for (const detail of statement.details) made.append(element("p", { dir: "auto" }, detail));
  for (const evidence of statement.evidence) made.append(...quote(evidence));
  made.dataset.sign = statement.sign;
  return made;
}

function quote(evidence) {
  const file = story.documents[evidence.document];
  const words = element("blockquote", { dir: "auto", lang: file.lang });
  for (const [text, marks] of evidence.parts) words.append(marks ? marked(text, marks) : text);
  const source = [file.key, file.lang, file.published, evidence.confidence.toFixed(2)].filter(Boolean).join(" · ");
  return [words, element("p", { className: "source", title: file.title || "" }, source)];
}

function marked(text, marks) {
  const names = { s: "subject", o: "object", c: "cue" };
  return element("span", { className: [...marks].map((mark) => names[mark]).join(" ") }, text);
}

/* One line for an edge: who, whom, the strongest relation and how many more, in how many files. */
function entry(edge, shown, onOpen) {
  const [first] = shown;
  const made = element(
    "button", { type: "button", className: "entry" },
    shortNameOf(first.subject), first.symmetric ? " – " : " → ", shortNameOf(first.object),
    element("small", {}, `${edgeText(shown)} · ${counted(filesOf(shown).size, "file")}`),
  );
  made.dataset.sign = first.sign;
  made.addEventListener("click", () => onOpen(edge));
  return made;
}

function edgeText(shown) {
  const others = new Set(shown.map((one) => `${one.subject} ${one.relation} ${one.object}`)).size - 1;
  return relationText(shown[0]) + (others ? ` +${others}` : "");
}

function filesOf(shown) {
  return new Set(shown.flatMap((statement) => statement.evidence.map((evidence) => evidence.document)));
}

function overviewPanel(entries) {
  const help = "A click on a line or a name shows every statement with its words, file and speaker.";
  return [element("h2", {}, "Strongest relations"), element("p", { className: "note" }, help), ...entries];
}

function edgePanel(shown, others) {
  const [first] = shown;
  const heading = element("h2", {}, shortNameOf(first.subject), first.symmetric ? " – " : " → ", shortNameOf(first.object));
  const numbers = `${counted(shown.length, "statement")} in ${counted(filesOf(shown).size, "file")}`;
  const also = others.length ? [element("h3", {}, "Also between them"), ...others] : [];
  return [heading, element("p", { className: "note" }, numbers), ...shown.map(article), ...also];
}

function nodePanel(entity, groups) {
  const aliases = entity.aliases.slice(0, 6).map((alias) => `\u2068${alias}\u2069`).join(", ");
  const numbers = counted(groups.reduce((sum, group) => sum + group.shown.length, 0), "statement");
  const about = [entity.kind, numbers, aliases && `also ${aliases}`].filter(Boolean).join(" · ");
  const made = [element("h2", { dir: "auto" }, entity.label), element("p", { className: "note" }, about)];
  return made.concat(...groups.map(({ shown }) => shown.map(article)));
}

/* What the pointer meets: the strongest statement's words, file and speaker. */
function edgeTooltip(shown) {
  const [first] = shown;
  const made = element("div", {}, ...article(first).childNodes);
  if (shown.length > 1) made.append(element("p", { className: "source" }, `and ${shown.length - 1} more`));
  return made;
}

function nodeTooltip(entity) {
  return element("div", {}, element("p", { className: "said", dir: "auto" }, entity.label), element("p", {}, entity.kind));
}
