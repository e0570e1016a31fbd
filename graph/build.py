"""Events → `nx.MultiDiGraph`: events, actors and countries are nodes, roles are edges.

Nodes (`kind` tells them apart; keys are ids):
    event    label, type, quad, scale, status, value, start, end, grain, basis, published, places (tuple), agents (tuple),
             targets (tuple), mentions (tuple of graph.model.Mention), causes (tuple), readings (tuple), weight (number of mentions)
    actor    label, actor_kind ("person" | "org"), country (ISO code or None), surfaces (tuple), weight (number of events)
    country  label (Japanese name), code, weight (number of events)
Edges (key = `role`): actor or country → event `agent`, `speaker`; event → actor or country `target`; event → event `cause`
    (from the cause to its consequence). Every edge has `role` and `weight`.
Graph: `G.graph["annotations"]` {line id: Annotation} of every line read; `G.graph["actor_of"]` {(line id, start_char): actor id}.
`quad` is "verbal cooperation" | "material cooperation" | "verbal conflict" | "material conflict" | "neutral" (STATEMENT, OTHER);
`scale` −10…+10 is the type's weight on the PLOVER/Goldstein scale (0 for neutral).
Days are `datetime.date` or None; only exporters flatten.
"""
