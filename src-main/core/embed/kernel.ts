import { compileModule, instantiate } from "../wasm/compile-module.ts";
import { KERNEL_MODULE_BASE64 } from "./kernel-module.ts";

/** The loops of `kernel.wat`, which says what they do. Places and strides are bytes of the memory. */
interface KernelFunctions {
  gather(to: number, columns: number, values: number, count: number, base: number, stride: number): void;
  scatter(from: number, columns: number, values: number, count: number, base: number, stride: number): void;
  gram(rows: number, sums: number, size: number): void;
  solve(rows: number, factor: number, inverse: number, size: number): void;
}

/** A typed array in the kernel's memory, and where it begins there. */
export interface Placed<T> {
  readonly at: number;
  readonly values: T;
}

/** A kernel with a memory of its own, which is free again when nothing refers to it any more. Nothing is ever given back to it in parts. */
export interface Kernel extends KernelFunctions {
  floats(length: number): Placed<Float32Array>;
  doubles(length: number): Placed<Float64Array>;
  integers(length: number): Placed<Int32Array>;
}

const PAGE_BYTES = 65_536;
/** Whole vectors of 16 bytes. */
const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** Floats of a row that is read by whole vectors. */
export const paddedRow = (dimensions: number): number => Math.ceil(dimensions / 4) * 4;

let module: object | null = null;

/** @param bytes what will be asked for in all; every array may take 15 more. Zeros at first. */
export function createKernel(bytes: number): Kernel {
  module ??= compileModule(Buffer.from(KERNEL_MODULE_BASE64, "base64"), { baseline: false });
  const { memory, exports } = instantiate(module, "kernel", Math.ceil((bytes + 256) / PAGE_BYTES));
  const functions = exports as KernelFunctions;
  let end = 0;
  const place = (size: number): number => {
    const at = end;
    end += aligned(size);
    return at;
  };
  return {
    gather: functions.gather,
    scatter: functions.scatter,
    gram: functions.gram,
    solve: functions.solve,
    floats(length) {
      const at = place(length * 4);
      return { at, values: new Float32Array(memory, at, length) };
    },
    doubles(length) {
      const at = place(length * 8);
      return { at, values: new Float64Array(memory, at, length) };
    },
    integers(length) {
      const at = place(length * 4);
      return { at, values: new Int32Array(memory, at, length) };
    },
  };
}
