import { createServer, connect, type Socket } from "node:net";

/** A TCP proxy on loopback that counts what passes, and behaves badly when told to: for servers that are slow, or half there. */
export interface Proxy {
  readonly url: string;
  readonly port: number;
  /** Everything passes, as fast as it comes. Connections that were stalled end: what hung in them was lost. */
  pass(): void;
  /** Each direction of each connection gets so many bytes a second, and every piece comes later. */
  throttle(limit: { readonly bytesPerSecond: number; readonly latencyMs: number }): void;
  /** Connections are accepted, bytes taken, and nothing is ever answered: a half-open network. */
  stall(): void;
  /** Stalls as soon as so many bytes have come back through one connection. */
  stallAfter(bytes: number): void;
  /** Every connection is cut as soon as so many bytes have come back through it. */
  cutAfter(bytes: number): void;
  /** Cuts what is open and accepts nothing more until `pass`. */
  refuse(): void;
  /** Resolves when the next piece was held back or a connection cut, so that a test knows the fault was met. */
  met(): Promise<void>;
  /** Bytes since the last call: to the server, and from it. */
  take(): { readonly up: number; readonly down: number };
  close(): Promise<void>;
}

type Mode =
  | { readonly kind: "pass" | "stall" | "refuse" }
  | { readonly kind: "throttle"; readonly bytesPerSecond: number; readonly latencyMs: number }
  | { readonly kind: "cut" | "stall-after"; readonly bytes: number };

export async function startProxy(target: number): Promise<Proxy> {
  let mode: Mode = { kind: "pass" };
  let [up, down] = [0, 0];
  let waiting: (() => void)[] = [];
  const sockets = new Set<Socket>();

  function fault(): void {
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  }
  function track(socket: Socket): Socket {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    return socket;
  }
  function forward(from: Socket, to: Socket, isAnswer: boolean): void {
    let passed = 0;
    let freeAt = 0;
    from.on("data", (piece: Buffer) => {
      if (isAnswer) down += piece.length;
      else up += piece.length;
      passed += piece.length;
      if (mode.kind === "stall-after" && isAnswer && passed > mode.bytes) mode = { kind: "stall" };
      if (mode.kind === "stall") return fault();
      if (mode.kind === "refuse" || (mode.kind === "cut" && isAnswer && passed > mode.bytes)) {
        from.destroy();
        to.destroy();
        return fault();
      }
      if (mode.kind !== "throttle") {
        if (to.write(piece)) return;
        from.pause();
        to.once("drain", () => from.resume());
        return;
      }
      fault();
      freeAt = Math.max(freeAt, Date.now()) + (piece.length / mode.bytesPerSecond) * 1000;
      from.pause();
      setTimeout(
        () => {
          to.write(piece);
          from.resume();
        },
        freeAt - Date.now() + mode.latencyMs,
      );
    });
    from.on("close", () => to.destroy());
    from.on("end", () => to.end());
  }

  const server = createServer((near) => {
    track(near);
    if (mode.kind === "refuse") {
      near.destroy();
      return fault();
    }
    const far = track(connect(target, "127.0.0.1"));
    forward(near, far, false);
    forward(far, near, true);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pass() {
      if (mode.kind === "stall") cutAll();
      mode = { kind: "pass" };
    },
    throttle(limit) {
      mode = { kind: "throttle", ...limit };
    },
    stall() {
      mode = { kind: "stall" };
    },
    stallAfter(bytes) {
      mode = { kind: "stall-after", bytes };
    },
    cutAfter(bytes) {
      mode = { kind: "cut", bytes };
    },
    refuse() {
      mode = { kind: "refuse" };
      cutAll();
    },
    met: () => new Promise((resolve) => waiting.push(resolve)),
    take() {
      const taken = { up, down };
      [up, down] = [0, 0];
      return taken;
    },
    async close() {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
