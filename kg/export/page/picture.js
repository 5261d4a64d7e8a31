/* The graph as a picture: one list of shapes and texts, written as SVG or painted on a canvas for PNG. */

const PIXELS = 2; // of the PNG for one on the screen
const SAMPLES = 150; // points of a line

/* All that is drawn, in the coordinates of the graph, and the frame around it. */
function pictureOf() {
  const scale = network.getScale();
  const { left, top, right, bottom } = viewFrame();
  const byId = currentGraph().edgeById;
  const shapes = [...state.shown.flatMap((id) => edgeShapes(byId.get(id))), ...actorsShown().map(nodeShape)];
  const texts = state.labels.flatMap(({ lines, size, large, colour: fill, dim }) => lines.map((line) => ({ ...line, size, large, fill, dim })));
  return { shapes, texts, scale, x: left, y: top, width: right - left, height: bottom - top };
}

function edgeShapes(edge) {
  const item = edges.get(edge.id);
  const drawn = network.body.edges[edge.id].edgeType;
  const points = Array.from({ length: SAMPLES + 1 }, (_, index) => drawn.getPoint(index / SAMPLES)).filter((point) => !insideEnds(point, edge));
  if (points.length < 2) return [];
  if (edge.from !== edge.to) { // vis ends a line before its arrow
    points[0] = borderPoint(edge.from, points[0]);
    points[points.length - 1] = borderPoint(edge.to, points.at(-1));
  }
  if (!edge.order && edge.from !== edge.to) points.splice(1, points.length - 2); // straight
  const [stroke, opacity] = [item.color.color, item.color.opacity];
  const path = points.map(({ x, y }, index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const line = { path, stroke, opacity, width: item.width, dashes: item.dashes || [] };
  const heads = [item.arrows.to.enabled && [points.at(-2), points.at(-1)], item.arrows.from.enabled && [points[1], points[0]]];
  const bar = item.arrows.middle.enabled ? [{ path: barPath(drawn.getPoint(0.48), drawn.getPoint(0.5)), stroke, opacity, width: 2, dashes: [] }] : [];
  return [line, ...bar, ...heads.filter(Boolean).map((ends) => ({ path: arrowPath(...ends, 7 + item.width), fill: stroke, opacity }))];
}

/* Where a line from outside meets a node. */
function borderPoint(id, from) {
  const { x, y } = network.getPosition(id);
  const share = (currentGraph().nodeById.get(id).size + 3) / Math.hypot(from.x - x, from.y - y);
  return { x: x + share * (from.x - x), y: y + share * (from.y - y) };
}

function insideEnds(point, edge) {
  return [edge.from, edge.to].some((id) => {
    const { x, y } = network.getPosition(id);
    return Math.hypot(point.x - x, point.y - y) < currentGraph().nodeById.get(id).size + 3;
  });
}

function arrowPath(from, to, size) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const at = (turn, far) => `${(to.x + far * Math.cos(angle + turn)).toFixed(1)} ${(to.y + far * Math.sin(angle + turn)).toFixed(1)}`;
  return `M${at(0, 2)}L${at(2.7, size)}L${at(-2.7, size)}Z`;
}

function barPath(from, to) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x) + Math.PI / 2;
  const [dx, dy] = [6 * Math.cos(angle), 6 * Math.sin(angle)];
  return `M${(to.x - dx).toFixed(1)} ${(to.y - dy).toFixed(1)}L${(to.x + dx).toFixed(1)} ${(to.y + dy).toFixed(1)}`;
}

function nodeShape(node) {
  const { x, y } = network.getPosition(node.id);
  const look = nodes.get(node.id);
  const turned = { dot: [24, 0], hexagon: [6, 0], square: [4, 0.125], diamond: [4, 0], triangle: [3, 0.25], triangleDown: [3, 0.75] }[node.shape];
  const radius = node.shape === "square" ? node.size * 1.41 : node.size;
  const corners = Array.from({ length: turned[0] }, (_, index) => {
    const angle = (index / turned[0] - turned[1]) * 2 * Math.PI;
    return `${(x + radius * Math.cos(angle)).toFixed(1)} ${(y + radius * Math.sin(angle)).toFixed(1)}`;
  });
  return { path: `M${corners.join("L")}Z`, fill: look.color.background, stroke: colour("paper"), width: 2, dashes: [], opacity: look.opacity };
}

function svgOf(picture) {
  const { shapes, texts, scale, x, y, width, height } = picture;
  const svg = drawing("svg", {
    xmlns: "http://www.w3.org/2000/svg", viewBox: [x, y, width, height].map((number) => number.toFixed(1)).join(" "),
    width: Math.round(width * scale), height: Math.round(height * scale), "font-family": FAMILY, "text-anchor": "middle",
  }, drawing("title", {}, clean(document.title)));
  svg.append(drawing("rect", { x, y, width, height, fill: colour("paper") }));
  for (const one of shapes) {
    svg.append(drawing("path", {
      d: one.path, fill: one.fill || "none", stroke: one.stroke || "none", "stroke-width": one.width || 0,
      "stroke-dasharray": (one.dashes || []).join(" "), opacity: one.opacity,
    }));
  }
  for (const one of texts) {
    svg.append(drawing("text", {
      x: one.x.toFixed(1), y: one.y.toFixed(1), "font-size": one.size.toFixed(2), "font-weight": one.large ? 600 : 400, fill: one.fill,
      stroke: colour("paper"), "stroke-width": (4 / scale).toFixed(2), "stroke-linejoin": "round", "paint-order": "stroke",
      "dominant-baseline": "central", opacity: one.dim ? 0.25 : 1,
      ...(one.angle ? { transform: `rotate(${((one.angle * 180) / Math.PI).toFixed(1)} ${one.x.toFixed(1)} ${one.y.toFixed(1)})` } : {}),
    }, clean(one.text)));
  }
  return new XMLSerializer().serializeToString(svg);
}

/* Without characters that XML does not have. */
function clean(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

function paint({ shapes, texts, scale, x, y, width, height }) {
  const canvas = element("canvas", { width: Math.round(width * scale * PIXELS), height: Math.round(height * scale * PIXELS) });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = colour("paper");
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(scale * PIXELS, scale * PIXELS);
  ctx.translate(-x, -y);
  for (const one of shapes) {
    const path = new Path2D(one.path);
    ctx.globalAlpha = one.opacity;
    ctx.setLineDash(one.dashes || []);
    if (one.fill) { ctx.fillStyle = one.fill; ctx.fill(path); }
    if (one.stroke) { ctx.strokeStyle = one.stroke; ctx.lineWidth = one.width; ctx.stroke(path); }
  }
  ctx.setLineDash([]);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const one of texts) {
    ctx.font = fontOf(one.size, one.large);
    writeLine(ctx, one, one.dim, scale, { paper: colour("paper"), ink: one.fill });
  }
  return canvas;
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function fileName(ending) {
  return `${document.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "graph"}.${ending}`;
}

function saveSvg() {
  save(new Blob([svgOf(pictureOf())], { type: "image/svg+xml" }), fileName("svg"));
}

function savePng() {
  paint(pictureOf()).toBlob((blob) => save(blob, fileName("png")), "image/png");
}

function saveCsv() {
  save(new Blob(["\ufeff", csvOf(table.rows)], { type: "text/csv" }), fileName("csv"));
}
