import { defineContract, method, trusted } from "../../../src-shared/rpc/contract.ts";
import type { Contract, MethodDefinition, TrustedInput } from "../../../src-shared/rpc/contract.ts";

type AnyMethod = (...args: never[]) => unknown;

/** An interface as seen through a port: the same methods, each answering later. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

type ServiceMethods = Readonly<Record<string, MethodDefinition<TrustedInput<readonly unknown[]>, unknown, never>>>;
export type ServiceContract = Contract<ServiceMethods, Record<never, never>>;
type ServiceHandlers = Record<string, (args: readonly unknown[]) => unknown>;

/** What is needed of an RPC client to reach a service. Services that share a port share one client: calls are told apart by its ids. */
export interface ServiceClient {
  call(method: string, args: readonly unknown[]): Promise<unknown>;
}

/** A local interface that can be offered over a port. */
export interface Service<T> {
  readonly contract: ServiceContract;
  /** Handlers that call the object's own methods. `target` is asked at each call: opening may fail, and the caller is told why. */
  handlers(target: () => T): ServiceHandlers;
  /** The interface again, at the other end. */
  remote(client: ServiceClient): Remote<T>;
}

/**
 * Offers an interface over a port without a hand-written wrapper for each method. `methods` must name every one of them: a
 * missing name does not compile. Inputs are not validated: both ends are threads of ours.
 */
export function defineService<T extends { [K in keyof T]: AnyMethod }>(
  name: string,
  methods: Readonly<Record<keyof T & string, true>>,
): Service<T> {
  const names = Object.keys(methods) as (keyof T & string)[];
  const definition = method(trusted<readonly unknown[]>()).returns<unknown>();
  return {
    contract: defineContract({ methods: Object.fromEntries(names.map((one) => [`${name}.${one}`, definition])) as ServiceMethods }),
    handlers: (target) =>
      Object.fromEntries(
        names.map((one) => [
          `${name}.${one}`,
          (args: readonly unknown[]) => (target()[one] as unknown as (...args: readonly unknown[]) => unknown)(...args),
        ]),
      ),
    remote(client) {
      const remote = Object.fromEntries(names.map((one) => [one, (...args: unknown[]) => client.call(`${name}.${one}`, args)]));
      return Object.freeze(remote) as Remote<T>;
    },
  };
}

/** A value made at the first call and kept; a failure is not kept, so that the next call tries again. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
