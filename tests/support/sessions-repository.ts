import { createSampleRepository, type FixtureRepository } from "./fixture-repository.ts";

/** The sample repository with more sessions around its own (of other agents and days, one init record) and beliefs that lean on them. */
export function createSessionsRepository(): FixtureRepository {
  const repository = createSampleRepository();
  for (const [path, text] of Object.entries(FILES)) repository.write(path, text);
  repository.commit("Add more sessions and beliefs");
  return repository;
}

const session = (id: string, title: string, agent: string, started: string, body: string): string => `# Session: ${title}
**ID**: ${id}
**Started**: ${started}
**LLM**: ${agent}
**Git Branch**: harbour-lights

${body}`;

const FILES: Readonly<Record<string, string>> = {
  "layer/sessions/20260203-090000.md": session(
    "20260203-090000",
    "survey the rocks",
    "gemini",
    "2026-02-03T09:00:00Z",
    `## Previous Session Context
None.

## Goals
- [ ] Chart the reef

## Activity Log
### 09:00 - Session Start
Session initialized.
`,
  ),
  "layer/sessions/20260206-100000.md": session(
    "20260206-100000",
    "patina",
    "claude",
    "2026-02-06T10:00:00Z",
    `## Previous Session Context
Went on from session 20260204-213118, see src/lamp.rs.

## Goals
- [x] Turn the lamp

## Activity Log
### 10:00 - Session Start
Session initialized.

### 10:30 - Update (covering since 10:00)

Some words before the blocks.

**Key Decisions:**
1. **Degrees, not radians**
   - Rationale: the keeper reads them aloud.

**Challenges Faced:**
- **The lamp overheats**: it turns slower at noon.

**Unheard Of Label:**
- a foghorn was mentioned

## Next Steps
- Paint the tower

## User Prompts (2)

1. \`turn the lamp\`
2. \`slower please\`

## Session Classification
- Work Type: exploration
- Files Changed: 2
- Commits: 0
- Patterns Modified: 0
`,
  ),
  "layer/sessions/20260206-120000.md": session(
    "20260206-120000",
    "patina",
    "claude",
    "2026-02-06T12:00:00Z",
    `## Previous Session Context
None.

## Goals
- [ ] Rest

## Activity Log
### 12:00 - Session Start
Session initialized.
`,
  ),
  "layer/sessions/20260201-000000-init.md": "# Lighthouse Initialization\n\n**ID**: 20260201-000000-init\n\nConfiguration dump.\n",
  "layer/surface/epistemic/beliefs/measure-first.md": `---
type: belief
id: measure-first
persona: architect
facets: [engineering]
confidence:
  score: 0.85
entrenchment: high
status: active
extracted: 2026-02-04
revised: 2026-02-05
---

# measure-first

Measure before choosing a store.

## Statement

Measure before choosing a store.

## Evidence

- [[session-20260204-213118]] - the ring buffer was measured (weight: 0.9)

## Supports

- [[simple-parts]]

## Attacks

- [[guess-and-see]] (status: defeated, confidence: 0.25, scope: "stores")

## Attacked-By

## Revision Log

- 2026-02-04: Extracted
`,
  "layer/surface/epistemic/beliefs/simple-parts.md": `---
type: belief
id: simple-parts
persona: architect
facets: [engineering]
confidence:
  score: 0.6
entrenchment: medium
status: active
extracted: 2026-02-04
revised: 2026-02-04
---

# simple-parts

Prefer simple parts.

## Statement

Prefer simple parts.

## Evidence

- [[session-20260206-100000]] - degrees are simple (weight: 0.5)

## Supports

## Attacks

## Attacked-By

## Revision Log

- 2026-02-04: Extracted
`,
};
