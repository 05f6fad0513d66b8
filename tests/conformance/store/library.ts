import type { Belief, CodeSymbol, Commit, PassageDraft, Repository, Session, SourceDocument } from "../../../src-shared/domain/index.ts";
import { commitWrite } from "../../../src-main/core/indexer/commit-passages.ts";
import { documentId } from "../../../src-main/core/indexer/identity.ts";
import { indexPassages } from "../../../src-main/core/indexer/passages.ts";
import type { CommitWrite, DocumentWrite } from "../../../src-main/core/store/knowledge-store.ts";

/** Small libraries, made as the indexer makes them: real identities, real analysis. */

export const REPOSITORY: Repository = {
  id: "0aa1f00d",
  name: "lighthouse",
  identity: "patina-uid",
  remoteUrl: "https://example.org/lighthouse.git",
  head: { branch: "main", commit: "a".repeat(40) },
  indexedAt: "2026-02-04T22:00:00Z",
};
export const OTHER: Repository = { ...REPOSITORY, id: "0bb2", name: "Harbour", identity: "root-commit", remoteUrl: null };

export function draft(text: string, change: Partial<PassageDraft> = {}): PassageDraft {
  return {
    positionKey: change.positionKey ?? text.slice(0, 40),
    type: "doc",
    symbolKind: null,
    title: text.split(" ").slice(0, 3).join(" "),
    breadcrumb: [],
    text,
    lines: { start: 1, end: 2 },
    date: null,
    ...change,
  };
}

export interface Extras {
  readonly repository?: Repository;
  readonly document?: Partial<SourceDocument>;
  readonly symbols?: readonly CodeSymbol[];
  readonly session?: Session;
  readonly belief?: Belief;
}

export function file(path: string, drafts: readonly PassageDraft[], extras: Extras = {}): DocumentWrite {
  const repository = extras.repository ?? REPOSITORY;
  const document: SourceDocument = {
    id: documentId(repository.id, path),
    repositoryId: repository.id,
    kind: "doc",
    path,
    title: path.slice(path.lastIndexOf("/") + 1),
    language: "markdown",
    contentHash: Buffer.from(drafts.map(({ text }) => text).join("\n"))
      .toString("hex")
      .slice(0, 64),
    bytes: drafts.reduce((sum, { text }) => sum + text.length, 0),
    sessionId: extras.session?.id ?? null,
    date: null,
    state: "indexed",
    reason: "",
    ...extras.document,
  };
  return {
    document,
    passages: indexPassages(document, drafts),
    symbols: extras.symbols ?? [],
    session: extras.session ?? null,
    belief: extras.belief ?? null,
  };
}

export function symbol(name: string, change: Partial<CodeSymbol> = {}): CodeSymbol {
  return {
    name,
    qualifiedName: name,
    kind: "function",
    signature: `fn ${name}()`,
    doc: "",
    lines: { start: 1, end: 3 },
    ...change,
  };
}

export function code(path: string, names: readonly string[], extras: Extras = {}): DocumentWrite {
  const drafts = names.map((name) =>
    draft(`fn ${name}() { return 1; }`, { positionKey: name, type: "code", symbolKind: "function", title: name }),
  );
  return file(path, drafts, {
    symbols: names.map((name) => symbol(name)),
    ...extras,
    document: { kind: "code", language: "rust", ...extras.document },
  });
}

export function session(ownId: string, change: Partial<Session> = {}): Session {
  return {
    id: `${REPOSITORY.id}/${ownId}`,
    ownId,
    format: "header",
    title: `Session ${ownId}`,
    agent: "Claude",
    startedAt: `${ownId.slice(0, 4)}-${ownId.slice(4, 6)}-${ownId.slice(6, 8)}T10:00:00Z`,
    status: null,
    branch: "main",
    startCommit: null,
    startTag: null,
    endTag: null,
    previousContext: "",
    goals: [
      { text: "Turn the lamp", done: true, line: 4 },
      { text: "Rest", done: false, line: 5 },
    ],
    entries: [],
    observations: [
      {
        index: 0,
        kind: "decision",
        label: "Key Decisions",
        title: "Ring buffer",
        markdown: "**Ring buffer** over a database",
        entryIndex: null,
        lines: { start: 8, end: 9 },
      },
    ],
    prompts: [],
    promptCount: 3,
    beliefsCaptured: 0,
    classification: { workType: "feature", filesChanged: 1, commits: 1, patternsModified: 0 },
    sections: [],
    mentionedCommits: ["abcdef1"],
    mentionedSessions: [],
    mentionedPaths: [],
    wikiLinks: [],
    problems: [],
    ...change,
  } as Session;
}

export function sessionFile(ownId: string, change: Partial<Session> = {}): DocumentWrite {
  const one = session(ownId, change);
  const drafts = one.observations.map((observation) =>
    draft(observation.markdown, { type: "decision", title: observation.title, lines: observation.lines, date: one.startedAt }),
  );
  return file(`layer/sessions/${ownId}.md`, drafts, { session: one, document: { kind: "session", title: one.title, date: one.startedAt } });
}

export function commit(hash: string, subject: string, change: Partial<Commit> = {}): CommitWrite {
  const one: Commit = {
    hash: hash.padEnd(40, "0"),
    parents: ["b".repeat(40)],
    authorName: "Ada",
    authorEmail: "ada@example.org",
    authoredAt: "2026-02-04T20:00:00Z",
    committedAt: "2026-02-04T21:00:00Z",
    subject,
    body: "",
    tags: [],
    files: [{ path: "src/lamp.rs", oldPath: null, status: "modified", additions: 3, deletions: 1 }],
    ...change,
  };
  return commitWrite(REPOSITORY.id, one);
}

export function belief(id: string, change: Partial<Belief> = {}): Belief {
  return {
    id,
    statement: `${id} holds`,
    persona: null,
    facets: [],
    status: "active",
    entrenchment: null,
    confidence: 0.75,
    extracted: null,
    revised: null,
    endorsed: false,
    evidence: [{ target: "session-1", text: "seen", weight: 0.5, lines: { start: 3, end: 3 } }],
    supports: [],
    attacks: [],
    attackedBy: [],
    appliedIn: [],
    verification: [],
    revisions: [],
    problems: [],
    ...change,
  };
}
