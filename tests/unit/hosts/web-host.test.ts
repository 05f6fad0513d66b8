import { once } from "node:events";
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { MAX_CLIENT_FRAME_BYTES } from "../../../src-main/core/ports/websocket-port.ts";
import { startWebHost, type WebHost } from "../../../src-main/hosts/web/web-host.ts";

let folder: string;
let host: WebHost;
const ports: Port[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "verdigris-web-"));
  mkdirSync(join(folder, "page", "assets"), { recursive: true });
  writeFileSync(join(folder, "page", "index.html"), "<!doctype html><title>Verdigris</title>");
  writeFileSync(join(folder, "page", "assets", "app-1234.js"), "export {};");
  writeFileSync(join(folder, "secret.html"), "secret");
  symlinkSync(join(folder, "secret.html"), join(folder, "page", "link.txt"));
  host = await startWebHost({ connect: (port) => ports.push(port), rendererFolder: join(folder, "page"), port: 0 });
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** Plain HTTP, since `fetch` would not let a test lie about Host or Origin. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: "127.0.0.1", port: host.port, path, method, headers }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on("error", reject);
    request.end();
  });
}

async function signIn(): Promise<string> {
  const url = new URL(host.entryUrl());
  const answer = await get(`${url.pathname}${url.search}`);
  expect(answer.status).toBe(303);
  return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
}

describe("who may come in", () => {
  test("nobody without the address", async () => {
    expect((await get("/")).status).toBe(401);
    expect((await get("/assets/app-1234.js")).status).toBe(401);
    expect((await get("/enter?token=wrong")).status).toBe(401);
    expect((await get("/", { Cookie: `verdigris_${host.port}=wrong` })).status).toBe(401);
  });

  test("an address works once, and its cookie is HttpOnly and SameSite=Strict", async () => {
    const url = new URL(host.entryUrl());
    const first = await get(`${url.pathname}${url.search}`);
    expect(String(first.headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await get(`${url.pathname}${url.search}`)).status).toBe(401);
    const cookie = String(first.headers["set-cookie"]).split(";")[0] ?? "";
    expect((await get("/", { Cookie: cookie })).body).toContain("Verdigris");
    // Coming back with the used address, as from the browser's history.
    expect((await get(`${url.pathname}${url.search}`, { Cookie: cookie })).status).toBe(303);
  });

  test("no page under another Host (DNS rebinding), none for another Origin", async () => {
    const cookie = await signIn();
    expect((await get("/", { Cookie: cookie, Host: "evil.example" })).status).toBe(421);
    expect((await get("/", { Cookie: cookie, Host: `evil.example:${host.port}` })).status).toBe(421);
    expect((await get("/", { Cookie: cookie, Origin: "https://evil.example" })).status).toBe(403);
    expect((await get("/", { Cookie: cookie, Origin: "null" })).status).toBe(403);
    expect((await get("/", { Cookie: cookie, Host: `localhost:${host.port}`, Origin: `http://localhost:${host.port}` })).status).toBe(200);
  });

  test("only reading", async () => {
    const cookie = await signIn();
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) expect((await get("/", { Cookie: cookie }, method)).status).toBe(405);
  });
});

describe("what is served", () => {
  test("the policy is on every answer", async () => {
    const cookie = await signIn();
    for (const answer of [await get("/", { Cookie: cookie }), await get("/nothing.html", { Cookie: cookie }), await get("/")]) {
      expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
      expect(answer.headers["content-security-policy"]).not.toContain("unsafe");
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    }
  });

  test.each([
    "/../secret.html",
    "/%2e%2e/secret.html",
    "/..%2fsecret.html",
    "/assets/../../secret.html",
    "/%00",
    "/%zz",
    "/..\\secret.html",
    "//etc/passwd",
    "/link.txt",
  ])("nothing outside of the folder: %s", async (path) => {
    const answer = await get(path, { Cookie: await signIn() });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain("secret");
  });
});

describe("the socket", () => {
  const open = (headers: Record<string, string>): Promise<"open" | number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/socket`, { headers });
      socket.on("open", () => {
        resolve("open");
        socket.close();
      });
      socket.on("unexpected-response", (_request, response) => {
        resolve(response.statusCode ?? 0);
        socket.terminate();
      });
      socket.on("error", () => undefined);
    });

  test("opens for the page itself, and for nobody else", async () => {
    const cookie = await signIn();
    const origin = `http://127.0.0.1:${host.port}`;
    expect(await open({ Cookie: cookie, Origin: origin })).toBe("open");
    expect(ports).toHaveLength(1);
    expect(await open({ Cookie: cookie })).toBe(403);
    expect(await open({ Cookie: cookie, Origin: "https://evil.example" })).toBe(403);
    expect(await open({ Origin: origin })).toBe(403);
    expect(await open({ Cookie: cookie, Origin: origin, Host: "evil.example" })).toBe(403);
    expect(ports).toHaveLength(1);
  });
});

describe("what it reads", () => {
  test("headers of more than 16 KB are refused", async () => {
    const answer = await get("/", { "X-Large": "x".repeat(20_000) });
    expect(answer.status).toBe(431);
  });

  test("a frame over its cap ends that page's socket, unread, and no other", async () => {
    const headers = { Cookie: await signIn(), Origin: `http://127.0.0.1:${host.port}` };
    const url = `ws://127.0.0.1:${host.port}/socket`;
    const [greedy, modest] = [new WebSocket(url, { headers }), new WebSocket(url, { headers })];
    await Promise.all([once(greedy, "open"), once(modest, "open")]);
    const received: unknown[] = [];
    for (const port of ports.slice(-2)) port.onFrame((frame) => received.push(frame));
    greedy.send("x".repeat(MAX_CLIENT_FRAME_BYTES + 1));
    const [code] = (await once(greedy, "close")) as [number];
    // 1009: message too big (RFC 6455, 7.4.1).
    expect([1009, 1006]).toContain(code);
    expect(received).toEqual([]);
    expect(modest.readyState).toBe(WebSocket.OPEN);
    modest.close();
  });
});

test("a taken port is an error that says what to do", async () => {
  await expect(startWebHost({ connect: () => undefined, rendererFolder: folder, port: host.port })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("--port") as unknown,
  });
});
