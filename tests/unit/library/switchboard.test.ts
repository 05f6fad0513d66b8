import { describe, expect, test } from "vitest";
import type { CoreHandlers } from "../../../src-shared/contract/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { createSwitchboard, type Answering } from "../../../src-main/core/library/switchboard.ts";

type Call = Parameters<CoreHandlers["library.rename"]>;

/** A library whose renames are answered by the function. */
function library(rename: () => Promise<void>): Answering & { isClosed(): boolean } {
  let closed = false;
  return {
    handlers: { "library.rename": rename } as unknown as CoreHandlers,
    close: () => Promise.resolve(void (closed = true)),
    isClosed: () => closed,
  };
}
function calling(controller = new AbortController()): Call {
  return [
    { repositoryId: "a", name: "b" },
    { signal: controller.signal, progress: () => undefined },
  ] as unknown as Call;
}
const closedError = () => new VerdigrisError("closed", "The library has moved to another storage.");

describe("the switchboard", () => {
  test("a call that the library it came to cannot answer any more is made again on the next one", async () => {
    const asked: string[] = [];
    const { promise: told, reject } = Promise.withResolvers<never>();
    const first = library(() => (asked.push("first"), told));
    const board = createSwitchboard(first, () => undefined);
    const call = board.handlers["library.rename"](...calling());
    board.leave();
    reject(closedError());
    await told.catch(() => undefined);
    expect(asked).toEqual(["first"]);
    board.replace(library(() => (asked.push("second"), Promise.resolve())));
    await call;
    expect(asked).toEqual(["first", "second"]);
  });

  test("any other failure is an answer, and so is this one while the library serves", async () => {
    const errors = [closedError(), new VerdigrisError("not-found", "It is not there.")];
    const board = createSwitchboard(
      library(() => Promise.reject(errors.shift() ?? new Error("none left"))),
      () => undefined,
    );
    await expect(board.handlers["library.rename"](...calling())).rejects.toMatchObject({ code: "closed" });
    board.leave();
    await expect(board.handlers["library.rename"](...calling())).rejects.toMatchObject({ code: "not-found" });
  });

  test("the library before is closed when its last call has ended, not sooner", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = library(() => promise);
    const board = createSwitchboard(first, () => undefined);
    const call = board.handlers["library.rename"](...calling());
    board.replace(library(() => Promise.resolve()));
    await board.handlers["library.rename"](...calling());
    expect(first.isClosed()).toBe(false);
    resolve();
    await call;
    await board.retired();
    expect(first.isClosed()).toBe(true);
  });
});
