/* The timeline, where there are dates: when things happen as far as the text says it, else when they were published.
   A date of a year or a month stands for all of it; nothing is made more exact than it is. */

const timelineHome = document.getElementById("timeline");
const MOST_BARS = 60;
const DAY = 86400000;
const timeline = { kind: "", from: 0, to: 0, bars: [], unit: "" };

const DATES = {
  happened: { title: "when it happens", of: (s) => (s.dates[0] || s.dates[1] ? [s.dates[0] || s.dates[1], s.dates[1] || s.dates[0]] : null) },
  published: { title: "when it was published", of: (s) => (publishedOf(s) ? [publishedOf(s), publishedOf(s)] : null) },
};

/* First and last day of "2019", "2019-05" or "2019-05-04", in days. */
function daysOf(date) {
  const [year, month, day] = date.split("-").map(Number);
  const first = Date.UTC(year, (month || 1) - 1, day || 1);
  const last = day ? first : month ? Date.UTC(year, month, 0) : Date.UTC(year, 12, 0);
  return [first / DAY, last / DAY];
}

function spanOf(statement, kind = timeline.kind) {
  const dates = DATES[kind].of(statement);
  return dates && [daysOf(dates[0])[0], daysOf(dates[1])[1]];
}

function datedKinds() {
  return Object.keys(DATES).filter((kind) => {
    const found = new Set(story.statements.map((s) => (DATES[kind].of(s) || [""])[0]));
    found.delete("");
    return found.size > 1;
  });
}

/* Equal steps of days, months or years from the first date to the last. */
function setTimeline(kind) {
  timeline.kind = kind;
  const spans = story.statements.map((s) => spanOf(s)).filter(Boolean);
  const first = spans.reduce((least, [from]) => Math.min(least, from), Infinity);
  const last = spans.reduce((most, [from]) => Math.max(most, from), -Infinity);
  timeline.unit = [["day", 1], ["month", 31], ["year", 366]].find(([, days]) => (last - first) / days < MOST_BARS)?.[0] || "decade";
  timeline.bars = [];
  for (let at = stepStart(first); at <= last; at = stepStart(nextStep(at))) timeline.bars.push(at);
  clearPeriod();
}

function stepStart(day) {
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear();
  if (timeline.unit === "day") return day;
  if (timeline.unit === "month") return Date.UTC(year, date.getUTCMonth(), 1) / DAY;
  return Date.UTC(timeline.unit === "year" ? year : year - (year % 10), 0, 1) / DAY;
}

function nextStep(day) {
  return stepStart(day + { day: 1, month: 31, year: 366, decade: 3660 }[timeline.unit]);
}

function stepName(day) {
  const text = new Date(day * DAY).toISOString();
  return text.slice(0, { day: 10, month: 7, year: 4, decade: 4 }[timeline.unit]) + (timeline.unit === "decade" ? "s" : "");
}

function clearPeriod() {
  timeline.from = 0;
  timeline.to = timeline.bars.length - 1;
  period.test = null;
}

function setPeriod(from, to) {
  [timeline.from, timeline.to] = [Math.min(from, to), Math.max(from, to)];
  const all = timeline.from === 0 && timeline.to === timeline.bars.length - 1;
  const [first, last] = [timeline.bars[timeline.from], nextStep(timeline.bars[timeline.to]) - 1];
  period.test = all ? null : (index) => {
    const span = spanOf(story.statements[index]);
    return Boolean(span) && span[0] <= last && span[1] >= first;
  };
}

function buildTimeline() {
  const kinds = datedKinds();
  timelineHome.hidden = !kinds.length;
  if (!kinds.length) return;
  setTimeline(timeline.kind || kinds[0]);
  const pick = kinds.map((kind) => button(DATES[kind].title, () => { setTimeline(kind); buildTimeline(); refresh(); }, { className: "quiet", "aria-pressed": String(kind === timeline.kind) }));
  const slider = (name, value) => {
    const made = element("input", { type: "range", min: 0, max: timeline.bars.length - 1, value, "aria-label": name, className: name });
    made.addEventListener("input", () => {
      const [from, to] = [...timelineHome.querySelectorAll("input")].map((input) => Number(input.value));
      setPeriod(from, to);
      refresh();
    });
    return made;
  };
  timelineHome.replaceChildren(
    element("p", { className: "note" }, ...pick, element("span", { id: "period" })),
    element("div", { className: "bars" }, drawing("svg", { preserveAspectRatio: "none", "aria-hidden": "true" }), slider("from", timeline.from), slider("to", timeline.to)),
    element("p", { className: "ends" }, element("span", {}, stepName(timeline.bars[0])), element("span", {}, stepName(timeline.bars.at(-1)))),
  );
}

/* Bars of what the filters leave: cooperation, neutral, conflict, one upon the other. */
function drawTimeline() {
  if (timelineHome.hidden) return;
  const counts = timeline.bars.map(() => ({ 1: 0, 0: 0, "-1": 0 }));
  const starts = new Map(timeline.bars.map((day, index) => [day, index]));
  let undated = 0;
  for (const statement of story.statements) {
    if (!state.visible[statement.index]) continue;
    const span = spanOf(statement);
    if (span) counts[starts.get(stepStart(span[0]))][statement.sign] += 1;
    else undated += 1;
  }
  const most = Math.max(1, ...counts.map((one) => one[1] + one[0] + one[-1]));
  const svg = timelineHome.querySelector("svg");
  svg.setAttribute("viewBox", `0 0 ${counts.length} ${most}`);
  svg.replaceChildren(...counts.flatMap((one, x) => stackedBar(one, x, most)));
  for (const [name, value] of [["from", timeline.from], ["to", timeline.to]]) {
    const input = timelineHome.querySelector(`.${name}`);
    input.value = value;
    input.setAttribute("aria-valuetext", stepName(timeline.bars[value]));
  }
  const range = period.test ? `${stepName(timeline.bars[timeline.from])} to ${stepName(timeline.bars[timeline.to])}` : "";
  document.getElementById("period").textContent = [range, undated ? `${numbered(undated)} without a date` : ""].filter(Boolean).join(" · ");
}

function stackedBar(counts, x, most) {
  let y = most;
  return [1, 0, -1].filter((sign) => counts[sign]).map((sign) => {
    y -= counts[sign];
    return drawing("rect", { x: x + 0.1, y, width: 0.8, height: counts[sign], fill: `var(--${SIGN_NAMES[sign]})` });
  });
}
