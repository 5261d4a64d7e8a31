// Other programs read a file that geokg wrote: `node read.cjs FORMAT FILE` prints what they found as JSON.
const fs = require("fs");

function graph(parse, text) {
  const { MultiDirectedGraph, MultiUndirectedGraph } = require("graphology");
  const directed = !/defaultedgetype="undirected"/.test(text);
  const read = parse(directed ? MultiDirectedGraph : MultiUndirectedGraph, text, { respectInputGraphType: false });
  return {
    nodes: read.mapNodes((id, attributes) => ({ id, ...attributes })),
    edges: read.mapEdges((key, attributes, source, target) => ({ key, source, target, ...attributes })),
  };
}

async function jsonld(text) {
  const library = require("jsonld");
  const refuse = async (url) => {
    throw new Error(`asks the network for ${url}`);
  };
  return library.toRDF(JSON.parse(text), { format: "application/n-quads", documentLoader: refuse });
}

function turtle(text) {
  const { Parser } = require("n3");
  const name = (term) =>
    term.termType === "Quad" ? [term.subject, term.predicate, term.object].map(name) : term.value;
  const triples = new Parser({ format: "text/turtle" }).parse(text);
  return triples.map((each) => [each.subject, each.predicate, each.object].map(name));
}

function cypher(text) {
  const { lintCypherQuery, parseStatementsStrs } = require("@neo4j-cypher/language-support");
  const found = lintCypherQuery(text, {});
  const complaints = (found.diagnostics ?? found).map((each) => `${each.range.start.line}: ${each.message}`);
  return { statements: parseStatementsStrs(text).filter((each) => each.trim()).length, complaints };
}

const READERS = {
  gexf: (text) => graph(require("graphology-gexf").parse, text),
  graphml: (text) => graph(require("graphology-graphml").parse, text),
  jsonld,
  turtle,
  cypher,
};

async function main() {
  const [format, file] = process.argv.slice(2);
  const found = await READERS[format](fs.readFileSync(file, "utf-8"));
  process.stdout.write(JSON.stringify(found));
}

main();
