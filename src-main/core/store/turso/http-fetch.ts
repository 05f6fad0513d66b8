/** One request that left this machine. */
export interface OutboundRequest {
  /** ISO 8601 instant of its start. */
  readonly at: string;
  readonly host: string;
  readonly reason: string;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly milliseconds: number;
  /** The HTTP status, or null when no answer came. */
  readonly status: number | null;
}

/** Base time for an answer, and what a byte sent may add: 20 KB a second is slow and still going. */
const BASE_TIMEOUT_MS = 20_000;
const MS_PER_BYTE = 1 / 20;

/**
 * A fetch that ends: every request has a time limit that grows with its size, on the whole answer, so that a connection that is
 * half open is noticed. Each request is told to `onRequest`, whatever became of it.
 */
export function boundedFetch(
  onRequest: (request: OutboundRequest) => void,
  { reason, signal, timeoutMs = BASE_TIMEOUT_MS }: { readonly reason: string; readonly signal?: AbortSignal; readonly timeoutMs?: number },
): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = request.body === null ? null : await request.arrayBuffer();
    const sentBytes = body?.byteLength ?? 0;
    const limit = AbortSignal.timeout(Math.round(timeoutMs + sentBytes * MS_PER_BYTE));
    const at = new Date();
    let status: number | null = null;
    let receivedBytes = 0;
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        body,
        redirect: "error",
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      });
      status = response.status;
      const answer = await response.arrayBuffer();
      receivedBytes = answer.byteLength;
      return new Response(status === 204 ? null : answer, { status, headers: response.headers });
    } finally {
      const milliseconds = Date.now() - at.getTime();
      onRequest({ at: at.toISOString(), host: new URL(request.url).host, reason, sentBytes, receivedBytes, milliseconds, status });
    }
  };
}
