/** From a method's name and raw input to the promise of its output: look-up, validation, and what a failure may tell. */
import type { AnyInput, CallContext, Contract, Handlers } from "./contract.ts";
import { VerdigrisError } from "./errors.ts";

type AnyHandler = (input: unknown, context: CallContext<unknown>) => unknown;
type Dispatch = (method: string, input: unknown, context: CallContext<unknown>) => Promise<unknown>;

/** Where a message lists what is wrong with an input, as many as help a person. */
const MAX_ISSUES = 20;

/**
 * Binds handlers to a contract. They are copied into a frozen table without prototype, so a peer reaches declared methods
 * only, and never `constructor` or `__proto__`.
 * @throws TypeError when a handler is missing or has no method.
 */
export function createDispatcher<C extends Contract>(contract: C, handlers: Handlers<C>): Dispatch {
  const table = Object.create(null) as Record<string, { readonly input: AnyInput; readonly handle: AnyHandler }>;
  for (const [name, definition] of Object.entries(contract.methods)) {
    const handle: unknown = Object.hasOwn(handlers, name) ? handlers[name as keyof Handlers<C>] : undefined;
    if (typeof handle !== "function") throw new TypeError(`The method "${name}" has no handler.`);
    table[name] = { input: definition.input, handle: handle.bind(handlers) as AnyHandler };
  }
  const stray = Object.keys(handlers).find((name) => !Object.hasOwn(table, name));
  if (stray !== undefined) throw new TypeError(`The handler "${stray}" has no method in the contract.`);
  Object.freeze(table);

  return async (method, input, context) => {
    const entry = Object.hasOwn(table, method) ? table[method] : undefined;
    if (entry === undefined) {
      throw new VerdigrisError("unknown-method", `There is no method "${method}". The two ends may be of different versions.`, { method });
    }
    return entry.handle(parseInput(method, entry.input, input), context);
  };
}

function parseInput(method: string, schema: AnyInput, input: unknown): unknown {
  if ("trusted" in schema) return input; // declared as coming from our own threads
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, MAX_ISSUES).map(({ path, message }) => ({ path: path.map(String), message }));
  const list = issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`)).join("; ");
  throw new VerdigrisError("invalid-input", `"${method}" does not accept this input. ${list}`, { method, issues });
}

/** The error a peer may see. Of an unexpected one it learns only that it happened: messages and stacks can hold paths and secrets. */
export function safeError(method: string, error: unknown): VerdigrisError {
  if (error instanceof VerdigrisError) return error;
  if (error instanceof Error && error.name === "AbortError") {
    return new VerdigrisError("cancelled", `"${method}" was cancelled.`, { method }, { cause: error });
  }
  return new VerdigrisError("internal", `"${method}" failed unexpectedly. The log says why.`, { method }, { cause: error });
}
