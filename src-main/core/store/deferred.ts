type AnyMethod = (...args: never[]) => unknown;

/** An object whose making takes time, as one that is there at once: each method waits for it. `make` is asked at each call. */
export function deferred<T extends { [K in keyof T]: AnyMethod }>(names: readonly (keyof T & string)[], make: () => Promise<T>): T {
  const methods = names.map((name) => [
    name,
    async (...args: readonly unknown[]): Promise<unknown> => {
      const target = await make();
      return (target[name] as unknown as (...args: readonly unknown[]) => unknown)(...args);
    },
  ]);
  return Object.freeze(Object.fromEntries(methods)) as T;
}

/** A promise made at the first call and kept; a failure is not kept, so that the next call tries again. */
export function keepPromise<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
