/* The table: every statement that the filters leave, with the ids of statements.jsonl; sorted by a click on a column. */

const tableHome = document.getElementById("table");
const ROWS = 100; // that are added at a time
const table = { sort: "", down: false, text: "", rows: [], made: 0 };

const COLUMNS = [
  { name: "subject", title: "Subject", of: (s) => labelOf(s.subject) },
  { name: "relation", title: "Relation", of: (s) => `${s.denied ? "not: " : ""}${s.label}` },
  { name: "object", title: "Object", of: (s) => labelOf(s.object) },
  { name: "status", title: "Status", of: (s) => s.status },
  { name: "speaker", title: "Said by", of: (s) => (s.speakers.length ? labelOf(s.speakers.at(-1)) : "") },
  { name: "date", title: "Date", of: (s) => s.dates[0] || s.dates[1] || "" },
  { name: "source", title: "Source", of: (s) => filesNamed(s).join(", "), show: (_, s) => shortened(filesNamed(s).map((key) => key.slice(FOLDER.length)).join(", "), 160) },
  { name: "language", title: "Lang", of: (s) => [...new Set(s.evidence.map((e) => story.documents[e.document].lang))].join(", ") },
  { name: "confidence", title: "Sure", of: (s) => s.confidence, show: (value) => value.toFixed(2) },
];
const WORDS = { name: "words", of: (s) => s.evidence.map(wordsOf).join(" | ") }; // filtered and exported, read in the panel
const EXPORTED = [
  { title: "id", of: (s) => s.id },
  { title: "subject_id", of: (s) => story.entities[s.subject].id },
  { title: "predicate", of: (s) => story.relations[s.relation].name },
  { title: "object_id", of: (s) => story.entities[s.object].id },
  { title: "sign", of: (s) => s.sign },
  { title: "published", of: (s) => publishedOf(s) || "" },
];

function filesNamed(statement) {
  return [...new Set(statement.evidence.map((evidence) => story.documents[evidence.document].key))];
}

/* The folder of all files goes without saying in a narrow column. */
const FOLDER = commonFolder(story.documents.map((file) => file.key));

function commonFolder(keys) {
  let folder = keys[0] || "";
  do folder = folder.slice(0, folder.lastIndexOf("/", folder.length - 2) + 1);
  while (!keys.every((key) => key.startsWith(folder)));
  return folder;
}

function publishedOf(statement) {
  return statement.evidence.map((e) => story.documents[e.document].published).filter(Boolean).sort()[0];
}

/* The strongest first, as the graph has them. */
const ranked = graphs.actors.edges.flatMap((edge) => edge.statements.map((index) => story.statements[index]));

/* Statements in the order of the table, after its own filter. */
function tableRows() {
  const wanted = folded(table.text.trim());
  const fits = (s) => state.visible[s.index] && (!wanted || [...COLUMNS, WORDS].some((column) => folded(String(column.of(s))).includes(wanted)));
  const rows = ranked.filter(fits);
  const column = COLUMNS.find((one) => one.name === table.sort);
  if (!column) return rows;
  const keys = new Map(rows.map((s) => [s, column.of(s)]));
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  return rows.sort((a, b) => (table.down ? -1 : 1) * compare(keys.get(a), keys.get(b)));
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function drawTable() {
  table.rows = tableRows();
  table.made = 0;
  const body = element("tbody");
  const head = element("tr", {}, ...columnsShown().map(columnHead));
  const made = element("table", { "aria-rowcount": String(table.rows.length + 1), "aria-label": "Statements" }, element("thead", {}, head), body);
  tableHome.replaceChildren(made);
  addRows(body);
  tableHome.scrollTop = 0;
  const told = document.getElementById("rows-told");
  if (told) told.textContent = counted(table.rows.length, "statement");
}

/* No empty columns. */
function columnsShown() {
  columnsShown.found ||= COLUMNS.filter((column) => story.statements.some((s) => column.of(s) !== ""));
  return columnsShown.found;
}

function columnHead(column) {
  const sorted = table.sort === column.name;
  const head = element("th", { scope: "col", "aria-sort": sorted ? (table.down ? "descending" : "ascending") : "none", className: column.name });
  const sort = button(column.title, () => {
    table.down = sorted ? !table.down : column.name === "confidence";
    table.sort = column.name;
    drawTable();
    keepLink();
    tableHome.querySelector(`th.${column.name} button`).focus();
  });
  sort.append(element("span", { "aria-hidden": "true" }, sorted ? (table.down ? " ↓" : " ↑") : ""));
  head.append(sort);
  return head;
}

function addRows(body) {
  const next = table.rows.slice(table.made, table.made + ROWS);
  body.append(...next.map((statement, place) => tableRow(statement, table.made + place)));
  table.made += next.length;
}

function tableRow(statement, place) {
  const row = element("tr", { tabIndex: place ? -1 : 0, "aria-rowindex": String(place + 2) });
  for (const column of columnsShown()) {
    const value = column.of(statement);
    const cell = element("td", { className: column.name, dir: "auto" }, column.show ? column.show(value, statement) : shortened(value, 160));
    if (column.name === "relation") cell.prepend(signSample(statement));
    if (column.name === "source") cell.title = shortened(value, 160);
    row.append(cell);
  }
  row.dataset.id = statement.id;
  row.classList.toggle("chosen", Boolean(state.chosen && state.chosen.statement === statement.id));
  return row;
}

function chooseRow(row) {
  const statement = story.statements.find((one) => one.id === row.dataset.id);
  for (const other of tableHome.querySelectorAll("tr.chosen")) other.classList.remove("chosen");
  row.classList.add("chosen");
  chooseStatement(statement);
}

tableHome.addEventListener("scroll", () => {
  if (tableHome.scrollTop + tableHome.clientHeight > tableHome.scrollHeight - 400) addRows(tableHome.querySelector("tbody"));
});
tableHome.addEventListener("click", (event) => {
  const row = event.target.closest("tbody tr");
  if (row) chooseRow(row);
});
tableHome.addEventListener("keydown", (event) => {
  const row = event.target.closest("tbody tr");
  if (!row) return;
  if (event.key === "Enter") chooseRow(row);
  const beside = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
  if (!beside) return;
  event.preventDefault();
  row.tabIndex = -1;
  beside.tabIndex = 0;
  beside.focus();
});

/* The rows as CSV, in their order; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
function csvOf(rows) {
  const columns = [...EXPORTED.slice(0, 1), ...COLUMNS, WORDS, ...EXPORTED.slice(1)];
  const lines = [columns.map((column) => column.name || column.title), ...rows.map((s) => columns.map((column) => column.of(s)))];
  return lines.map((line) => line.map(csvCell).join(",")).join("\r\n");
}

function csvCell(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
