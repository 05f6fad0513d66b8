/**
 * The few globals that Node, browsers and workers all have and that shared code may use. Only the src-shared project sees
 * this file: elsewhere the same names come from the DOM library or from Node's types.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
  throwIfAborted(): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare function structuredClone<T>(value: T, options?: { readonly transfer?: readonly unknown[] }): T;
