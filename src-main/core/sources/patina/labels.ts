import type { ObservationKind } from "../../../../src-shared/domain/kinds.ts";

/** What a block's label says: the kind of what stands under it, and the subject where the label names one (`Decision: go local`). */
export interface LabelMeaning {
  readonly kind: ObservationKind;
  readonly subject: string | null;
}

/** Labels by their exact normalised text (`normaliseLabel`): the ones that are common, or that the patterns below would get wrong. */
const EXACT: Readonly<Record<string, ObservationKind>> = {
  "work completed": "work",
  "key accomplishments": "work",
  "major accomplishments": "work",
  "key achievements": "work",
  completed: "work",
  implemented: "work",
  created: "work",
  updated: "work",
  fixed: "work",
  "what was done": "work",
  "git activity": "git",
  commit: "commit",
  commits: "commit",
  "discussion context": "discussion",
  discussion: "discussion",
  context: "discussion",
  "session summary": "summary",
  summary: "summary",
  outcome: "summary",
  "session outcome": "summary",
  status: "status",
  "current status": "status",
  "current state": "status",
  "final status": "status",
  "where we left off": "status",
  next: "next-step",
  todo: "next-step",
  remaining: "next-step",
  "decision point": "other",
  "decision matrix": "other",
  "lessons learned": "insight",
  learnings: "insight",
  realization: "insight",
  discovery: "finding",
};

/** Tried in order on labels not listed above; the first that matches gives the kind. */
const PATTERNS: readonly (readonly [RegExp, ObservationKind])[] = [
  [/^challenges?\b|\bchallenged\b/, "challenge"],
  // A decision still to be made is not a decision.
  [/\bdecisions? (?:points?|needed|required|pending)\b|\b(?:pending|for|after) decisions?\b|\bopen questions?\b/, "other"],
  [/\bnext (?:steps?|sessions?|actions?|priorit|tasks?|phases?)|\bcarry-?over\b|\bhand-?off\b|\bopen items\b|\bto-?dos?\b/, "next-step"],
  [/\bdecisions?\b|^decided\b/, "decision"],
  [/\bchallenges (?:faced|overcome|solved|discussed|found)\b|\bchallenge$/, "challenge"],
  [/^patterns?\b|\b(?:key|new) patterns?\b|\bpatterns? (?:observed|identified|established|discovered|captured|applied)\b/, "pattern"],
  [/\binsights?\b|\blessons? learned\b|^learned\b|\brealizations?\b/, "insight"],
  [/\bfindings?\b|\bdiscover(?:y|ies)\b|^(?:(?:key|final|user|first run|initial) )?observations?\b|^root causes?\b|^results?$/, "finding"],
  [/^(?:work|tasks?) (?:completed|done|accomplished)\b|\baccomplishments?\b|\bachievements?\b|^implementation complete\b/, "work"],
  [/^(?:session|final|technical|executive)? ?summary\b/, "summary"],
  [/^commits?\b|^git commits?\b/, "commit"],
  [/^discussions?\b/, "discussion"],
  [/^(?:project |spec |final |overall )?status\b/, "status"],
];

const SUBJECT =
  /^(?:(?:key|architecture|architectural|design|implementation|major|critical|final)\s+)*(decision|challenge|pattern|insight|finding)\s*(?:#?\d+)?\s*(?::|—|–|\s-\s)\s*(\S.*)$/i;

/** Lower case, white space folded, without colon, decoration or number at either end: `Key Decisions:` → `key decisions`. */
export function normaliseLabel(label: string): string {
  return label
    .slice(0, 200)
    .toLowerCase()
    .replace(/[`*_]/g, "")
    .replace(/^[^\p{L}\p{N}]+/u, "")
    .replace(/[\s:.✅❌]+$/u, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** What a label means; an unknown one is `other` and keeps its own name. */
export function meaningOf(label: string): LabelMeaning {
  const subject = SUBJECT.exec(label.slice(0, 300).trim());
  if (subject !== null) {
    const kind = patternKind((subject[1] ?? "").toLowerCase());
    if (kind !== "other") return { kind, subject: (subject[2] ?? "").trim() };
  }
  const name = normaliseLabel(label);
  const exact = Object.hasOwn(EXACT, name) ? EXACT[name] : undefined;
  return { kind: exact ?? patternKind(name), subject: null };
}

function patternKind(name: string): ObservationKind {
  for (const [pattern, kind] of PATTERNS) if (pattern.test(name)) return kind;
  return "other";
}

/** Labels that carry on the item before them (`**Rationale:**` under a decision) rather than begin a block. */
const CONTINUING = new Set([
  "rationale",
  "reasoning",
  "reason",
  "why",
  "trade-off",
  "trade-offs",
  "tradeoff",
  "tradeoffs",
  "impact",
  "consequences",
]);

export function isContinuing(label: string): boolean {
  return CONTINUING.has(normaliseLabel(label));
}
