import { deserialize, serialize } from "node:v8";

declare const CONTENT: unique symbol;

/**
 * A value as bytes, for a thread that only hands it on: in the form in which threads send values to each other, so that nobody but the last one makes
 * objects of it. Plain data only.
 */
export interface Packed<T> {
  readonly bytes: Uint8Array;
  readonly [CONTENT]?: T;
}

export function pack<T>(value: T): Packed<T> {
  return { bytes: serialize(value) };
}

export function unpack<T>({ bytes }: Packed<T>): T {
  return deserialize(bytes) as T;
}
