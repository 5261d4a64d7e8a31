"use strict";
/* Elements of the page. Texts of documents become text nodes, never markup. */

const LONGEST = 60;

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role" || name.includes("-")) made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

function button(text, onClick, properties = {}) {
  const made = element("button", { type: "button", ...properties }, text);
  made.addEventListener("click", onClick);
  return made;
}

function drawing(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function counted(count, noun) {
  return `${numbered(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function numbered(count) {
  return count.toLocaleString("en");
}

/* Long names end after about two lines; the panel of the entity has them whole. */
function shortened(text, most = LONGEST) {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : text;
}

/* A text of a document in a line of ours: its direction stays inside. */
function apart(text) {
  return element("bdi", {}, text);
}

/* A line as the graph draws it: colour by sign, dashes by status, a bar across for conflict. */
function lineSample(colour, dashes, barred) {
  const line = (shape) => drawing("line", { ...shape, stroke: colour, "stroke-width": 2.5 });
  const svg = drawing("svg", { class: "sample", viewBox: "0 0 22 12", "aria-hidden": "true" });
  svg.append(drawing("line", { x1: 0, y1: 6, x2: 22, y2: 6, stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dashes.join(" ") }));
  if (barred) svg.append(line({ x1: 11, y1: 1, x2: 11, y2: 11 }));
  return svg;
}

function shapeSample(kind) {
  const shapes = {
    dot: ["circle", { cx: 11, cy: 6, r: 5 }],
    hexagon: ["path", { d: "M5 6 8 1 14 1 17 6 14 11 8 11Z" }],
    square: ["rect", { x: 6.5, y: 1.5, width: 9, height: 9 }],
    diamond: ["path", { d: "M11 0 17 6 11 12 5 6Z" }],
    triangle: ["path", { d: "M11 1 17 11 5 11Z" }],
    triangleDown: ["path", { d: "M11 11 17 1 5 1Z" }],
  };
  const [tag, attributes] = shapes[SHAPES[kind]];
  const svg = drawing("svg", { class: "sample", viewBox: "0 0 22 12", "aria-hidden": "true" });
  svg.append(drawing(tag, { ...attributes, fill: `var(--${kind})` }));
  return svg;
}
