import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { streamCommits } from "../src-main/core/git/history.ts";
import { listTags } from "../src-main/core/git/refs.ts";
import { anchorOf } from "../src-main/core/links/anchor.ts";
import { readLinkHistory } from "../src-main/core/links/read-history.ts";
import { scoreLinks, type LinkScore } from "../src-main/core/links/score.ts";
import { readPatinaSession } from "../src-main/core/sources/patina/read-session.ts";

/** `npm run links:score -- PATH`: how well sessions are linked to commits without their tags, on a clone that has tags. */
const [root] = process.argv.slice(2);
if (root === undefined) {
  console.error("Name a clone with Patina sessions and their tags: npm run links:score -- PATH");
  process.exit(2);
}
const started = performance.now();
const folder = join(root, "layer", "sessions");
const anchors = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .map((name) =>
    anchorOf(readPatinaSession({ path: `layer/sessions/${name}`, text: readFileSync(join(folder, name), "utf8"), repositoryId: "scored" })),
  );
const changes = [];
for await (const { hash, files } of streamCommits({ root })) for (const file of files) changes.push({ hash, ...file });
const history = await readLinkHistory({ root, tags: await listTags({ root }), changes });
const scores = scoreLinks(anchors, history);

const row = (name: string, { right, wrong, precision, recall }: LinkScore): string =>
  `${name.padEnd(16)} ${String(right).padStart(6)} ${String(wrong).padStart(6)} ${precision.toFixed(4).padStart(10)} ${recall.toFixed(4).padStart(8)}`;
console.log(`${scores.sessions} sessions with both tags, ${scores.exact} exact links, ${scores.findable} of them not to a merge by a bot.`);
console.log(`Tags hidden:\n\ngrade             right  wrong  precision   recall`);
for (const [grade, score] of Object.entries(scores.byGrade)) console.log(row(grade, score));
console.log(`\nproof by itself   right  wrong  precision   recall`);
for (const [proof, score] of Object.entries(scores.byProof)) console.log(row(proof, score));
console.log(`\nLinks to merges by bots: ${scores.toMergeBots}. ${((performance.now() - started) / 1000).toFixed(1)} s.`);
for (const { sessionId, hash, evidence } of scores.wrong) console.log(`wrong: ${sessionId} ${hash.slice(0, 10)} ${evidence}`);
