/** What is particular to one transport; what they have in common is in port-conformance.ts. */
import { fork, type ForkOptions } from "node:child_process";
import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import { MessageChannel, Worker } from "node:worker_threads";
import type { IpcMainEvent } from "electron";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { processPort } from "../../../src-main/core/ports/process-port.ts";
import { webSocketPort, type WebSocketPortOptions } from "../../../src-main/core/ports/websocket-port.ts";
import { messagePort, workerPort } from "../../../src-main/core/ports/worker-port.ts";
import { acceptIpcPorts, type IpcSource } from "../../../src-main/hosts/electron/ipc-port.ts";
import { openWebSocketPort } from "../../../src-renderer/transport/websocket-port.ts";
import { preloadPort } from "../../../src-renderer/transport/preload-port.ts";
import { createMemoryPortPair } from "../../../src-shared/rpc/memory-port.ts";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { PageStandIn } from "./ipc-stand-in.ts";

const closeReason = (port: Port): Promise<string | undefined> => new Promise((resolve) => port.onClose(resolve));

describe("frames before the first listener", () => {
  test("are kept, in order", async () => {
    const [near, far] = createMemoryPortPair();
    for (let n = 0; n < 100; n++) near.post(n);
    near.close();
    await closeReason(far);
    const seen: unknown[] = [];
    far.onFrame((frame) => seen.push(frame));
    expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  test("close the port when they are too many", async () => {
    const [near, far] = createMemoryPortPair();
    for (let n = 0; n <= 10_000; n++) near.post(n);
    await closeReason(far);
    await closeReason(near);
  });
});

describe("worker threads", () => {
  const start = (code: string): ReturnType<typeof workerPort> => workerPort(new Worker(code, { eval: true }), { graceMs: 50 });

  test("tell why they ended", async () => {
    expect(await closeReason(start(`throw new Error("no database")`))).toBe("the thread failed: no database");
    expect(await closeReason(start(`process.exit(7)`))).toBe("the thread exited with code 7");
  });

  test("that do not end when asked are terminated", async () => {
    const port = start(`require("node:worker_threads").parentPort.postMessage("busy"); for (;;);`);
    await new Promise((resolve) => port.onFrame(resolve));
    port.close();
    expect(await port.exited).toBe(1);
  });

  test("message channels close both ends", async () => {
    const { port1, port2 } = new MessageChannel();
    const [near, far] = [messagePort(port1), messagePort(port2)];
    const ended = closeReason(far);
    near.close();
    await ended;
  });
});

describe("child processes", () => {
  const options: ForkOptions = { serialization: "advanced", execArgv: [] };

  test("that ignore the end of their channel are killed", async () => {
    const child = fork("-e", [`setInterval(() => {}, 1000); process.send("up")`], options);
    const port = processPort(child, { graceMs: 50 });
    await new Promise((resolve) => port.onFrame(resolve));
    port.close();
    expect(await port.exited).toBe("SIGKILL");
  });

  test("tell why they ended", async () => {
    expect(await closeReason(processPort(fork("-e", ["process.exit(9)"], options)))).toBe("the process exited with code 9");
    const missing = processPort(fork("x.js", { ...options, execPath: "/nonexistent/node" }));
    expect(await closeReason(missing)).toContain("could not be started");
    await missing.exited;
  });
});

describe("WebSockets", () => {
  let server: WebSocketServer;
  beforeEach(async () => {
    server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    await once(server, "listening");
  });
  afterEach(async () => {
    server.close();
    await once(server, "close");
  });
  const url = (): string => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function pair(options: WebSocketPortOptions, clientOptions = {}): Promise<{ socket: WebSocket; accepted: WebSocket; port: Port }> {
    const connected = once(server, "connection");
    const socket = new WebSocket(url(), clientOptions);
    const [accepted] = (await connected) as [WebSocket];
    const port = webSocketPort(accepted, options);
    await once(socket, "open");
    return { socket, accepted, port };
  }

  test("drop binary messages and text that is no JSON, and refuse frames over the cap", async () => {
    const { socket, port } = await pair({ maxFrameBytes: 100 });
    const seen: unknown[] = [];
    port.onFrame((frame) => seen.push(frame));
    socket.send(new Uint8Array(10));
    socket.send("{no json");
    socket.send('{"kind":"cancel","id":1}');
    const reason = closeReason(port);
    socket.send(JSON.stringify("x".repeat(200)));
    expect(await reason).toBe("the peer sent a frame of 202 bytes; 100 are allowed");
    expect(seen).toEqual([undefined, { kind: "cancel", id: 1 }]);
  });

  test("notice a peer that no longer answers", async () => {
    const { port } = await pair({ pingIntervalMs: 20 }, { autoPong: false });
    expect(await closeReason(port)).toBe("the peer stopped answering");
  });

  test("keep a peer that answers", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      const { port, socket, accepted } = await pair({});
      const closed = vi.fn();
      port.onClose(closed);
      for (let pings = 0; pings < 3; pings++) {
        const answered = once(accepted, "pong");
        vi.advanceTimersByTime(30_000);
        await answered;
      }
      expect(closed).not.toHaveBeenCalled();
      socket.close();
    } finally {
      vi.useRealTimers();
    }
  });

  test("disconnect a peer that reads too slowly", async () => {
    const { port, socket } = await pair({ maxBufferedBytes: 1_000_000 });
    socket.pause();
    const reason = closeReason(port);
    for (let n = 0; n < 20; n++) port.post({ text: "x".repeat(1_000_000) });
    expect(await reason).toBe("the peer reads too slowly");
    socket.resume();
  });

  test("that cannot be opened reject, and an abort wins", async () => {
    await expect(openWebSocketPort("ws://127.0.0.1:1")).rejects.toThrow(/could not be opened/);
    const stop = new AbortController();
    const opening = openWebSocketPort(url(), stop.signal);
    stop.abort(new Error("not wanted"));
    await expect(opening).rejects.toThrow("not wanted");
  });
});

describe("Electron IPC", () => {
  function host(isTrusted = (_event: IpcMainEvent): boolean => true) {
    const ipcMain = new EventEmitter();
    const ports: Port[] = [];
    const onRejected = vi.fn();
    const waiting: ((port: Port) => void)[] = [];
    const stop = acceptIpcPorts(ipcMain as unknown as IpcSource, {
      isTrusted,
      onRejected,
      onPort: (port) => {
        ports.push(port);
        waiting.shift()?.(port);
      },
    });
    const nextPort = (): Promise<Port> => new Promise((resolve) => waiting.push(resolve));
    return { ipcMain, ports, onRejected, stop, nextPort };
  }

  test("reads nothing from a sender that is not trusted", async () => {
    const { ipcMain, ports, onRejected, nextPort } = host((event) => event.sender.id === 2);
    const stranger = preloadPort(new PageStandIn(ipcMain, 1).bridge);
    stranger.post({ kind: "call" });
    const opened = nextPort();
    preloadPort(new PageStandIn(ipcMain, 2).bridge);
    await opened;
    expect(ports).toHaveLength(1);
    expect(onRejected).toHaveBeenCalledTimes(2);
  });

  test("a reload closes the old port and opens a new one; frames reach the new one only", async () => {
    const { ipcMain, nextPort } = host();
    const page = new PageStandIn(ipcMain, 1);
    let opened = nextPort();
    preloadPort(page.bridge);
    const before = await opened;
    const reason = closeReason(before);
    opened = nextPort();
    const reloaded = preloadPort(page.bridge);
    const after = await opened;
    expect(await reason).toBe("the page was loaded again");
    const received = new Promise((resolve) => after.onFrame(resolve));
    reloaded.post({ n: 1 });
    expect(await received).toEqual({ n: 1 });
    expect(page.listenerCount("destroyed")).toBe(1);
  });

  test("a page that is gone, or a host that stops, closes the port", async () => {
    const { ipcMain, stop, nextPort } = host();
    const page = new PageStandIn(ipcMain, 1);
    let opened = nextPort();
    preloadPort(page.bridge);
    const first = await opened;
    page.destroy();
    expect(await closeReason(first)).toBe("the page is gone");
    expect(() => first.post({})).not.toThrow();
    opened = nextPort();
    const second = preloadPort(new PageStandIn(ipcMain, 2).bridge);
    await opened;
    stop();
    expect(await closeReason(second)).toBe("the app closed the connection");
    expect(ipcMain.listenerCount("verdigris:frame")).toBe(0);
  });
});
