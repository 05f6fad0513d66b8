/**
 * How a contract is declared: the named calls and events that cross one boundary (page to core, core to worker, …).
 * A contract is a value, so that a server can validate with it, and a type, so that both ends are checked by the compiler.
 */
import type { z } from "zod";

declare const phantom: unique symbol;

/** Input that no schema checks. Only for calls between our own threads, where parsing large batches would cost too much. */
export interface TrustedInput<T> {
  readonly trusted: true;
  readonly [phantom]?: T;
}

/** Declares input without a schema. Never use it on a boundary that a page, a network peer or a file can reach. */
export function trusted<T>(): TrustedInput<T> {
  return Object.freeze({ trusted: true as const });
}

// oxlint-disable-next-line typescript/no-explicit-any -- a bound for inference; no value is ever read through it
export type AnyInput = z.ZodType | TrustedInput<any>;

/** One call: its input schema, and as types only its output and its progress reports (`never` when it reports none). */
export interface MethodDefinition<Input extends AnyInput = AnyInput, Output = unknown, Progress = unknown> {
  readonly kind: "method";
  readonly input: Input;
  readonly [phantom]?: { readonly output: Output; readonly progress: Progress };
}

/** A call whose output is declared; `.reports<P>()` adds progress reports. */
export interface ReturningMethod<Input extends AnyInput, Output> extends MethodDefinition<Input, Output, never> {
  reports<Progress>(): MethodDefinition<Input, Output, Progress>;
}

/** A message from the server to every subscribed client. */
export interface EventDefinition<Payload = unknown> {
  readonly kind: "event";
  readonly [phantom]?: Payload;
}

export type MethodTable = Readonly<Record<string, MethodDefinition>>;
export type EventTable = Readonly<Record<string, EventDefinition>>;

export interface Contract<Methods extends MethodTable = MethodTable, Events extends EventTable = EventTable> {
  readonly methods: Methods;
  readonly events: Events;
}

/** Starts the declaration of a call: `method(input).returns<Output>().reports<Progress>()`. */
export function method<Input extends AnyInput>(input: Input): { returns<Output>(): ReturningMethod<Input, Output> } {
  return {
    returns<Output>(): ReturningMethod<Input, Output> {
      return Object.freeze({
        kind: "method" as const,
        input,
        reports: <Progress>(): MethodDefinition<Input, Output, Progress> => Object.freeze({ kind: "method" as const, input }),
      });
    },
  };
}

/** Declares an event and the type of its payload. */
export function event<Payload>(): EventDefinition<Payload> {
  return Object.freeze({ kind: "event" as const });
}

/** Declares a contract. Both tables are frozen and have no prototype, so that only declared names are found in them. */
export function defineContract<const Methods extends MethodTable, const Events extends EventTable = Record<never, never>>(declaration: {
  readonly methods: Methods;
  readonly events?: Events;
}): Contract<Methods, Events> {
  return Object.freeze({
    methods: frozenTable<Methods>(declaration.methods),
    events: frozenTable<Events>(declaration.events ?? {}),
  });
}

/**
 * Joins contracts into one.
 * @throws TypeError when two of them declare the same method or event: two features may not own one name.
 */
export function mergeContracts<const Parts extends readonly Contract[]>(
  ...contracts: Parts
): Contract<UnionOf<Parts[number]["methods"], MethodTable>, UnionOf<Parts[number]["events"], EventTable>> {
  const methods: Record<string, MethodDefinition> = {};
  const events: Record<string, EventDefinition> = {};
  for (const contract of contracts) {
    addAll(methods, contract.methods, "method");
    addAll(events, contract.events, "event");
  }
  return Object.freeze({ methods: frozenTable(methods), events: frozenTable(events) }) as never;
}

function addAll<T>(into: Record<string, T>, from: Readonly<Record<string, T>>, kind: string): void {
  for (const [name, definition] of Object.entries(from)) {
    if (Object.hasOwn(into, name)) throw new TypeError(`The ${kind} "${name}" is declared by two contracts. Rename one of them.`);
    into[name] = definition;
  }
}

function frozenTable<T extends object>(entries: object): T {
  return Object.freeze(Object.assign(Object.create(null) as T, entries));
}

type UnionToIntersection<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void ? I : never;
type UnionOf<U, Bound> = { readonly [K in keyof UnionToIntersection<U>]: UnionToIntersection<U>[K] } extends infer T extends Bound
  ? T
  : never;

// ---- what the two ends see ----

export type MethodName<C extends Contract> = Extract<keyof C["methods"], string>;
export type EventName<C extends Contract> = Extract<keyof C["events"], string>;

/** What a caller passes: before defaults and transforms. */
export type InputOf<C extends Contract, M extends MethodName<C>> =
  C["methods"][M] extends MethodDefinition<infer I>
    ? I extends TrustedInput<infer T>
      ? T
      : I extends z.ZodType
        ? z.input<I>
        : never
    : never;
/** What a handler receives: after defaults and transforms. */
export type ParsedInputOf<C extends Contract, M extends MethodName<C>> =
  C["methods"][M] extends MethodDefinition<infer I>
    ? I extends TrustedInput<infer T>
      ? T
      : I extends z.ZodType
        ? z.output<I>
        : never
    : never;
export type OutputOf<C extends Contract, M extends MethodName<C>> =
  C["methods"][M] extends MethodDefinition<AnyInput, infer O, unknown> ? O : never;
export type ProgressOf<C extends Contract, M extends MethodName<C>> =
  C["methods"][M] extends MethodDefinition<AnyInput, unknown, infer P> ? P : never;
export type PayloadOf<C extends Contract, E extends EventName<C>> = C["events"][E] extends EventDefinition<infer P> ? P : never;

/** What a handler is given besides its input. */
export interface CallContext<Progress = never> {
  /** Aborted when the caller cancels or the connection closes. */
  readonly signal: AbortSignal;
  /** Reports progress to the caller; ignored once the call has ended. */
  readonly progress: (report: Progress) => void;
}

/** An implementation of every method of a contract. */
export type Handlers<C extends Contract> = {
  readonly [M in MethodName<C>]: (
    input: ParsedInputOf<C, M>,
    context: CallContext<ProgressOf<C, M>>,
  ) => Promise<OutputOf<C, M>> | OutputOf<C, M>;
};

export interface CallOptions<Progress = never> {
  /** Cancels the call: it rejects with code "cancelled" at once, and the handler's signal is aborted. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (report: Progress) => void;
  /** Objects to move instead of copy, on ports between threads. */
  readonly transfer?: readonly unknown[];
}

/** The calling end of a contract. */
export interface Client<C extends Contract> {
  /** @throws VerdigrisError always: the server's own error, or "cancelled", "closed", "unsendable". */
  call<M extends MethodName<C>>(method: M, input: InputOf<C, M>, options?: CallOptions<ProgressOf<C, M>>): Promise<OutputOf<C, M>>;
  /** Subscribes to an event. Returns the function that ends the subscription. */
  on<E extends EventName<C>>(event: E, listener: (payload: PayloadOf<C, E>) => void): () => void;
  close(): void;
  /** Resolves when the connection has closed, from either end. Never rejects. */
  readonly closed: Promise<void>;
}
