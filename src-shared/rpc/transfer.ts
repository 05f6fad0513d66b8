const marked = new WeakMap<object, readonly unknown[]>();

/**
 * Marks buffers or ports inside a reply that are to be moved instead of copied; the handler must not use them afterwards.
 * Transports that cannot move (a socket, another process) copy them.
 * @returns the same value, so that a handler can write `return transferring({ vectors }, [vectors.buffer])`.
 */
export function transferring<T extends object>(value: T, transfer: readonly unknown[]): T {
  marked.set(value, transfer);
  return value;
}

/** What `transferring` marked for this value. */
export function transferOf(value: unknown): readonly unknown[] | undefined {
  return typeof value === "object" && value !== null ? marked.get(value) : undefined;
}
