import { useMemo } from "react";
import type { ResolvedReference } from "../../../src-shared/contract/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { routes } from "../../app/navigation.ts";
import { findMentions, readTarget } from "./find-references.ts";
import type { ReferenceMap } from "./remark-references.ts";

/** As many mentions of one text are looked up. */
const MOST = 300;
const NONE: ReferenceMap = new Map();

/** Where a text's mentions of sessions, commits and beliefs lead, for those that the library knows. */
export function useReferences(repositoryId: string, text: string): ReferenceMap {
  const targets = useMemo(() => [...new Set(findMentions(text).map((mention) => mention.target))].slice(0, MOST), [text]);
  const asked = useMemo(() => targets.map(readTarget), [targets]);
  const { data } = useCoreQuery("documents.resolve", { repositoryId, references: asked }, { enabled: asked.length > 0 });
  return useMemo(() => {
    if (data === undefined) return NONE;
    const map = new Map<string, string>();
    targets.forEach((target, index) => {
      const found = data[index];
      if (found != null) map.set(target, hrefOf(found));
    });
    return map;
  }, [data, targets]);
}

function hrefOf(found: ResolvedReference): string {
  switch (found.kind) {
    case "session":
      return routes.session(found.sessionId);
    case "commit":
      return routes.commit(found.repositoryId, found.hash);
    case "document":
      return routes.document(found.documentId);
  }
}
