import { fileURLToPath } from "node:url";
import { startCore } from "../shared/start-core.ts";
import { startWebHost } from "./web-host.ts";

export interface ServeOptions {
  /** `import.meta.url` of the host's entry file. */
  readonly entryUrl: string;
  readonly port: number;
  readonly developmentPort?: number;
}

export interface Served {
  readonly port: number;
  /** A fresh address that lets one browser in, once. */
  entryUrl(): string;
  close(): Promise<void>;
}

/** Starts the core and serves it and the built renderer on 127.0.0.1. A taken port is passed over for a free one. */
export async function serveWeb(options: ServeOptions): Promise<Served> {
  const core = await startCore(options.entryUrl, {
    capabilities: { nativeFolderPicker: false, dropGivesPaths: false, osKeychain: false, opensPaths: false },
  });
  const rendererFolder = fileURLToPath(
    new URL(options.entryUrl.endsWith(".ts") ? "../../../out/renderer" : "../renderer", options.entryUrl),
  );
  const start = (port: number) =>
    startWebHost({
      connect: core.connect,
      rendererFolder,
      port,
      ...(options.developmentPort === undefined ? {} : { developmentPort: options.developmentPort }),
    });
  try {
    const host = await start(options.port).catch((error: unknown) => {
      if (options.developmentPort !== undefined) throw error;
      return start(0);
    });
    return {
      port: host.port,
      entryUrl: host.entryUrl,
      async close() {
        await host.close();
        await core.close();
      },
    };
  } catch (error) {
    await core.close();
    throw error;
  }
}
