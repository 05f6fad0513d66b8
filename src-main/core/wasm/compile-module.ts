import { setFlagsFromString } from "node:v8";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";

const LOCK = "verdigris wasm lock";
/** A thread that was ended while it held the lock never gives it back: after so long nobody waits for it any more. */
const PATIENCE_MS = 5000;
/** V8's switches, all on by default: optimise what runs often; look how often it runs; compile a function when it is first called. */
const OPTIMISING = ["wasm-tier-up", "wasm-dynamic-tiering", "wasm-lazy-compilation"];

/** `WebAssembly` is in every Node and in no type library that is free of the DOM's. Whoever is given a module says what it is to them. */
interface WebAssemblyHere {
  readonly Module: new (bytes: Uint8Array) => never;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: unknown, imports: unknown) => { readonly exports: unknown };
}
const { Module, Memory, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyHere }).WebAssembly;

/** To be called before threads are started that compile WebAssembly: they take turns. */
export function shareCompileLock(): void {
  if (getEnvironmentData(LOCK) === undefined) setEnvironmentData(LOCK, new Int32Array(new SharedArrayBuffer(4)));
}

/**
 * Compiles a module. With `baseline` by V8's baseline compiler alone, whole and at once: its optimising compiler may take hundreds of megabytes
 * and seconds for a single function of many thousand branches, which is what lexers are.
 *
 * V8 has no such choice for one module. Its flags are the process's and are read while a module is compiled, so they are changed for that long,
 * and every thread of ours that compiles one waits for the others. Without threads there is no lock and no need of one.
 */
export function compileModule(bytes: Uint8Array, { baseline }: { readonly baseline: boolean }): never {
  const lock = getEnvironmentData(LOCK) as Int32Array | undefined;
  if (lock !== undefined) take(lock);
  try {
    if (!baseline) return new Module(bytes);
    for (const flag of OPTIMISING) setFlagsFromString(`--no-${flag}`);
    try {
      return new Module(bytes);
    } finally {
      for (const flag of OPTIMISING) setFlagsFromString(`--${flag}`);
    }
  } finally {
    if (lock !== undefined) giveBack(lock);
  }
}

/** An instance of a module that imports nothing but a memory of its own, `<name>.memory`. */
export function instantiate(module: unknown, name: string, pages: number): { readonly memory: ArrayBuffer; readonly exports: unknown } {
  const memory = new Memory({ initial: pages });
  return { memory: memory.buffer, exports: new Instance(module, { [name]: { memory } }).exports };
}

function take(lock: Int32Array): void {
  const until = performance.now() + PATIENCE_MS;
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) {
    const left = until - performance.now();
    if (left <= 0) return;
    Atomics.wait(lock, 0, 1, left);
  }
}

function giveBack(lock: Int32Array): void {
  Atomics.store(lock, 0, 0);
  Atomics.notify(lock, 0, 1);
}
