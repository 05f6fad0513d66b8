import type { SharedKind } from "../../../src-shared/contract/sync.ts";
import { isTranscriptDocument, laterStars, type Star } from "../../../src-shared/domain/index.ts";
import { chunks } from "../chunks.ts";
import { maskSecrets } from "../secrets/mask-secrets.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";

export interface StarRound {
  readonly sent: number;
  readonly fetched: number;
}

const AT_ONCE = 200;
/** Which state of each star both sides had last. */
const KNOWN = "sync.stars";

/** Brings both libraries to the later state of each star. It is a merge: any machines, in any order, any number of times. */
export async function syncStars(parts: {
  readonly local: Remote<KnowledgeStore>;
  readonly shared: Remote<KnowledgeStore>;
  readonly machine: Remote<MachineStore>;
  readonly kinds: readonly SharedKind[];
}): Promise<StarRound> {
  const { local, shared, machine, kinds } = parts;
  if (!kinds.includes("star")) return { sent: 0, fetched: 0 };
  const [mine, theirs] = await Promise.all([local.starStates(), shared.starStates()]);
  const send = laterStars(mine, theirs).map((star) => starForOthers(star, kinds));
  const fetch = laterStars(theirs, mine);
  for (const part of chunks(send, AT_ONCE)) await shared.saveStars(part);
  for (const part of chunks(fetch, AT_ONCE)) await local.saveStars(part);
  if (send.length + fetch.length > 0) {
    await machine.writeValue(KNOWN, JSON.stringify(Object.fromEntries([...mine, ...fetch].map(({ key, clock }) => [key, clock]))));
  }
  return { sent: send.length, fetched: fetch.length };
}

/** Stars that the next round would send, as they would leave. */
export async function unsentStars(
  local: Remote<KnowledgeStore>,
  machine: Remote<MachineStore>,
  kinds: readonly SharedKind[],
): Promise<readonly Star[]> {
  const known = JSON.parse((await machine.readValue(KNOWN)) ?? "{}") as Readonly<Record<string, number>>;
  return (await local.starStates()).filter(({ key, clock }) => known[key] !== clock).map((star) => starForOthers(star, kinds));
}

/** Of what is not shared, its star says no more than its hash: neither a path nor a title leaves this machine. */
function starForOthers(star: Star, kinds: readonly SharedKind[]): Star {
  if (!kinds.includes(sharedKindOfStar(star))) return { ...star, path: "", title: "" };
  return { ...star, title: maskSecrets(star.title).text };
}

function sharedKindOfStar({ type, path }: Star): SharedKind {
  if (type === "doc" || type === "belief" || type === "commit" || type === "code") return type;
  return isTranscriptDocument(path) ? "transcript" : "session";
}
