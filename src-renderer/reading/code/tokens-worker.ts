/** Worker entry: colours code off the page's thread, so that typing and scrolling never wait for a grammar. */
import { createTokeniser, type Tokeniser } from "./highlighter.ts";
import { SYNTAX_TONES } from "./syntax-theme.ts";
import type { TokenReply, TokenRequest } from "./token-messages.ts";

/** The part of a worker's scope that is used; the page's own type library has none. */
interface WorkerScope {
  addEventListener(type: "message", listener: (event: MessageEvent<TokenRequest>) => void): void;
  postMessage(reply: TokenReply): void;
}
const scope = self as unknown as WorkerScope;
const TONE_INDEX: ReadonlyMap<string, number> = new Map(SYNTAX_TONES.map((tone, index) => [tone, index + 1]));
const open = new Map<number, Promise<Tokeniser | null>>();

scope.addEventListener("message", ({ data }) => {
  if (data.kind === "open") {
    // A grammar that cannot be loaded leaves the text plain; nothing else depends on it.
    open.set(
      data.id,
      createTokeniser(data.grammar).catch(() => null),
    );
  } else if (data.kind === "close") open.delete(data.id);
  else void answer(data.id, data.lines);
});

async function answer(id: number, lines: readonly string[]): Promise<void> {
  const tokeniser = (await open.get(id)) ?? null;
  if (!open.has(id)) return;
  const tokens = tokeniser?.next(lines) ?? null;
  scope.postMessage({
    id,
    lines: tokens?.map((line) => line.flatMap((token) => [token.text.length, TONE_INDEX.get(token.tone) ?? 0])) ?? null,
  });
}
