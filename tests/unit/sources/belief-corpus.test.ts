import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../../src-main/core/sources/markdown/read-markdown.ts";
import { beliefPassages } from "../../../src-main/core/sources/patina/belief-reader.ts";
import { readBelief } from "../../../src-main/core/sources/patina/beliefs.ts";
import { sessionPassages } from "../../../src-main/core/sources/patina/session-passages.ts";
import { readPatinaSession } from "../../../src-main/core/sources/patina/read-session.ts";
import { splitLines } from "../../../src-main/core/sources/text-lines.ts";
import { builtinReaders, chooseReader } from "../../../src-main/core/sources/registry.ts";
import { corpusFiles, hasCorpus, tally } from "./corpus.ts";

describe.skipIf(!hasCorpus)("59 real beliefs", () => {
  const files = hasCorpus ? corpusFiles("layer/surface/epistemic/beliefs") : [];
  const beliefs = files.map(readBelief);
  const evidence = beliefs.flatMap((belief) => belief.evidence);

  it("have their front matter", () => {
    expect(beliefs).toHaveLength(59);
    expect(beliefs.filter((belief) => belief.confidence !== null)).toHaveLength(43);
    expect(beliefs.filter((belief) => belief.endorsed)).toHaveLength(16);
    for (const belief of beliefs) {
      for (const field of [belief.persona, belief.status, belief.entrenchment, belief.extracted, belief.revised])
        expect(field).not.toBeNull();
      expect(belief.statement).not.toBe("");
      expect(belief.problems).toEqual([]);
    }
  });

  it("have these sections", () => {
    const having = (heading: string) => files.filter((file) => file.text.includes(`\n## ${heading}\n`)).length;
    expect([having("Applied-In"), having("Verification")]).toEqual([57, 25]);
    expect(beliefs.filter((belief) => belief.verification.length > 0)).toHaveLength(25);
    expect(beliefs.filter((belief) => belief.revisions.length > 0)).toHaveLength(59);
    for (const belief of beliefs)
      for (const { info, code } of belief.verification) expect([info.startsWith('verify type="'), code !== ""]).toEqual([true, true]);
  });

  it("have 116 pieces of evidence, 111 weighted, 81 linked, 65 to sessions", () => {
    expect(evidence).toHaveLength(116);
    expect(evidence.filter((item) => item.weight !== null)).toHaveLength(111);
    expect(evidence.filter((item) => item.target !== null)).toHaveLength(81);
    // One piece links its session twice: 65 links, 64 pieces.
    expect(evidence.flatMap((item) => item.text.match(/\[\[session-/g) ?? [])).toHaveLength(65);
    expect(evidence.filter((item) => item.target?.startsWith("session-"))).toHaveLength(64);
  });

  it("have attacks with status and confidence", () => {
    const attacks = beliefs.flatMap((belief) => [...belief.attacks, ...belief.attackedBy]);
    const linked = attacks.filter((attack) => attack.target !== "" && attack.status !== null);
    expect(linked.length).toBeGreaterThan(50);
    expect(Object.keys(tally(linked, (attack) => attack.status ?? "")).toSorted()).toEqual(["active", "defeated", "scoped"]);
  });

  it("become passages", () => {
    for (const belief of beliefs) expect(beliefPassages(belief)[0]?.text).toContain(belief.statement.split("\n")[0]);
  });
});

describe.skipIf(!hasCorpus)("all the corpus's Markdown", () => {
  const files = hasCorpus ? corpusFiles(".") : [];

  it("loses no line that says something", () => {
    for (const file of files) {
      const { passages, frontMatter } = readMarkdown(file);
      const lines = splitLines(file.text);
      const from = Object.keys(frontMatter).length > 0 ? lines.indexOf("---", 1) + 1 : 0;
      const covered = new Set(
        passages.flatMap(({ lines: range }) =>
          Array.from({ length: (range?.end ?? 0) - (range?.start ?? 1) + 1 }, (_, n) => (range?.start ?? 0) + n),
        ),
      );
      const lost = lines.filter((line, n) => n >= from && /\w/.test(line) && !/^#{1,6}\s/.test(line) && !covered.has(n + 1));
      expect(lost, file.path).toEqual([]);
    }
  });

  it("gives session passages that cover all but what the session tool writes", () => {
    const TOOL =
      /^\s*(?:#|Session initialized with goal:|Working on branch:|Tagged as:|\*\*[^*]+(?::\*\*|\*\*:|\*\*)\s*$|_No beliefs captured|\d+\. `(?:\/[\w:-]+ ?|\[[^`]*\]|\w+)`)|^-\s+(?:Commits this session: +\d+|Files [Cc]hanged: +\d+|Last commit: .* ago)$/;
    let sessions = 0;
    for (const file of files.filter(({ path }) => path.startsWith("layer/sessions/"))) {
      const session = readPatinaSession({ ...file, repositoryId: "r" });
      if (session.format !== "header" && session.format !== "front-matter") continue;
      sessions += 1;
      const lines = splitLines(file.text);
      const covered = new Set(
        sessionPassages(session).flatMap(({ lines: range }) =>
          Array.from({ length: (range?.end ?? 0) - (range?.start ?? 1) + 1 }, (_, n) => (range?.start ?? 0) + n),
        ),
      );
      const classified = lines.indexOf("## Session Classification");
      const next = lines.findIndex((line, n) => n > classified && line.startsWith("## "));
      // The classification is read as numbers, not as text.
      const isText = (n: number) => classified < 0 || n < classified || (next >= 0 && n >= next);
      const lost = lines.filter((line, n) => /\w/.test(line) && isText(n) && !covered.has(n + 1) && !TOOL.test(line.trimEnd()));
      expect(lost, file.path).toEqual([]);
    }
    expect(sessions).toBe(562);
  });

  it("has unique keys and bounded passages, whatever the reader", () => {
    const readers = builtinReaders();
    for (const file of files) {
      const { passages } = chooseReader(readers, file.path, file.text).read({ ...file, repositoryId: "r" });
      expect(new Set(passages.map((passage) => `${passage.type} ${passage.positionKey}`)).size, file.path).toBe(passages.length);
      for (const passage of passages) expect(passage.text.length).toBeLessThanOrEqual(4096 + 1500);
    }
  });
});
