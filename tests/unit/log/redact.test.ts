import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSecretName, redactText } from "../../../src-main/core/log/redact.ts";
import { serializeFields } from "../../../src-main/core/log/serialize.ts";

// Put together here, so that no scanner takes this file for a leak.
const join = (...parts: string[]): string => parts.join("");
const JWT = join("eyJhbGciOiJFZERTQSJ9", ".", "eyJhIjoicnciLCJpYXQiOjE3", ".", "c2lnbmF0dXJlLWJ5dGVz-_x");
const SECRETS = {
  jwt: JWT,
  github: join("gh", "p_", "a1B2".repeat(9)),
  githubFine: join("github", "_pat_", "11AAAA_".repeat(6)),
  gitlab: join("gl", "pat-", "xY9-".repeat(5)),
  openai: join("sk-", "proj-", "Ab3_".repeat(10)),
  anthropic: join("sk-", "ant-api03-", "Zz9-".repeat(12)),
  slack: join("xox", "b-", "123456789012-abcdef"),
  aws: join("AK", "IA", "ABCDEFGHIJKLMNOP"),
  google: join("AI", "za", "SyA1234567890abcdefghijklmnopqrstuv"),
  npm: join("npm", "_", "a1".repeat(18)),
  stripe: join("sk", "_live_", "a1B2".repeat(6)),
  huggingFace: join("h", "f_", "aB".repeat(17)),
  privateKey: join("-----BEGIN OPENSSH ", "PRIVATE KEY-----\nb3BlbnNz\nhQ==\n-----END OPENSSH ", "PRIVATE KEY-----"),
};

describe("secrets of known shape are taken out of any text", () => {
  test.each(Object.entries(SECRETS))("%s", (_name, secret) => {
    fc.assert(
      fc.property(
        fc.constantFrom("", " ", '"', "(", "\n", "key ", "token: ", "x="),
        fc.constantFrom("", " ", '"', ")", "\n", ", and on"),
        (before, after) => {
          const redacted = redactText(`a log line ${before}${secret}${after}`);
          expect(redacted).not.toContain(secret);
          expect(redacted).not.toContain(secret.slice(12, 28));
          expect(redacted).toContain("[redacted]");
          expect(redacted).toContain("a log line");
        },
      ),
    );
  });
});

test.each([
  ["libsql://me:hunter2@db.example.org/x", "libsql://[redacted]@db.example.org/x"],
  ["fetch https://hunter2@github.com/a/b.git failed", "fetch https://[redacted]@github.com/a/b.git failed"],
  ["wss://h/?authToken=hunter2&mode=a", "wss://h/?authToken=[redacted]&mode=a"],
  ["GET /x?a=1&access_token=hunter2#f", "GET /x?a=1&access_token=[redacted]#f"],
  ["Authorization: Bearer hunter2", "Authorization: Bearer [redacted]"],
  ['{"authorization":"Basic aHVudGVyMjpodW50ZXIy"}', '{"authorization":"Basic [redacted]"}'],
  ["bearer hunter2hunter2", "bearer [redacted]"],
  ["TURSO_AUTH_TOKEN=hunter2 npm start", "TURSO_AUTH_TOKEN=[redacted] npm start"],
  ['{"password": "hunter2 with \\" quote", "n": 1}', '{"password": [redacted], "n": 1}'],
  ["client_secret: 'hunter2'", "client_secret: [redacted]"],
  ["--api-key=hunter2", "--api-key=[redacted]"],
])("%j becomes %j", (text, redacted) => {
  expect(redactText(text)).toBe(redacted);
});

test.each([
  "https://github.com/a/b@v2?tab=readme",
  "git@github.com:a/b.git",
  "src/auth/token.ts:12 parses the token of a user",
  "commit 3f2b1c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b",
  "the secret is that basic tests pass",
  "C:\\Users\\me\\keys.txt",
])("%j holds no secret and stays", (text) => {
  expect(redactText(text)).toBe(text);
});

test("names tell secrets", () => {
  for (const name of [
    "token",
    "authToken",
    "auth_token",
    "Authorization",
    "set-cookie",
    "dbPassword",
    "API_KEY",
    "apiKey",
    "client.secret",
    "privateKey",
  ]) {
    expect([name, isSecretName(name)]).toEqual([name, true]);
  }
  for (const name of ["token_env", "tokens", "key", "path", "keyboard", "tokenCount", "monkey"])
    expect([name, isSecretName(name)]).toEqual([name, false]);
});

test("a secret is found at any depth, in errors and their causes, in keys and in maps", () => {
  const cause = new Error("connect libsql://x:hunter2@h");
  const error = Object.assign(new Error("token=hunter2", { cause }), {
    code: "E",
    details: { apiKey: "hunter2", list: [{ cookie: "hunter2" }] },
  });
  const fields = {
    error,
    map: new Map([["password", "hunter2"]]),
    set: new Set(["?token=hunter2"]),
    url: new URL("https://u:hunter2@h/"),
    "token=hunter2": 1,
  };
  const text = JSON.stringify(serializeFields(fields));
  expect(text).not.toContain("hunter2");
  expect(text).toContain('"code":"E"');
});

test("anything can be logged, and stays small", () => {
  const cycle: Record<string, unknown> = { a: 1 };
  cycle["self"] = cycle;
  const hostile = {
    cycle,
    get trap(): string {
      throw new Error("no");
    },
    proxy: new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
      },
    ),
    big: "x".repeat(10_000_000),
    many: Array.from({ length: 100_000 }, (_, n) => n),
    bytes: new Uint8Array(1000),
    fn: () => 1,
    symbol: Symbol("s"),
    bigint: 10n,
    date: new Date(NaN),
    nan: NaN,
    nothing: undefined,
  };
  const text = JSON.stringify(serializeFields({ hostile }));
  expect(text.length).toBeLessThan(20_000);
  expect(JSON.parse(text)).toMatchObject({
    hostile: { trap: "[unreadable]", bytes: "[1000 bytes]", bigint: "10", nan: "NaN", date: "[unreadable]" },
  });
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true }), (value) => {
      JSON.parse(JSON.stringify(serializeFields({ value })));
    }),
  );
});

test("redaction takes time in proportion to the text, whatever it holds", () => {
  const pieces = [
    "a".repeat(200),
    "token",
    "=",
    '"',
    "://",
    "@",
    "&",
    "eyJ",
    ".",
    "-----BEGIN PRIVATE KEY-----",
    "\\",
    " ",
    "sk-",
    "Authorization: ",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }), (chosen) => {
      const unit = chosen.join("");
      const text = unit.repeat(Math.ceil(16_000 / unit.length));
      expect(redactText(text).length).toBeLessThan(text.length * 12);
    }),
    { numRuns: 300, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true },
  );
});
