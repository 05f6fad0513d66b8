import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";

/**
 * Tensors of a safetensors file (https://github.com/huggingface/safetensors#format): the header's length (u64 LE), the header
 * (JSON: name → type, shape and byte range), then the bytes. Data only: nothing in it can run.
 */
export interface Tensor {
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

const MAX_HEADER_BYTES = 100_000_000;
const WIDTHS: Readonly<Record<string, number>> = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, I8: 1, U8: 1 };

/** @throws VerdigrisError `corrupt` when the file is not a whole, consistent safetensors file. */
export function readSafetensors(file: ArrayBuffer): ReadonlyMap<string, Tensor> {
  const view = new DataView(file);
  if (file.byteLength < 8) throw damaged("it is too short");
  const length = Number(view.getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES || 8 + length > file.byteLength) throw damaged("its header does not fit");
  const start = 8 + length;
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of Object.entries(parseHeader(new Uint8Array(file, 8, length)))) {
    if (name === "__metadata__") continue;
    tensors.set(name, tensorOf(name, entry, file, start));
  }
  return tensors;
}

function parseHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return header as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw damaged("its header is no JSON object");
}

function tensorOf(name: string, entry: unknown, file: ArrayBuffer, start: number): Tensor {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown };
  if (typeof dtype !== "string" || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
    throw damaged(`tensor ${name} is not described`);
  const [from = 0, to = 0] = offsets;
  const width = WIDTHS[dtype];
  if (width === undefined) throw damaged(`tensor ${name} has the unknown type ${dtype}`);
  const size = shape.reduce((product, count) => product * count, width);
  if (from > to || start + to > file.byteLength || to - from !== size) throw damaged(`tensor ${name} does not fit its place`);
  return { type: dtype, shape, bytes: new Uint8Array(file, start + from, to - from) };
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && (count as number) >= 0);
}

/** A tensor's numbers as 32-bit floats; the tensor's own memory where it is already that. */
export function toFloats({ type, bytes }: Tensor): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READERS[type];
  if (read === undefined) throw damaged(`numbers of type ${type} are not floats`);
  if (type === "F32" && bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const width = WIDTHS[type] ?? 1;
  return Float32Array.from({ length: bytes.byteLength / width }, (_, at) => read(view, at * width));
}

/** Whole numbers, such as a map from tokens to rows. */
export function toIntegers({ type, bytes }: Tensor): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === "I64") return Uint32Array.from({ length: bytes.byteLength / 8 }, (_, at) => Number(view.getBigInt64(at * 8, true)));
  if (type === "I32") return Uint32Array.from({ length: bytes.byteLength / 4 }, (_, at) => view.getInt32(at * 4, true));
  throw damaged(`numbers of type ${type} are not whole`);
}

const READERS: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  F64: (view, at) => view.getFloat64(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  F16: (view, at) => fromHalf(view.getUint16(at, true)),
  BF16: (view, at) => fromBrainFloat(view.getUint16(at, true)),
  I8: (view, at) => view.getInt8(at),
};

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));
/** bfloat16: the upper half of a 32-bit float. */
function fromBrainFloat(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

function damaged(why: string): VerdigrisError {
  return new VerdigrisError("corrupt", `The model's safetensors file cannot be used: ${why}. Remove the model and get it again.`);
}
