import { createServer, connect, type Socket } from "node:net";

/** A TCP relay on loopback that counts what passes, whatever the protocol. */
export interface CountingProxy {
  readonly url: string;
  /** Bytes since the last call: to the server, and from it. */
  take(): { readonly up: number; readonly down: number };
  close(): Promise<void>;
}

export async function startCountingProxy(port: number): Promise<CountingProxy> {
  let [up, down] = [0, 0];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      socket.on("error", () => [near, far].forEach((one) => one.destroy()));
    }
    near.on("data", (chunk) => (up += chunk.length));
    far.on("data", (chunk) => (down += chunk.length));
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The relay has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    take() {
      const taken = { up, down };
      [up, down] = [0, 0];
      return taken;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
