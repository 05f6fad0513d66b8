import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runRound } from "../../../src-main/core/sync/round.ts";
import type { CommitLink } from "../../../src-shared/domain/index.ts";
import { commit, REPOSITORY, sessionFile } from "../../conformance/store/library.ts";
import { openTwoLibraries, type TwoLibraries } from "./two-libraries.ts";

const [lamp, horn] = [commit("a1", "Turn the lamp"), commit("b2", "Sound the horn")];
const logged = sessionFile("20260204-213118");
const other = sessionFile("20260205-090000");
const link = ({ commit: { hash } }: typeof lamp): CommitLink => ({ hash, grade: "strong", evidence: "it names it", proofs: [] });

describe("links of sessions", () => {
  let libraries: TwoLibraries;
  beforeEach(async () => {
    libraries = openTwoLibraries();
    const { local } = libraries;
    await local.upsertRepository(REPOSITORY);
    await local.replaceDocuments([logged]);
    await local.writeCommits(REPOSITORY.id, [lamp, horn]);
    await linkHere(lamp, horn);
  });
  afterEach(() => libraries.close());

  const linkHere = async (...commits: readonly (typeof lamp)[]) =>
    libraries.local.replaceSessionLinks(REPOSITORY.id, [{ sessionId: logged.session?.id ?? "", links: commits.map(link) }]);
  const linked = async (where: "local" | "shared") =>
    (await libraries[where].sessionLinks(REPOSITORY.id)).flatMap(({ sessionId, links }) => links.map(({ hash }) => [sessionId, hash]));
  const round = () => runRound(libraries.parts);

  test("go where they are gone where they came from: with a commit that was taken back, and with one that another took the place of", async () => {
    const { local } = libraries;
    await round();
    expect(await linked("shared")).toHaveLength(2);
    await local.removeDocuments([horn.document.id]);
    await linkHere(lamp);
    await round();
    expect(await linked("shared")).toEqual([[logged.session?.id, lamp.commit.hash]]);
    await local.removeDocuments([lamp.document.id]);
    await local.writeCommits(REPOSITORY.id, [commit("c3", "Turn the lamp, slower")]);
    await linkHere();
    await round();
    expect(await linked("shared")).toEqual([]);
  });

  test("that another machine made of its own sessions stay, and come here", async () => {
    const { shared } = libraries;
    await round();
    await shared.replaceDocuments([other]);
    await shared.replaceSessionLinks(REPOSITORY.id, [{ sessionId: other.session?.id ?? "", links: [link(lamp)] }]);
    await round();
    expect(await linked("local")).toHaveLength(3);
    // They were not made here, so that they are not missed here either.
    await libraries.local.replaceSessionLinks(REPOSITORY.id, [{ sessionId: other.session?.id ?? "", links: [] }]);
    await libraries.local.writeCommits(REPOSITORY.id, [commit("d4", "Oil the hinges")]);
    await round();
    expect(await linked("shared")).toHaveLength(3);
    // Where they were made they are taken back.
    await shared.replaceSessionLinks(REPOSITORY.id, [{ sessionId: other.session?.id ?? "", links: [link(horn)] }]);
    await shared.replaceDocuments([sessionFile("20260206-090000")]);
    await round();
    expect(await linked("local")).toContainEqual([other.session?.id, horn.commit.hash]);
    await shared.replaceSessionLinks(REPOSITORY.id, [{ sessionId: other.session?.id ?? "", links: [] }]);
    await shared.replaceDocuments([sessionFile("20260207-090000")]);
    await round();
    expect((await linked("local")).map(([sessionId]) => sessionId)).not.toContain(other.session?.id);
  });

  test("that are the same on both sides are not written again", async () => {
    const { local, called } = libraries;
    await round();
    await local.writeCommits(REPOSITORY.id, [commit("d4", "Oil the hinges")]);
    called.length = 0;
    expect(await round()).toMatchObject({ sent: 1 });
    expect(called).toContain("sessionLinks");
    expect(called).not.toContain("replaceSessionLinks");
  });
});
