import { toTursoError } from "./errors.ts";

/** The same object with every method's errors mapped by `toTursoError`. Every method answers later. */
export function withTursoErrors<T extends object>(methods: T, place: string): T {
  const guarded = Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      async (...inputs: readonly unknown[]): Promise<unknown> => {
        try {
          return await (method as (...inputs: readonly unknown[]) => unknown)(...inputs);
        } catch (error) {
          throw toTursoError(error, place);
        }
      },
    ]),
  );
  return Object.freeze(guarded) as T;
}
