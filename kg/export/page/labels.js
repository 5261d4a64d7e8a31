/* Names and relations written on the canvas. vis would write every label, over each other, and scale them with the
   zoom; here the size stays readable, the most important comes first, and what finds no free room is left out. */

const LARGE = 16;
const SMALL = 13;
const LEAST = 10.5;
const LINE_HEIGHT = 1.25;
const CELL = 80;
const FAMILY = getComputedStyle(document.body).fontFamily;

/* Rectangles on a grid, so that a free place is found without looking at all of them. */
class Occupied {
  constructor() {
    this.cells = new Map();
  }

  free(box, owner) {
    return this.near(box).every((other) => other.owner === owner || !overlaps(box, other));
  }

  take(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  near(box) {
    return this.keys(box).flatMap((key) => this.cells.get(key) || []);
  }

  keys(box) {
    const keys = [];
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) keys.push(`${x} ${y}`);
    }
    return keys;
  }
}

function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/* Pixels on the screen: with the zoom, but never too small to read nor much larger than the page's own type. */
function typeSize(large, scale) {
  const size = large ? LARGE : SMALL;
  return Math.min(Math.max(size * scale, large ? LEAST + 2 : LEAST), size * 1.25);
}

function fontOf(size, large) {
  return `${large ? "600 " : ""}${size}px ${FAMILY}`;
}

/* Writes names of `nodes` and words of `edges` on `ctx`, which is in the coordinates of the graph, and returns what was
   written, each with its box. `lines` are to be kept out of the names, `frame` is what is in view. */
function writeLabels(ctx, { nodes, edges, lines, frame }, scale, colours) {
  const circles = new Occupied();
  for (const node of nodes) circles.take(circleOf(node));
  const taken = { circles, texts: new Occupied(), reserved: new Occupied(), frame, lines };
  for (const node of nodes) taken.reserved.take(nameBoxes(ctx, node, scale)[0]);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const written = [];
  for (const node of nodes) written.push(...writeName(ctx, node, taken, scale, colours));
  for (const edge of edges) written.push(...writeRelation(ctx, edge, taken, scale, colours));
  return written;
}

function circleOf(node) {
  const { x, y, size, id } = node;
  return { owner: id, left: x - size, right: x + size, top: y - size, bottom: y + size };
}

/* The box of a name below its node, where the layout has left room, then above, right and left of it. */
function nameBoxes(ctx, node, scale) {
  const size = typeSize(node.large, scale) / scale;
  ctx.font = fontOf(size, node.large);
  const width = Math.max(...node.lines.map((line) => ctx.measureText(line).width));
  return namePlaces(node, width, node.lines.length * size * LINE_HEIGHT, scale);
}

/* In view, and where the fewest lines run through the name. Names of main actors would rather cover small nodes than be
   missing. */
function writeName(ctx, node, { circles, texts, reserved, frame, lines: all }, scale, colours) {
  const size = typeSize(node.large, scale) / scale;
  const boxes = nameBoxes(ctx, node, scale);
  const cut = ({ left, right, top, bottom }) => left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
  const runs = new Map(boxes.map((box) => [box, all.filter((line) => runsThrough(line, box)).length + 1000 * cut(box)]));
  const places = boxes
    .filter((place, index) => texts.free(place) && (!index || reserved.free(place, node.id)))
    .sort((a, b) => runs.get(a) - runs.get(b));
  const box = places.find((place) => circles.free(place, node.id)) || (node.large || node.always ? places[0] : undefined);
  if (!box) return [];
  texts.take(box);
  const x = (box.left + box.right) / 2;
  const lines = node.lines.map((text, index) => ({ text, x, y: box.top + (index + 0.5) * size * LINE_HEIGHT }));
  for (const { text, y } of lines) writeLine(ctx, text, x, y, node.dim, scale, colours);
  return [{ ...box, text: node.lines.join(" "), kind: "node", lines, size, large: node.large, colour: colours.ink, dim: node.dim }];
}

/* Whether a line meets a box: it comes near it and has corners on both sides. */
function runsThrough({ from, to }, { left, right, top, bottom }) {
  if (Math.max(from.x, to.x) < left || Math.min(from.x, to.x) > right) return false;
  if (Math.max(from.y, to.y) < top || Math.min(from.y, to.y) > bottom) return false;
  const side = (x, y) => (to.x - from.x) * (y - from.y) > (to.y - from.y) * (x - from.x);
  const sides = [side(left, top), side(right, top), side(left, bottom), side(right, bottom)];
  return sides.includes(true) && sides.includes(false);
}

function namePlaces(node, width, height, scale) {
  const gap = 4 / scale + node.size;
  const centres = [
    [node.x, node.y + gap + height / 2],
    [node.x, node.y - gap - height / 2],
    [node.x + gap + width / 2, node.y],
    [node.x - gap - width / 2, node.y],
  ];
  return centres.map(([x, y]) => around(x, y, width, height, node.id));
}

/* On the line where there is room, else just above or below it. */
function writeRelation(ctx, edge, { circles, texts }, scale, colours) {
  const size = typeSize(false, scale) / scale;
  ctx.font = fontOf(size, false);
  const width = ctx.measureText(edge.text).width + 6 / scale;
  const height = size * LINE_HEIGHT;
  const boxes = [0, -0.8, 0.8].flatMap((aside) =>
    edge.points.map(({ x, y }) => around(x, y + aside * height, width, height, edge.id)));
  const box = boxes.find((place) => texts.free(place) && circles.free(place)) || (edge.always ? boxes[0] : undefined);
  if (!box) return [];
  texts.take(box);
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  writeLine(ctx, edge.text, x, y, edge.dim, scale, { ...colours, ink: edge.colour });
  const lines = [{ text: edge.text, x, y }];
  return [{ ...box, text: edge.text, kind: "edge", lines, size, large: false, colour: edge.colour, dim: edge.dim }];
}

function around(x, y, width, height, owner) {
  return { owner, left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

/* With a rim in the colour of the paper, so that lines under the text do not disturb it. */
function writeLine(ctx, text, x, y, dim, scale, colours) {
  ctx.globalAlpha = dim ? 0.25 : 1;
  ctx.strokeStyle = colours.paper;
  ctx.lineWidth = 4 / scale;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colours.ink;
  ctx.fillText(text, x, y);
  ctx.globalAlpha = 1;
}
