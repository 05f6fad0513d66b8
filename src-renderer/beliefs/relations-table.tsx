import { routes } from "../app/navigation.ts";
import { beliefWords as words } from "../strings/en-beliefs.ts";
import { KindIcon } from "../ui/kind.tsx";
import type { BeliefGraph, GraphNode } from "./graph-model.ts";

export interface RelationsTableProps {
  readonly graph: BeliefGraph;
  /** The node the list stands at: its relations are marked. */
  readonly selected: string | null;
  /** Ids of the beliefs that the list shows; null for all. */
  readonly shown: ReadonlySet<string> | null;
}

/** What the graph draws, in words: one row a relation, each end a link. */
export function RelationsTable({ graph, selected, shown }: RelationsTableProps) {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const rows = graph.edges.flatMap(({ from, to, kind }) => {
    const [start, end] = [nodes.get(from), nodes.get(to)];
    if (start === undefined || end === undefined) return [];
    return shown === null || shown.has(from) || shown.has(to) ? [{ start, end, kind }] : [];
  });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keys
    <section className="relations" aria-label={words.relations} tabIndex={0}>
      {rows.length === 0 ? (
        <p className="belief-note">{words.noRelations}</p>
      ) : (
        <table>
          <caption className="visually-hidden">{words.relationsCaption(rows.length)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.columns.from}</th>
              <th scope="col">{words.columns.relation}</th>
              <th scope="col">{words.columns.to}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ start, end, kind }) => (
              <tr key={`${start.id} ${kind} ${end.id}`} data-selected={start.id === selected || end.id === selected || undefined}>
                <td>
                  <End node={start} />
                </td>
                <td className="relation-kind" data-kind={kind}>
                  {words.relationVerbs[kind]}
                </td>
                <td>
                  <End node={end} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function End({ node }: { readonly node: GraphNode }) {
  const href = nodeHref(node);
  const isSource = node.kind === "session" || node.kind === "commit";
  return (
    <>
      {isSource && (
        <>
          <KindIcon kind={node.kind === "commit" ? "commit" : "session"} />
          <span className="visually-hidden">{words.nodeKinds[node.kind === "commit" ? "commit" : "session"]} </span>
        </>
      )}
      {href === null ? <span className="mono">{node.label}</span> : <NodeLink href={href} node={node} />}
      {node.source?.title != null && <span className="relation-title"> {node.source.title}</span>}
      {href === null && <span className="relation-title"> {isSource ? words.notHere : words.noFile}</span>}
    </>
  );
}

function NodeLink({ href, node }: { readonly href: string; readonly node: GraphNode }) {
  return (
    <a className="mono relation-link" href={href} title={node.belief?.statement}>
      {node.label}
    </a>
  );
}

/** Where a node leads; null for a belief without a file and for what the library does not have. */
export function nodeHref({ kind, belief, source }: GraphNode): string | null {
  if (belief !== null) return routes.belief(belief.repositoryId, belief.id);
  if (source?.id == null) return null;
  return kind === "commit" ? routes.commit(source.repositoryId, source.id) : routes.session(source.id);
}
