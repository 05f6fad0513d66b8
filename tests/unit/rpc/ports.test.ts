import { fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { WebSocketServer } from "ws";
import { processPort } from "../../../src-main/core/ports/process-port.ts";
import { webSocketPort } from "../../../src-main/core/ports/websocket-port.ts";
import { workerPort } from "../../../src-main/core/ports/worker-port.ts";
import { openWebSocketPort } from "../../../src-renderer/transport/websocket-port.ts";
import { createMemoryPortPair } from "../../../src-shared/rpc/memory-port.ts";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { createServer, type Server } from "../../../src-shared/rpc/server.ts";
import { createFixtureHandlers, fixtureContract, type FixtureContract } from "./fixture-service.ts";
import { connectIpc } from "./ipc-stand-in.ts";
import { describePort, type Connected } from "./port-conformance.ts";

describePort("memory", async () => {
  const [left, right] = createMemoryPortPair();
  const { aborted } = serveHere(right, () => right.close());
  return { port: left, aborted, dispose: async () => {} };
});

describePort("worker thread", async () => {
  const port = workerPort(new Worker(new URL("./fixture-worker.ts", import.meta.url)));
  return withExit(port, port.exited);
});

describePort("child process", async () => {
  const file = fileURLToPath(new URL("./fixture-process.ts", import.meta.url));
  const port = processPort(fork(file, { serialization: "advanced", execArgv: [] }));
  return withExit(port, port.exited);
});

describePort("WebSocket", async () => {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const accepted = once(server, "connection");
  const port = await openWebSocketPort(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [socket] = (await accepted) as [import("ws").WebSocket];
  const { aborted } = serveHere(webSocketPort(socket), () => socket.terminate());
  return {
    port,
    aborted,
    dispose: async () => {
      server.close();
      await once(server, "close");
    },
  };
});

describePort("Electron IPC (stand-in)", async () => {
  const { pagePort, mainPort, endPage } = connectIpc(new EventEmitter());
  const { aborted } = serveHere(mainPort, endPage);
  return { port: pagePort, aborted, dispose: async () => {} };
});

/** Serves the fixture in this process. */
function serveHere(port: Port, die: () => void): { aborted: Promise<void>; server: Server<FixtureContract> } {
  const handlerAborted = Promise.withResolvers<void>();
  const handlers = createFixtureHandlers({
    emit: (event, payload) => server.emit(event, payload as never),
    onAborted: handlerAborted.resolve,
    die,
  });
  const server = createServer<FixtureContract>(fixtureContract, handlers);
  server.connect(port);
  const ended = new Promise<void>((resolve) => port.onClose(() => resolve()));
  return { aborted: Promise.all([handlerAborted.promise, ended]).then(() => {}), server };
}

/** In a thread or process of its own, an aborted handler shows in the exit code, and the end of the test waits for the exit. */
function withExit(port: Port, exited: Promise<unknown>): Connected {
  const aborted = exited.then((code) => {
    if (code !== 42) throw new Error(`no handler was aborted; the exit code is ${String(code)}`);
  });
  aborted.catch(() => {});
  return {
    port,
    aborted,
    dispose: async () => {
      port.close();
      await exited;
    },
  };
}
