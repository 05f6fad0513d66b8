/** `npm run build:wasm`: assembles the WebAssembly text of the vector scan into `scan-module.ts`. A test tells when it is out of date. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import wabt from "wabt";
import { ROOT } from "./bundle.ts";

const FOLDER = join(ROOT, "src-main/core/vectors");

/** The binary module of `scan.wat`. */
export async function assembleScan(): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const path = join(FOLDER, "scan.wat");
  const module = parseWat(path, readFileSync(path, "utf8"), { simd: true, relaxed_simd: true });
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

if (import.meta.main) {
  const text = `/** Assembled from \`scan.wat\` by \`npm run build:wasm\`; not to be edited. */
export const SCAN_MODULE_BASE64 =
  "${Buffer.from(await assembleScan()).toString("base64")}";
`;
  writeFileSync(join(FOLDER, "scan-module.ts"), text);
}
