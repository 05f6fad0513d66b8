/** `npm run build:wasm`: assembles the project's WebAssembly texts into modules beside them. A test tells when one is out of date. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import wabt from "wabt";
import { ROOT } from "./bundle.ts";

/** Where each text lies, without `.wat`, and the constant that holds it assembled. */
const MODULES = { "src-main/core/vectors/scan": "SCAN_MODULE_BASE64", "src-main/core/embed/kernel": "KERNEL_MODULE_BASE64" } as const;

/** The binary module of a text. */
export async function assemble(name: keyof typeof MODULES): Promise<Uint8Array> {
  const { parseWat } = await wabt();
  const path = join(ROOT, `${name}.wat`);
  const module = parseWat(path, readFileSync(path, "utf8"), { simd: true, relaxed_simd: true });
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

if (import.meta.main) {
  for (const name of Object.keys(MODULES) as (keyof typeof MODULES)[]) {
    const text = `/** Assembled from \`${name.slice(name.lastIndexOf("/") + 1)}.wat\` by \`npm run build:wasm\`; not to be edited. */
export const ${MODULES[name]} =
  "${Buffer.from(await assemble(name)).toString("base64")}";
`;
    writeFileSync(join(ROOT, `${name}-module.ts`), text);
  }
}
