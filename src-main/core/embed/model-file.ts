import { createHash } from "node:crypto";
import { createKernel, paddedRow } from "./kernel.ts";

interface Model<Vectors> {
  readonly terms: readonly string[];
  readonly weights: Float32Array;
  readonly vectors: Vectors;
  readonly dimensions: number;
}

/** A model as it was trained: one row of `dimensions` values for each term. */
export type TrainedModel = Model<Float32Array>;

/** A vector for each term, however it is kept. */
export interface TermVectors {
  /** The sum of some terms' vectors, each times its weight. */
  sum(terms: ReadonlyMap<number, number>): Float32Array;
}

const MAGIC = "VGLSA001";
const HEADER_BYTES = 8 + 32 + 12;

/**
 * A model as bytes: magic and version, SHA-256 of what follows it, three lengths (terms, dimensions, bytes of the term list), the terms
 * separated by spaces, the weights as float32, and each vector as a float32 scale and int8 values. Little-endian.
 */
export function pack({ terms, weights, vectors, dimensions }: TrainedModel): Uint8Array {
  const list = Buffer.from(terms.join(" "), "utf8");
  const body = Buffer.alloc(12 + list.length + terms.length * (4 + 4 + dimensions));
  body.writeUInt32LE(terms.length, 0);
  body.writeUInt32LE(dimensions, 4);
  body.writeUInt32LE(list.length, 8);
  list.copy(body, 12);
  let at = 12 + list.length;
  for (let term = 0; term < terms.length; term++) at = body.writeFloatLE(weights[term] ?? 0, at);
  for (let term = 0; term < terms.length; term++) {
    const row = vectors.subarray(term * dimensions, (term + 1) * dimensions);
    const scale = row.reduce((max, value) => Math.max(max, Math.abs(value)), 0) / 127;
    at = body.writeFloatLE(scale, at);
    for (const value of row) at = body.writeInt8(scale === 0 ? 0 : Math.round(value / scale), at);
  }
  return Buffer.concat([Buffer.from(MAGIC), createHash("sha256").update(body).digest(), body]);
}

/** Null for anything but a whole model. The vectors stay in `bytes`, which must not change: as floats they would be four times as large. */
export function unpack(bytes: Uint8Array): Model<TermVectors> | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < HEADER_BYTES || file.toString("latin1", 0, 8) !== MAGIC) return null;
  const body = file.subarray(40);
  if (!createHash("sha256").update(body).digest().equals(file.subarray(8, 40))) return null;
  const [count, dimensions, listBytes] = [body.readUInt32LE(0), body.readUInt32LE(4), body.readUInt32LE(8)];
  const terms = listBytes === 0 ? [] : body.toString("utf8", 12, 12 + listBytes).split(" ");
  if (terms.length !== count || body.length !== 12 + listBytes + count * (8 + dimensions)) return null;
  const weightsAt = 12 + listBytes;
  const weights = Float32Array.from({ length: count }, (_, term) => body.readFloatLE(weightsAt + 4 * term));
  return { terms, weights, vectors: packedVectors(body.subarray(weightsAt + 4 * count), dimensions), dimensions };
}

/** Terms whose vectors are added by one call of the kernel. */
const TERMS_AT_ONCE = 256;

/** Vectors that all passages of a library are made of: they are copied to where the kernel adds them, when the first is asked for. */
export function floatVectors(vectors: Float32Array, dimensions: number): TermVectors {
  const row = paddedRow(dimensions);
  const rows = vectors.length / dimensions;
  const prepare = () => {
    const kernel = createKernel(4 * row * (rows + 1) + 8 * TERMS_AT_ONCE);
    const base = kernel.floats(rows * row);
    for (let at = 0; at < rows; at++) base.values.set(vectors.subarray(at * dimensions, (at + 1) * dimensions), at * row);
    return { kernel, base, sum: kernel.floats(row), chosen: kernel.integers(TERMS_AT_ONCE), weights: kernel.floats(TERMS_AT_ONCE) };
  };
  let prepared: ReturnType<typeof prepare> | null = null;
  return {
    sum(terms) {
      const { kernel, base, sum, chosen, weights } = (prepared ??= prepare());
      sum.values.fill(0);
      let count = 0;
      const add = (): void => {
        kernel.gather(sum.at, chosen.at, weights.at, count, base.at, 4 * row);
        count = 0;
      };
      for (const [term, weight] of terms) {
        chosen.values[count] = term;
        weights.values[count] = weight;
        if (++count === TERMS_AT_ONCE) add();
      }
      add();
      return sum.values.slice(0, dimensions);
    },
  };
}

function packedVectors(rows: Buffer, dimensions: number): TermVectors {
  const levels = new Int8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  return {
    sum(terms) {
      const sum = new Float32Array(dimensions);
      for (const [term, weight] of terms) {
        const row = term * (4 + dimensions);
        const scale = rows.readFloatLE(row);
        // Rounded as a stored float would be: one model gives the same vectors however it is kept.
        for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] ?? 0) + weight * Math.fround((levels[row + 4 + d] ?? 0) * scale);
      }
      return sum;
    },
  };
}
