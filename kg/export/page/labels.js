/* Names and relations written on the canvas. vis would write every label, over each other, and scale them with the
   zoom; here the size stays readable, the most important comes first, and what finds no free room is left out. */

const LARGE = 16;
const SMALL = 13;
const LEAST = 10.5;
const LINE_HEIGHT = 1.25;
const CELL = 80;
const STEEP = (65 / 180) * Math.PI;
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
  const lines = node.lines.map((text, index) => ({ text, x, y: box.top + (index + 0.5) * size * LINE_HEIGHT, angle: 0 }));
  for (const line of lines) writeLine(ctx, line, node.dim, scale, colours);
  return [{ ...box, pieces: [box], text: node.lines.join(" "), kind: "node", lines, size, large: node.large, colour: colours.ink, dim: node.dim }];
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

/* Along the line, where there is room and the fewest other lines run, else just beside it; upright on a steep line that
   nothing crosses there, and where a line that must have words is too short for them. */
function writeRelation(ctx, edge, { circles, texts, lines: all }, scale, colours) {
  const size = typeSize(false, scale) / scale;
  ctx.font = fontOf(size, false);
  const width = ctx.measureText(edge.text).width + 6 / scale;
  const height = size * LINE_HEIGHT;
  const placesOf = (points, asides) => asides.flatMap((aside) => points.map((point) => along(point, aside * height, width, height, edge.id)));
  const isFree = ({ pieces }) => pieces.every((piece) => texts.free(piece) && circles.free(piece));
  const others = all.filter((line) => line.id !== edge.id);
  const crossings = ({ pieces }) => others.filter((line) => pieces.some((piece) => runsThrough(line, piece))).length;
  const upright = (shift) => edge.points.map(({ x, y }) => ({ x: x + shift * width, y, angle: 0 }));
  const sloping = placesOf(edge.points, [0, -0.8, 0.8]);
  const steep = Math.abs(edge.points[0].angle) > STEEP && placesOf(upright(0), [0]).find((place) => isFree(place) && !crossings(place));
  let free = steep ? [steep] : sloping.filter(isFree);
  if (!free.length && edge.needed) free = [0, 0.6, -0.6].flatMap((shift) => placesOf(upright(shift), [0, -0.8, 0.8])).filter(isFree);
  const crossed = new Map(free.map((place) => [place, crossings(place)]));
  const place = free.sort((one, other) => crossed.get(one) - crossed.get(other))[0] || (edge.always ? sloping[0] : undefined);
  if (!place) return [];
  for (const piece of place.pieces) texts.take(piece);
  const line = { text: edge.text, x: place.x, y: place.y, angle: place.angle };
  writeLine(ctx, line, edge.dim, scale, { ...colours, ink: edge.colour });
  return [{ ...place, text: edge.text, kind: "edge", lines: [line], size, large: false, colour: edge.colour, dim: edge.dim }];
}

/* A place for words that run at an angle: their middle, the boxes that they cover, and the box around these. */
function along({ x, y, angle }, aside, width, height, owner) {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const middle = { x: x - aside * dy, y: y + aside * dx };
  const number = Math.abs(dy) < 0.05 ? 1 : Math.ceil(width / height);
  const pieces = Array.from({ length: number }, (_, index) => {
    const far = ((index + 0.5) / number - 0.5) * width;
    return around(middle.x + far * dx, middle.y + far * dy, number === 1 ? width : height, height, owner);
  });
  return { ...middle, angle, pieces, owner, ...hull(pieces) };
}

function hull(boxes) {
  return {
    left: Math.min(...boxes.map((box) => box.left)), right: Math.max(...boxes.map((box) => box.right)),
    top: Math.min(...boxes.map((box) => box.top)), bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

function around(x, y, width, height, owner) {
  return { owner, left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

/* With a rim in the colour of the paper, so that lines under the text do not disturb it. */
function writeLine(ctx, { text, x, y, angle }, dim, scale, colours) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.globalAlpha = dim ? 0.25 : 1;
  ctx.strokeStyle = colours.paper;
  ctx.lineWidth = 4 / scale;
  ctx.strokeText(text, 0, 0);
  ctx.fillStyle = colours.ink;
  ctx.fillText(text, 0, 0);
  ctx.restore();
}
