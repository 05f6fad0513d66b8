import type { Reference } from "../../../src-shared/contract/index.ts";
import { routes } from "../../app/navigation.ts";
import { readTarget } from "./find-references.ts";
import type { ReferenceMap } from "./remark-references.ts";

/** Where what a text mentions leads, under every way it may be written: `session-<id>` and `<id>`, `commit-<hash>` and `<hash>`. */
export function referenceMap(references: readonly Reference[]): ReferenceMap {
  const map = new Map<string, string>();
  for (const reference of references) {
    const href = hrefOf(reference);
    map.set(reference.target, href);
    const { kind, name } = readTarget(reference.target);
    if (kind !== "belief" && !map.has(name)) map.set(name, href);
  }
  return map;
}

function hrefOf({ type, repositoryId, id, documentId }: Reference): string {
  switch (type) {
    case "session":
      return routes.session(id);
    case "commit":
      return routes.commit(repositoryId, id);
    case "belief":
      return routes.belief(repositoryId, id);
    case "document":
      return routes.document(documentId ?? 0);
  }
}
