/* The legend is the filter: every entry has a sample, a number, a switch, and "only". */

const LISTED = 8;
const legend = document.getElementById("legend");

function buildLegend() {
  legend.replaceChildren(element("div", { id: "hidden-note", role: "status" }), ...facets.filter(hasChoice).map(legendGroup));
}

function hasChoice(one) {
  return one.values.length > 1 || (one.open && one.values.length);
}

function legendGroup(one) {
  const title = element("span", {}, one.title);
  one.told = element("small");
  const list = element("div", { role: "group", "aria-label": one.title });
  list.append(...one.values.slice(0, LISTED).map((entry) => legendEntry(one, entry)));
  const rest = one.values.slice(LISTED);
  if (rest.length) {
    const more = button(`${numbered(rest.length)} more`, () => {
      const made = rest.map((entry) => legendEntry(one, entry));
      more.replaceWith(...made);
      made[0].querySelector("input").focus();
      tellLegend();
    }, { className: "quiet" });
    list.append(more);
  }
  return element("details", { open: one.open }, element("summary", {}, title, one.told), list);
}

function legendEntry(one, entry) {
  entry.box = element("input", { type: "checkbox", checked: entry.on });
  entry.box.addEventListener("change", () => {
    entry.on = entry.box.checked;
    refresh();
  });
  entry.output = element("output");
  const sample = sampleOf(one.name, entry.value);
  const words = element("span", { dir: "auto", title: entry.name }, shortened(entry.name));
  const only = button("only", () => {
    const alone = one.values.every((other) => other.on === (other === entry));
    for (const other of one.values) other.on = alone || other === entry;
    refresh();
  }, { className: "only", "aria-label": `only ${shortened(entry.name)}` });
  return element("div", { className: "entry" }, element("label", {}, entry.box, ...(sample ? [sample] : []), words), only, entry.output);
}

function sampleOf(name, value) {
  if (name === "relations") return lineSample(`var(--${SIGN_NAMES[value]})`, [], value === "-1");
  if (name === "status") return lineSample("var(--ink)", dashesOf(value), false);
  return name === "kind" ? shapeSample(value) : null;
}

/* Numbers and switches as they are now; how much each filter hides. */
function tellLegend() {
  for (const one of facets) {
    if (one.told) one.told.textContent = one.off ? `${one.values.length - one.off} of ${one.values.length}` : "";
    for (const entry of one.values) {
      if (!entry.box) continue;
      entry.box.checked = entry.on;
      entry.output.textContent = numbered(entry.count);
    }
  }
  const hiding = hidingFacets();
  const note = document.getElementById("hidden-note");
  note.replaceChildren(...hiding.map((one) => element("span", {}, `${numbered(one.hidden)} hidden by ${one.title.toLowerCase()}`)));
  if (hiding.length) note.append(button("Show all", () => { loosenAll(); refresh(); }, { className: "quiet" }));
  note.hidden = !hiding.length;
}

/* Nothing left: say which filter to loosen. */
function tellEmpty() {
  const empty = document.getElementById("empty");
  const none = !state.visible.some(Boolean);
  empty.hidden = !none;
  if (!none) return;
  if (!story.statements.length) {
    empty.replaceChildren(element("p", {}, "No statements."));
    return;
  }
  const best = bestToLoosen();
  const back = best.alone ? ` brings back ${counted(best.alone, "statement")}` : "";
  const told = best.alone
    ? `The filter “${best.title}” hides most: loosening it${back}.`
    : `Several filters hide everything together, “${best.title}” most of it.`;
  empty.replaceChildren(
    element("p", {}, element("strong", {}, "Nothing is left. "), told),
    button(`Loosen “${best.title}”`, () => { loosen(best); refresh(); }),
    button("Show all", () => { loosenAll(); refresh(); }),
  );
}
