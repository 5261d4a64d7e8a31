/* The matrix: who does what to whom. A row does, a column is done to; a cell has the balance of cooperation and
   conflict as colour and as a signed number. */

const matrixHome = document.getElementById("matrix");
const MOST_ACTORS = 32;
const LEAST_ACTORS = 8;
const CELL_WIDTH = 31;
const NAMES_WIDTH = 270; // names of rows, and the slanted ones of the last columns

function matrixOf() {
  const cells = new Map();
  const weight = new Map();
  for (const [id, kept] of state.kept) {
    const edge = currentGraph().edgeById.get(id);
    if (edge.background) continue;
    for (const one of kept) {
      const [subject, object] = [nodeOf(one.subject), nodeOf(one.object)];
      const pairs = one.symmetric ? [[subject, object], [object, subject]] : [[subject, object]];
      for (const [first, second] of pairs) count(cells, first, second, one.sign);
      for (const end of [subject, object]) weight.set(end, (weight.get(end) || 0) + 1);
    }
  }
  const ranked = [...weight].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  const room = Math.floor((matrixHome.clientWidth - NAMES_WIDTH) / CELL_WIDTH);
  return { actors: ranked.slice(0, Math.min(Math.max(room, LEAST_ACTORS), MOST_ACTORS)), all: ranked.length, cells };
}

function count(cells, first, second, sign) {
  const key = JSON.stringify([first, second]);
  if (!cells.has(key)) cells.set(key, { first, second, good: 0, bad: 0, total: 0 });
  const cell = cells.get(key);
  cell.total += 1;
  if (sign > 0) cell.good += 1;
  if (sign < 0) cell.bad += 1;
}

function drawMatrix() {
  const { actors, all, cells } = matrixOf();
  const most = Math.max(1, ...[...cells.values()].map((cell) => cell.total));
  const heads = actors.map((id) => element("th", { scope: "col" }, element("span", { dir: "auto", title: entityById.get(id).label }, shortened(entityById.get(id).label, 22))));
  const rows = actors.map((row) => element(
    "tr", {}, element("th", { scope: "row", dir: "auto" }, shortened(entityById.get(row).label, 26)),
    ...actors.map((column) => matrixCell(cells.get(JSON.stringify([row, column])), row, column, most)),
  ));
  const head = element("thead", {}, element("tr", {}, element("th", { scope: "col", className: "corner" }, element("span", {}, "does ↓  to →")), ...heads));
  const made = element("table", { role: "grid", "aria-label": "Rows act on columns; blue cooperation, orange conflict" }, head, element("tbody", {}, ...rows));
  const told = all > actors.length ? `The ${actors.length} actors of whom most is said, of ${numbered(all)}.` : "";
  const key = element("p", { className: "note" }, "A row does, a column is done to. +3: three more acts of cooperation than of conflict; −2: two more of conflict; 0: as many of both, or neutral. ", told);
  matrixHome.replaceChildren(key, made);
  const first = matrixHome.querySelector("td[role=gridcell]");
  if (first) first.tabIndex = 0;
}

function matrixCell(cell, row, column, most) {
  if (!cell) return element("td", { role: "gridcell", tabIndex: -1, className: row === column ? "self" : "none", "aria-label": `${entityById.get(row).label} to ${entityById.get(column).label}: nothing` });
  const balance = cell.good - cell.bad;
  const text = balance > 0 ? `+${balance}` : balance < 0 ? `−${-balance}` : "0";
  const told = `${entityById.get(row).label} to ${entityById.get(column).label}: ${cell.good} cooperation, ${cell.bad} conflict, ${cell.total - cell.good - cell.bad} neutral`;
  const made = element("td", { role: "gridcell", tabIndex: -1, title: told, className: cell.good && cell.bad ? "act mixed" : "act" }, text);
  const sign = balance > 0 ? "cooperation" : balance < 0 ? "conflict" : "neutral";
  const share = 14 + 50 * Math.sqrt(cell.total / most);
  made.style.background = `color-mix(in srgb, var(--${sign}) calc(${share.toFixed(0)}% * var(--strength)), var(--paper))`;
  made.dataset.pair = JSON.stringify([row, column]);
  return made;
}

function openCell(cell) {
  if (cell && cell.dataset.pair) choose({ pair: JSON.parse(cell.dataset.pair) });
}

matrixHome.addEventListener("click", (event) => openCell(event.target.closest("td")));
matrixHome.addEventListener("keydown", (event) => {
  const cell = event.target.closest("td");
  if (!cell) return;
  if (event.key === "Enter") openCell(cell);
  const [dx, dy] = STEPS[event.key] || [0, 0];
  const row = dy < 0 ? cell.parentElement.previousElementSibling : dy > 0 ? cell.parentElement.nextElementSibling : cell.parentElement;
  const next = row && row.children[cell.cellIndex + dx];
  if (!(dx || dy) || !next || next.tagName !== "TD") return;
  event.preventDefault();
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});
