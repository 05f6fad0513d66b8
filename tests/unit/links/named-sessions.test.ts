import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseTrailers } from "../../../src-main/core/git/commit-facts.ts";
import { idsInAuthorshipLog, isSameSession } from "../../../src-main/core/links/named-sessions.ts";
import { createGitFixture, type GitFixture } from "../git/git-fixture.ts";
import { anchor, linksOf, T0 } from "./support.ts";

const UUID = "9b4e6eb7-f49a-48c2-b519-1842319d6fe1";
const session = anchor({ id: `r/${UUID}`, ownId: UUID });

/** As specs/git_ai_standard_v3.0.0.md shows it, in its present and its former form. */
const log = (part: "sessions" | "prompts", id: string): string =>
  `src/main.rs\n  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1-10,15-20\n---\n${JSON.stringify({
    schema_version: "authorship/3.0.0",
    base_commit_sha: "7734793b756b3921c88db5375a8c156e9532447b",
    [part]: { s_c9883b05a2487d: { agent_id: { tool: "claude", id, model: "m" } } },
  })}`;

describe("on a real repository", () => {
  let fixture: GitFixture;
  beforeEach(() => {
    fixture = createGitFixture();
    fixture.write("a.txt", "a\n");
    fixture.commit("Start", T0 - 100);
  });
  afterEach(() => fixture.remove());

  test("a trailer names the session, with its date before it or without", async () => {
    fixture.commit(`With date\n\nText.\n\nEntire-Session: 2026-01-20-${UUID}\nEntire-Attribution: 70%`, T0 + 1);
    fixture.commit(`Without\n\nEntire-Session: ${UUID}`, T0 + 2);
    fixture.commit(`Another\n\nEntire-Session: 2026-01-20-00000000-f49a-48c2-b519-1842319d6fe1`, T0 + 3);
    fixture.commit(`In the text\n\nEntire-Session: ${UUID} is what it says.\n\nNo trailer here.`, T0 + 4);
    expect(await linksOf(fixture, [session])).toEqual({ "With date": "strong (trailer)", Without: "strong (trailer)" });
  });

  test("a checkpoint leads to its session through the checkpoints' branch, whose own commits are no work", async () => {
    fixture.commit("Feature\n\nEntire-Checkpoint: a3b2c4d5e6f7", T0 + 5);
    fixture.git(["checkout", "-q", "--orphan", "entire/checkpoints/v1"]);
    fixture.commit(`Checkpoint: a3b2c4d5e6f7\n\nEntire-Session: 2026-02-02-${UUID}\nEntire-Strategy: manual-commit`, T0 + 6);
    fixture.git(["checkout", "-q", "main"]);
    expect(await linksOf(fixture, [session])).toEqual({ Feature: "strong (trailer)" });
  });

  test("a note of refs/notes/ai names the session; another ref's does not", async () => {
    const noted = fixture.commit("Noted", T0 + 7);
    const former = fixture.commit("Noted formerly", T0 + 8);
    const plain = fixture.commit("Commented", T0 + 9);
    fixture.git(["notes", "--ref=refs/notes/ai", "add", "-m", log("sessions", UUID), noted]);
    fixture.git(["notes", "--ref=refs/notes/ai", "add", "-m", log("prompts", UUID), former]);
    fixture.git(["notes", "--ref=refs/notes/commits", "add", "-m", log("sessions", UUID), plain]);
    expect(await linksOf(fixture, [session])).toEqual({ Noted: "strong (note)", "Noted formerly": "strong (note)" });
  });
});

describe("parsing", () => {
  test("whatever a note or a trailer holds, it gives a list", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => Array.isArray(idsInAuthorshipLog(text)) && Array.isArray(parseTrailers(text))),
    );
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(idsInAuthorshipLog(`x\n---\n${json}`).every((id) => typeof id === "string" && id !== "")).toBe(true);
      }),
    );
    expect(idsInAuthorshipLog(`---\n{"sessions":{"__proto__":{"agent_id":{"id":7}},"b":null,"c":{"agent_id":{"id":"yes"}}}}`)).toEqual([
      "yes",
    ]);
  });

  test("a short id is not found at the end of a longer one", () => {
    expect(isSameSession("2026-01-20-7", "7")).toBe(false);
    expect(isSameSession(`2026-01-20-${UUID}`, UUID)).toBe(true);
    expect(isSameSession(`prefix-${UUID}`, UUID)).toBe(false);
  });
});
