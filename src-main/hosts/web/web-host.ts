import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { MAX_CLIENT_FRAME_BYTES, webSocketPort } from "../../core/ports/websocket-port.ts";
import { SECURITY_HEADERS } from "../shared/content-security-policy.ts";
import { readStaticFile } from "../shared/static-files.ts";
import { createAccess, type Access } from "./access.ts";

export interface WebHostOptions {
  /** Answers a page that has come in. */
  readonly connect: (port: Port) => void;
  /** The built renderer. */
  readonly rendererFolder: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Port of a development server that serves the page and hands the socket on. */
  readonly developmentPort?: number;
}

export interface WebHost {
  readonly port: number;
  /** A fresh address that lets one browser in, once. */
  entryUrl(): string;
  close(): Promise<void>;
}

/**
 * Serves the app on 127.0.0.1.
 * @throws VerdigrisError `conflict` when the port is taken, `unavailable` when it cannot be listened on.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000, headersTimeout: 10_000 });
  const port = await listen(server, options.port);
  const access = createAccess(port, options.developmentPort ?? null);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_CLIENT_FRAME_BYTES, perMessageDeflate: false });

  server.on("request", (request, response) => {
    void respond(request, response, access, options.rendererFolder).catch(() => refuse(response, 500, "The page could not be read."));
  });
  server.on("upgrade", (request, socket, head) => {
    const allowed =
      pathOf(request) === "/socket" && access.isKnownHost(request) && access.isKnownOrigin(request, true) && access.hasSession(request);
    if (!allowed) return void socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, (accepted) => options.connect(webSocketPort(accepted)));
  });

  return {
    port,
    entryUrl: () => `http://127.0.0.1:${options.developmentPort ?? port}/enter?token=${access.issueToken()}`,
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function respond(request: IncomingMessage, response: ServerResponse, access: Access, folder: string): Promise<void> {
  if (!access.isKnownHost(request)) return refuse(response, 421, "This address is not one of Verdigris.");
  if (!access.isKnownOrigin(request, false)) return refuse(response, 403, "Another site may not read this page.");
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "Only reading is possible here.");
  const path = pathOf(request);
  if (path === "/enter") return enter(request, response, access);
  if (!access.hasSession(request)) {
    return refuse(
      response,
      401,
      "Open Verdigris with the address that it printed when it started. Each such address works once; press Enter there for a new one.",
    );
  }
  const file = await readStaticFile(folder, path);
  if (file === null) return refuse(response, 404, "There is no such page.");
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    "Content-Type": file.contentType,
    "Content-Length": file.body.length,
    "Cache-Control": file.immutable ? "private, max-age=31536000, immutable" : "no-store",
  });
  response.end(request.method === "HEAD" ? undefined : file.body);
}

/** Exchanges the token for the cookie. A browser that has the cookie already may come with a used address. */
function enter(request: IncomingMessage, response: ServerResponse, access: Access): void {
  const token = new URL(request.url ?? "/", "http://localhost").searchParams.get("token") ?? "";
  const cookie = access.redeem(token);
  if (cookie === null && !access.hasSession(request)) {
    return refuse(response, 401, "This address was used already. Press Enter where Verdigris runs for a new one.");
  }
  response.writeHead(303, {
    ...SECURITY_HEADERS,
    Location: "/",
    "Cache-Control": "no-store",
    ...(cookie === null ? {} : { "Set-Cookie": cookie }),
  });
  response.end();
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { ...SECURITY_HEADERS, "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end(`${message}\n`);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split(/[?#]/, 1)[0] ?? "/";
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new VerdigrisError(
              "conflict",
              `Port ${port} is taken by another program. Choose another with --port.`,
              { port },
              { cause: error },
            )
          : new VerdigrisError("unavailable", `Cannot listen on 127.0.0.1:${port}: ${error.message}`, { port }, { cause: error }),
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}
