/** `npm start` where Electron cannot run: one line says so, the app is served, and the default browser is sent to it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, expect, test } from "vitest";
import { ensureBundles, ROOT } from "../../build/bundle.ts";

beforeAll(() => ensureBundles(["main", "preload", "renderer"]));

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

test.skipIf(process.platform !== "linux")(
  "falls back to the browser, and ends cleanly (skipped but on Linux: xdg-open is stood in for)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "verdigris-start-"));
    const opened = join(folder, "opened");
    writeFileSync(join(folder, "xdg-open"), `#!/bin/sh\nprintf '%s' "$1" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`);
    chmodSync(join(folder, "xdg-open"), 0o755);
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
    const child = spawn(process.execPath, [join(ROOT, "build/start.ts"), "--port=0"], {
      env: { ...rest, PATH: `${folder}${delimiter}${rest["PATH"] ?? ""}`, VERDIGRIS_HOME: join(folder, "home") },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.includes("Ctrl+C")) break;
    }
    const text = lines.join("\n");
    expect(text).toContain("Electron cannot run here (this machine has no display): opening Verdigris in the browser instead.");
    const url = /http:\/\/127\.0\.0\.1:\d+\/enter\?token=\S+/.exec(text)?.[0] ?? "";
    await expect.poll(() => existsSync(opened), { timeout: 60_000 }).toBe(true);
    expect(readFileSync(opened, "utf8")).toBe(url);
    expect(await statusOf(url)).toBe(303);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    rmSync(folder, { recursive: true });
  },
);
