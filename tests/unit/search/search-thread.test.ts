import { MessageChannel } from "node:worker_threads";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { messagePort } from "../../../src-main/core/ports/worker-port.ts";
import {
  readerThreadContract,
  type ReaderThreadContract,
  type SearchServiceContract,
} from "../../../src-main/core/search/search-service.ts";
import { createSearchService } from "../../../src-main/core/search/serve-search.ts";
import { createSearchThread } from "../../../src-main/core/search/serve-search-thread.ts";
import { createGrowingSearch, type GrowingSearch } from "../../../src-main/core/store/search-thread.ts";
import { createClient } from "../../../src-shared/rpc/client.ts";
import { mergeContracts } from "../../../src-shared/rpc/contract.ts";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { createServer } from "../../../src-shared/rpc/server.ts";
import { makeLibrary, type Library } from "./library.ts";

/** Both threads' own code, talking over ports as they do, here in one thread. */
let library: Library;
let closeReader: () => void;
let search: GrowingSearch;
let asked: string[];
const threads: Port[] = [];

beforeEach(async () => {
  library = await makeLibrary({
    "docs/rope.md": "# Rope\n\nA rope and a hook, tied well.\n\n# Knots\n\nA knot in the rope.\n",
    "docs/hook.md": "# Hook\n\nA hook without the other.\n",
    "src/rope.ts": "/** Ties a rope. */\nexport function tieRope(): void {}\n",
  });
  asked = [];
  const reader = Object.fromEntries(
    Object.entries(library.store).map(([name, method]) => [
      name,
      (...input: never[]) => (asked.push(name), (method as (...input: never[]) => unknown)(...input)),
    ]),
  ) as unknown as Library["store"];
  const service = createSearchService(
    () => reader,
    () => ({ cacheDir: "/nowhere", modelsDir: "/nowhere" }),
  );
  const { port1, port2 } = new MessageChannel();
  const server = createServer<ReaderThreadContract>(
    mergeContracts(service.contract, readerThreadContract) as never,
    { ...service.handlers, "reader.serve": (port: never) => void server.connect(messagePort(port)) } as never,
  );
  server.connect(messagePort(port1));
  const client = createClient<SearchServiceContract & ReaderThreadContract>(messagePort(port2));
  closeReader = () => client.close();
  search = createGrowingSearch(startThread, client);
});
afterEach(async () => {
  await search.close();
  closeReader();
  await library.close();
  threads.splice(0);
});

function startThread() {
  const { contract, handlers } = createSearchThread(
    () => library.store,
    (port) => port,
  );
  const { port1, port2 } = new MessageChannel();
  const inner = messagePort(port1);
  createServer(contract, handlers).connect(inner);
  threads.push(inner);
  const exited = new Promise<void>((resolve) => inner.onClose(() => resolve()));
  return { ...messagePort(port2), exited };
}

const QUESTIONS = [
  "rope",
  "rope hook",
  "tieRope",
  "docs/hook.md",
  "rope absent",
  "hoook",
  '"a rope" hook',
  "rope -knot",
  "type:code",
  "ope",
];

async function answers() {
  const found = [];
  for (const text of QUESTIONS) {
    const input = { text, mode: "fused", limit: 10, offset: 0, explain: true, facets: true } as const;
    const { tookMs, ...answer } = await search.query(input, new AbortController().signal);
    expect(tookMs).toBeGreaterThan(0);
    found.push(answer);
  }
  return found;
}

/** The reader's thread no longer reads passages for searches: the other one does. */
async function untilGrown(): Promise<void> {
  await vi.waitFor(async () => {
    asked.length = 0;
    await search.query({ text: "rope", mode: "fused", limit: 1, offset: 0, explain: false, facets: false }, new AbortController().signal);
    expect(asked).not.toContain("readPassages");
  });
}

test("one question starts no thread; then two threads give the answers that one gives, and one alone again when the other ended", async () => {
  const alone = await Promise.all(
    QUESTIONS.map(async (text) => {
      const { tookMs: _, ...answer } = await library.search(text, { limit: 10, facets: true });
      return answer;
    }),
  );
  expect(threads).toHaveLength(0);
  await untilGrown();
  expect(threads).toHaveLength(1);
  expect(await answers()).toEqual(alone);
  // By meaning and among whole documents the reader's thread finds, all else the search's own.
  expect(asked).toContain("listSpaces");
  expect(asked).toContain("lexicalCandidates");

  threads[0]?.close();
  expect(await answers()).toEqual(alone);
  await untilGrown();
  expect(threads).toHaveLength(2);
});

test("a question that is withdrawn is given up in both threads", async () => {
  await untilGrown();
  const withdrawn = new AbortController();
  const answer = search.query({ text: "rope", mode: "fused", limit: 1, offset: 0, explain: false, facets: false }, withdrawn.signal);
  withdrawn.abort();
  await expect(answer).rejects.toThrow(/cancelled/);
  expect((await answers())[0]?.results.length).toBeGreaterThan(0);
});
