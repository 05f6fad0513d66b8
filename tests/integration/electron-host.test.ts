/** Runs the built main bundle of Electron under Node, with a stand-in for the `electron` module (see `electron/stand-in.ts` for what that shows). */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureBundles } from "../../build/bundle.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const recorded = new Map<string, unknown>();
const frames: { kind?: string; id?: number; output?: unknown }[] = [];
let home: string;
let child: ChildProcess;
let lastId = 0;

beforeAll(async () => {
  await ensureBundles(["main", "preload", "renderer"]);
  home = mkdtempSync(join(tmpdir(), "verdigris-electron-"));
  child = fork(join(ROOT, "out/main/electron.js"), [], {
    execArgv: ["--import", join(import.meta.dirname, "electron/register.ts")],
    env: { ...process.env, VERDIGRIS_HOME: home },
    serialization: "advanced",
  });
  child.on("message", (message: { recorded?: string; value?: unknown; frame?: never }) => {
    if (message.recorded !== undefined) recorded.set(message.recorded, message.value);
    if (message.frame !== undefined) frames.push(message.frame);
  });
  await until(() => recorded.has("loaded") || recorded.has("errorBox"));
  expect(recorded.get("errorBox")).toBeUndefined();
});
afterAll(() => {
  child.kill("SIGKILL");
  rmSync(home, { recursive: true, force: true });
});

/** Waits for what messages from the child make true. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    const waiting = new AbortController();
    const { signal } = waiting;
    const [reason] = (await Promise.race([once(child, "message", { signal }), once(child, "exit", { signal }).then(() => ["exit"])])) as [
      unknown,
    ];
    waiting.abort();
    if (reason === "exit") throw new Error("The app ended.");
  }
}

async function ask(request: string, input: unknown): Promise<unknown> {
  const id = ++lastId;
  const answer = new Promise((resolveAnswer) => {
    const listen = (message: { id?: number; answer?: unknown }): void => {
      if (message.id !== id) return;
      child.off("message", listen);
      resolveAnswer(message.answer);
    };
    child.on("message", listen);
  });
  child.send({ id, request, input });
  return answer;
}

test("the window is sandboxed, isolated and has no Node", () => {
  expect(recorded.get("window")).toMatchObject({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
    },
  });
  expect(recorded.get("loaded")).toBe("app://verdigris/");
});

describe("app://", () => {
  test("serves the page under the strict policy", async () => {
    const page = (await ask("fetch", "app://verdigris/")) as { status: number; headers: Record<string, string>; body: string };
    expect(page.status).toBe(200);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.body).toContain("<script");
  });
  test.each([
    "app://verdigris/..%2f..%2fpackage.json",
    "app://verdigris/%2e%2e/main/electron.js",
    "app://other/index.html",
    "app://verdigris/nothing.js",
  ])("serves nothing else: %s", async (url) => {
    expect(await ask("fetch", url)).toMatchObject({ status: 404 });
  });
});

test("permissions are denied but for writing to the clipboard", async () => {
  for (const permission of ["media", "geolocation", "notifications", "clipboard-read", "openExternal", "fileSystem"]) {
    expect(await ask("permission", permission)).toEqual({ requested: false, checked: false, device: false });
  }
  expect(await ask("permission", "clipboard-sanitized-write")).toMatchObject({ requested: true, checked: true });
});

test("navigation stays in the app, windows and webviews are denied", async () => {
  const away = { "will-navigate": true, "will-redirect": true, "will-frame-navigate": true, "will-attach-webview": true };
  for (const url of ["https://evil.example/", "file:///etc/passwd", "app://verdigris.evil.example/", "javascript:alert(1)"]) {
    expect(await ask("navigate", url)).toEqual(away);
  }
  expect(await ask("navigate", "app://verdigris/#/search")).toMatchObject({ "will-navigate": false });
});

test("only web and mail addresses leave, by the one door", async () => {
  for (const url of ["file:///etc/passwd", "smb://host/share", "javascript:alert(1)", "verdigris://x"]) {
    expect(await ask("openWindow", url)).toEqual({ action: "deny" });
    expect(recorded.get("openedOutside")).toBeUndefined();
  }
  expect(await ask("openWindow", "https://example.org/")).toEqual({ action: "deny" });
  expect(recorded.get("openedOutside")).toBe("https://example.org/");
});

describe("the page's port", () => {
  const call = { kind: "call", id: 7, method: "host.describe", input: {} };
  const from = (frame: unknown, over: object = {}) => ({ frame, sender: 1, frameUrl: "app://verdigris/", isMain: true, ...over });

  test("is closed to other senders, frames and origins", async () => {
    for (const over of [{ sender: 2 }, { isMain: false }, { frameUrl: "https://evil.example/" }]) {
      await ask("frame", from("open", over));
      await ask("frame", from(call, over));
    }
    expect(frames).toEqual([]);
  });

  test("answers the page, with what a window can do", async () => {
    await ask("frame", from("open"));
    await ask("frame", from(call));
    await until(() => frames.some((frame) => frame.id === 7));
    expect(frames.find((frame) => frame.id === 7)).toMatchObject({
      kind: "result",
      output: { capabilities: { nativeFolderPicker: true, dropGivesPaths: true } },
    });
  });

  test("stays while the storage is switched: the answer and what follows come from the new one", async () => {
    const target = { kind: "sqlite", path: join(home, "other.db") };
    await ask("frame", from({ kind: "call", id: 8, method: "storage.switch", input: { target } }));
    await until(() => frames.some((frame) => frame.id === 8 && frame.kind !== "progress"));
    expect(frames.find((frame) => frame.id === 8 && frame.kind !== "progress")).toMatchObject({ kind: "result", output: { to: "sqlite" } });
    expect(frames).toContainEqual(
      expect.objectContaining({ kind: "event", event: "storage.moved", payload: { kind: "sqlite", place: target.path } }),
    );
    await ask("frame", from({ kind: "call", id: 9, method: "storage.get", input: {} }));
    await until(() => frames.some((frame) => frame.id === 9));
    expect(frames.find((frame) => frame.id === 9)).toMatchObject({ output: { place: target.path, next: null } });
  });
});

test("quitting closes the databases first", async () => {
  child.send({ id: ++lastId, request: "quit", input: null });
  const [code] = (await once(child, "exit")) as [number];
  expect(code).toBe(0);
});
