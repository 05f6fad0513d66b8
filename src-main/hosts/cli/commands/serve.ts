import type { Command } from "commander";
import type { CliSession } from "../session.ts";

/** `serve`: the app in a browser on this machine, until interrupted. */
export function addServeCommand(program: Command, session: CliSession): void {
  program
    .command("serve")
    .description("Serve the app to a browser on this machine")
    .option("--port <n>", "port to listen on; a free one when it is taken", "4319")
    .option("--json", "print the address as JSON")
    .action(async (options: { readonly port: string; readonly json?: true }) => {
      const { serveWeb } = await import("../../web/serve.ts");
      const served = await serveWeb({ entryUrl: session.entryUrl, port: Number(options.port) });
      if (options.json) session.printJson({ url: served.entryUrl(), port: served.port });
      else session.print(`Verdigris is at ${served.entryUrl()}\nPress Ctrl+C to stop.`);
      await new Promise<void>((resolve) => session.signal.addEventListener("abort", () => resolve(), { once: true }));
      await served.close();
    });
}
