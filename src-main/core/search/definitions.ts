import type { SymbolKind } from "../../../src-shared/domain/index.ts";
import { analyse } from "../analysis/analyser.ts";
import type { Candidate, KnowledgeReader } from "../store/knowledge-store.ts";
import { heldFilter } from "./held-filter.ts";
import { matchesPatterns } from "./pattern-search.ts";
import type { PlannedWord, QueryPlan } from "./plan.ts";
import { RANKING } from "./ranking.ts";

/** A passage that defines a name of the query. */
export interface DefinitionHit {
  readonly candidate: Candidate;
  /** 0…1: less where a name is only opened again. */
  readonly weight: number;
}

const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*(?:(?:::|\.|#)[\p{L}_$][\p{L}\p{N}_$]*)*(?:\(\))?$/u;
/** A definition repeated oftener than this (`new`, `main`) is not what anybody looks for by name alone. */
const MOST = 40;
const MOST_NAMES = 3;

/** Whether a word can only be a name in code: `parseSession`, `parse_session`, `Type::method`, `Store.open`, `open()`. */
function isIdentifier(word: PlannedWord): boolean {
  return NAME.test(word.text) && (word.tokens.length > 1 || word.text.endsWith("()"));
}

/** Where the query's names are defined. A single word may be any name; among several only what can be nothing else. */
export async function findDefinitions(reader: KnowledgeReader, plan: QueryPlan): Promise<Map<number, DefinitionHit>> {
  const found = new Map<number, DefinitionHit>();
  const names = (plan.words.length === 1 ? plan.words.filter((word) => NAME.test(word.text)) : plan.words.filter(isIdentifier)).slice(
    0,
    MOST_NAMES,
  );
  const filter = heldFilter(plan);
  for (const { tokens } of names) {
    const [whole] = tokens;
    if (whole === undefined) continue;
    const candidates = await reader.lexicalCandidates({
      level: "passage",
      expression: { op: "term", token: whole, column: "symbol" },
      filter,
      weights: { title: 0, symbol: 1, path: 0, text: 0 },
      limit: MOST,
    });
    const byId = new Map(candidates.map((candidate) => [candidate.passageId, candidate]));
    for (const passage of await reader.readPassages(candidates.map(({ passageId }) => passageId ?? 0))) {
      const candidate = byId.get(passage.id);
      if (candidate === undefined || !definesName(passage.title, whole) || !matchesPatterns(plan, passage)) continue;
      found.set(passage.id, { candidate, weight: weightOf(passage.symbolKind) });
    }
  }
  return found;
}

/** A passage's title is a qualified name, or several when small definitions share a passage. */
function definesName(title: string, whole: string): boolean {
  return title.split(/,\s*/).some((name) => {
    const last = name.split(/::|[.#]/).at(-1) ?? name;
    return analyse(last)[0] === whole || analyse(name)[0] === whole;
  });
}

function weightOf(kind: SymbolKind | null): number {
  return kind === "impl" || kind === "module" ? RANKING.reopening : 1;
}
