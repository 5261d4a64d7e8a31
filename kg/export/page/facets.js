/* Filters. A facet sorts the statements by one quality; a statement is hidden by a facet when the values that it has
   there are switched off. Every count is of what the other filters leave. */

const CONFIDENCES = [["0.9 and more", 0.9], ["0.7 to 0.9", 0.7], ["0.5 to 0.7", 0.5], ["below 0.5", 0]];

const facets = [
  facet("relations", "Relations", (s) => [String(s.sign)], { order: ["1", "-1", "0"], names: SIGN_NAMES, open: true }),
  facet("status", "Status", (s) => [s.status], { order: STATUSES, open: true }),
  facet("kind", "Actors and things", (s) => [story.entities[s.subject].kind, story.entities[s.object].kind], {
    order: Object.keys(KIND_NAMES), names: KIND_NAMES, every: true, open: true,
  }),
  facet("family", "Kind of relation", (s) => [s.family]),
  facet("polarity", "Polarity", (s) => [s.denied ? "denied" : "affirmed"], { order: ["affirmed", "denied"] }),
  facet("speaker", "Said by", (s) => [s.speakers.length ? labelOf(s.speakers.at(-1)) : "the text itself"]),
  facet("source", "Source", (s) => s.evidence.map((e) => story.documents[e.document].key)),
  facet("language", "Language", (s) => s.evidence.map((e) => story.documents[e.document].lang)),
  facet("confidence", "Confidence", (s) => [CONFIDENCES.find(([, least]) => s.confidence >= least)[0]], {
    order: CONFIDENCES.map(([name]) => name),
  }),
];

/* The period, chosen on the timeline, hides like a facet; `test` says whether a statement lies in it. */
const period = { name: "date", title: "Date", test: null, hidden: 0, alone: 0 };

/* `every`: all values of a statement must be switched on, else one is enough. */
function facet(name, title, valuesOf, { order = [], names = {}, every = false, open = false } = {}) {
  const made = { name, title, every, open, hidden: 0, alone: 0, off: 0 };
  const found = new Map();
  const lists = story.statements.map((statement) => [...new Set(valuesOf(statement))]);
  for (const values of lists) for (const value of values) found.set(value, (found.get(value) || 0) + 1);
  const rank = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
  const sorted = [...found].sort((a, b) => rank(a[0]) - rank(b[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  made.values = sorted.map(([value, total]) => ({ value, total, name: names[value] || value, on: true, count: total }));
  const at = new Map(made.values.map((entry, index) => [entry.value, index]));
  made.of = lists.map((values) => values.map((value) => at.get(value)));
  return made;
}

function letsThrough(one, index) {
  if (!one.off) return true;
  const on = (value) => one.values[value].on;
  return one.every ? one.of[index].every(on) : one.of[index].some(on);
}

/* Says of every statement whether it is shown, and counts what each value has and each facet hides. */
function applyFacets() {
  const all = [...facets, period];
  for (const one of all) Object.assign(one, { hidden: 0, alone: 0 });
  for (const one of facets) {
    one.off = one.values.filter((entry) => !entry.on).length;
    for (const entry of one.values) entry.count = 0;
  }
  state.visible = story.statements.map((_, index) => {
    const failing = facets.filter((one) => !letsThrough(one, index));
    if (period.test && !period.test(index)) failing.push(period);
    for (const one of failing) one.hidden += 1;
    if (failing.length === 1) failing[0].alone += 1;
    const counting = failing.length > 1 ? [] : failing.length ? failing : facets;
    for (const one of counting) if (one.of) for (const value of one.of[index]) one.values[value].count += 1;
    return !failing.length;
  });
}

function hidingFacets() {
  return [...facets, period].filter((one) => one.hidden);
}

function loosen(one) {
  if (one === period) clearPeriod();
  else for (const entry of one.values) entry.on = true;
}

function loosenAll() {
  for (const one of [...facets, period]) loosen(one);
}

/* What to switch on again when nothing is left: the filter that alone hides most. */
function bestToLoosen() {
  return hidingFacets().sort((a, b) => b.alone - a.alone || b.hidden - a.hidden)[0];
}
