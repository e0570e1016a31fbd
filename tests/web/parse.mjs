// Reads GraphML or GEXF as Gephi Lite does and prints what it found as JSON.
// node parse.mjs FILE…
import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const parser = (path) => (path.endsWith(".gexf") ? gexf : graphml);

const found = process.argv.slice(2).map((path) => {
  const graph = parser(path).parse(Graph, readFileSync(path, "utf8"));
  return {
    nodes: graph.mapNodes((id, attributes) => [id, attributes]),
    edges: graph.mapEdges((id, attributes, source, target) => [id, source, target, attributes]),
    directed: graph.directedSize === graph.size,
  };
});

process.stdout.write(JSON.stringify(found));
