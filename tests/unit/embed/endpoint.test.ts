import { afterEach, describe, expect, test } from "vitest";
import { createEndpointEmbedder, probeEndpoint, type Endpoint } from "../../../src-main/core/embed/pretrained/endpoint-embedder.ts";
import { bodyOf, startServer, type LocalServer } from "../../support/embedding/local-server.ts";

let server: LocalServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const passage = (text: string) => ({ tokens: { title: "", symbol: "", path: "", text: "" }, title: "", text });
const endpoint = (url: string, more: Partial<Endpoint> = {}): Endpoint => ({
  url: `${url}/v1`,
  model: "tiny",
  key: null,
  dimensions: 2,
  queryPrefix: "",
  passagePrefix: "",
  fetch,
  wait: async () => undefined,
  ...more,
});

/** Answers with [length of the text, 1], in reverse order, as an endpoint may. */
async function startEmbeddings(): Promise<LocalServer> {
  return startServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { input } = JSON.parse(body) as { input: string[] };
      const data = input.map((text, index) => ({ index, embedding: [text.length, 1] })).toReversed();
      response.setHeader("content-type", "application/json").end(JSON.stringify({ data }));
    });
  });
}

describe("an embedding endpoint", () => {
  test("gives unit vectors in the order asked, in batches", async () => {
    server = await startEmbeddings();
    const texts = Array.from({ length: 70 }, (_, at) => "x".repeat(at + 1));
    const vectors = await createEndpointEmbedder(endpoint(server.url)).embedPassages(texts.map(passage));
    vectors.forEach((vector, at) => expect(vector?.[0]).toBeCloseTo((at + 1) / Math.hypot(at + 1, 1), 5));
    expect(server.requests.map(({ url }) => url)).toEqual(["/v1/embeddings", "/v1/embeddings", "/v1/embeddings"]);
  });

  test("is sent the key, the model and the prefixes", async () => {
    const seen: string[] = [];
    server = await startServer((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push(request.headers.authorization ?? "", body);
        response.end(JSON.stringify({ data: [{ index: 0, embedding: [0, 2] }] }));
      });
    });
    const embedder = createEndpointEmbedder(endpoint(server.url, { key: "secret", queryPrefix: "query: " }));
    expect([...((await embedder.embedQuery({ tokens: [], text: "tides" })) ?? [])]).toEqual([0, 1]);
    expect(seen).toEqual(["Bearer secret", JSON.stringify({ model: "tiny", input: ["query: tides"] })]);
  });

  test("that is overloaded is asked again", async () => {
    let left = 2;
    server = await startServer((request, response) => {
      request.resume();
      if (left-- > 0) response.writeHead(503).end("busy");
      else response.end(JSON.stringify({ data: [{ index: 0, embedding: [1, 0] }] }));
    });
    expect(await createEndpointEmbedder(endpoint(server.url)).embedQuery({ tokens: [], text: "a" })).not.toBeNull();
    expect(server.requests).toHaveLength(3);
  });

  test.each([
    [401, "refuses the key"],
    [404, "Is the model “tiny” there"],
    [500, "overloaded or broken"],
  ])("that answers %i is named in plain words", async (status, words) => {
    server = await startServer((request, response) => {
      request.resume();
      response.writeHead(status).end("no");
    });
    await expect(createEndpointEmbedder(endpoint(server.url)).embedQuery({ tokens: [], text: "a" })).rejects.toThrow(words);
  });

  test("that is not there, or is something else, is named too", async () => {
    server = await startServer((request, response) => {
      request.resume();
      response.end("<html>");
    });
    const { url } = server;
    await expect(probeEndpoint(endpoint(url))).rejects.toThrow("but not with embeddings");
    await server.close();
    server = null;
    await expect(probeEndpoint(endpoint(url))).rejects.toThrow("does not answer");
  });

  test("tells its dimensions, and another number later is refused", async () => {
    server = await startEmbeddings();
    expect(await probeEndpoint(endpoint(server.url))).toEqual({ dimensions: 2 });
    await expect(createEndpointEmbedder(endpoint(server.url, { dimensions: 3 })).embedPassages([passage("a")])).rejects.toThrow(
      "2 dimensions instead of 3",
    );
  });

  test("is not followed elsewhere", async () => {
    server = await startServer((request, response) => {
      request.resume();
      response.writeHead(307, { location: "http://127.0.0.1:1/" }).end();
    });
    await expect(createEndpointEmbedder(endpoint(server.url)).embedQuery({ tokens: [], text: "a" })).rejects.toThrow("does not answer");
  });
});
