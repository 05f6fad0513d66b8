import type { Belief, BeliefRelation } from "../../../../src-shared/domain/belief.ts";
import type { PassageDraft } from "../../../../src-shared/domain/passage.ts";
import { packLines } from "../chunks.ts";
import { parseInstant } from "../front-matter.ts";
import type { SourceReader } from "../source-reader.ts";
import { firstWords, splitLines } from "../text-lines.ts";
import { detectBelief, readBelief } from "./beliefs.ts";

/** Patina beliefs. */
export function createBeliefReader(): SourceReader {
  return {
    name: "patina-belief",
    version: 1,
    detect: detectBelief,
    read(input) {
      const belief = readBelief(input);
      const date = parseInstant(belief.revised) ?? parseInstant(belief.extracted);
      const passages = beliefPassages(belief);
      const problems = [...belief.problems];
      return { kind: "belief", title: belief.id, date, language: "markdown", passages, session: null, belief, symbols: [], problems };
    },
  };
}

/**
 * A belief cut for search: its statement, and one passage for each section that has something in it. A belief keeps no
 * line numbers but those of its evidence; the others have none.
 */
export function beliefPassages(belief: Belief): PassageDraft[] {
  const date = parseInstant(belief.revised) ?? parseInstant(belief.extracted);
  const claim = firstWords(belief.statement, 120) || belief.id;
  const passages: PassageDraft[] = [];
  const add = (key: string, title: string, breadcrumb: string[], rows: readonly string[], lines: PassageDraft["lines"] = null) => {
    const text = splitLines(rows.join("\n"));
    const starts = text.map((_, n) => n);
    packLines(text, 0, text.length, starts).forEach((chunk, n) => {
      passages.push({ positionKey: `${key}#${n}`, type: "belief", symbolKind: null, title, breadcrumb, text: chunk.text, lines, date });
    });
  };
  const facets = belief.facets.length === 0 ? [] : [`Facets: ${belief.facets.join(", ")}`];
  add("statement", belief.id, [], [belief.statement, ...facets]);
  const evidence = belief.evidence.map((item) => `- ${item.text}`);
  const first = belief.evidence[0];
  const last = belief.evidence.at(-1);
  add(
    "evidence",
    "Evidence",
    [claim],
    evidence,
    first === undefined || last === undefined ? null : { start: first.lines.start, end: last.lines.end },
  );
  add("supports", "Supports", [claim], belief.supports.map(relationRow));
  add("attacks", "Attacks", [claim], belief.attacks.map(relationRow));
  add("attacked-by", "Attacked by", [claim], belief.attackedBy.map(relationRow));
  add(
    "applied-in",
    "Applied in",
    [claim],
    belief.appliedIn.map((text) => `- ${text}`),
  );
  add(
    "verification",
    "Verification",
    [claim],
    belief.verification.map(({ info, code }) => `${info}\n${code}`),
  );
  return passages;
}

function relationRow({ target, text, scope }: BeliefRelation): string {
  return `- ${[target, text, scope ?? ""].filter((part) => part !== "").join(" — ")}`;
}
