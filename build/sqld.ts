/**
 * `npm run sqld`: a libSQL server on this machine, to try and develop storage and sync with. Its data, keys and tokens are kept in `.cache/sqld`.
 * `--token` starts nothing: it makes the keys of a server that runs elsewhere and prints a token for it.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startSqld } from "../tests/support/sqld.ts";
import { ROOT } from "./bundle.ts";
import { serverKeys } from "./server-keys.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8787" },
    folder: { type: "string", default: join(ROOT, ".cache/sqld") },
    token: { type: "boolean", default: false },
    "read-only": { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
/** The keys, made when they are not there yet, and a token. */
function signed() {
  const keys = serverKeys(values.folder);
  return { keys, token: keys.token(values["read-only"] ? "ro" : "rw", null) };
}

if (values.help) {
  console.log(
    "npm run sqld -- [--port 8787] [--folder .cache/sqld] [--read-only]   a libSQL server on 127.0.0.1\n" +
      "npm run -s sqld -- --token [--folder FOLDER] [--read-only]           only a token; the server's public key is written beside",
  );
} else if (values.token) {
  const { keys, token } = signed();
  console.error(`The server reads its key from ${keys.publicKeyFile}. Keep signing-key.pem to yourself.`);
  console.log(token);
} else {
  const { token } = signed();
  const server = await startSqld({ folder: values.folder, port: Number(values.port) });
  console.log(`A libSQL server answers at ${server.url}; its data is in ${server.dataFolder}. Ctrl+C ends it.

  export TURSO_AUTH_TOKEN=${token}
  npm run -s cli -- backend test --to turso-remote --url ${server.url}
  npm run -s cli -- sync on --url ${server.url}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.kill().then(() => process.exit(0)));
}
