import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSecrets, maskSecrets } from "../../../src-main/core/secrets/mask-secrets.ts";

/** Put together here, so that no scanner of this repository takes them for real. */
function joined(...parts: readonly string[]): string {
  return parts.join("");
}

const SECRETS: readonly (readonly [string, string])[] = [
  ["GitHub", joined("ghp_", "abcdefghijklmnopqrstuvwxyz0123456789")],
  ["GitLab", joined("glpat-", "ABCDEFGHIJ1234567890")],
  ["npm", joined("npm_", "abcdefghijklmnopqrstuvwxyz0123456789")],
  ["Slack", joined("xoxb-", "123456789012-123456789012-abcdefghijklmnopqrstuvwx")],
  ["Anthropic", `sk-ant-api03-${"a1".repeat(46)}aAA`],
  ["OpenAI", `sk-proj-${"b1C".repeat(20)}`],
  ["Google", joined("AIzaSy", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q")],
  ["Stripe", joined("sk_live_", "4eC39HqLyjWDarjtT1zdp7dc")],
  ["JWT", joined("eyJhbGciOiJIUzI1NiJ9.", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U")],
  ["private key", `-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn\n-----END RSA PRIVATE KEY-----`],
  ["torn private key", `-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn`],
  ["database URL", "postgres://admin:s3cr3tpw@db.internal:5432/x"],
];

describe("maskSecrets", () => {
  it.each(SECRETS)("masks a secret of %s and nothing around it", (_, secret) => {
    const { text, found } = maskSecrets(`before ${secret} after`);
    expect(found).toBe(1);
    expect(text).not.toContain(secret.slice(12, -2));
    expect(text).toMatch(/^before .*\[masked \w+\].*after$/s);
  });

  it.each([
    ["Authorization: Bearer abcdef0123456789abcdef", "Authorization: Bearer [masked AUTHORIZATION]"],
    ['password = "hunter2secret"', 'password = "[masked PASSWORD]"'],
    ["export DB_PASSWORD=tr0ub4dor&3", "export DB_PASSWORD=[masked PASSWORD]"],
  ])("masks only the value in %s", (given, masked) => {
    expect(maskSecrets(given)).toEqual({ text: masked, found: 1 });
  });

  it.each([
    'password = "your-password1"',
    "API_TOKEN=${API_TOKEN_2024}",
    "const token = lexer.next1(); // password: none",
    "commit 3f2a9c1b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a in sk-learn",
    "https://example.com/path?x=1",
  ])("leaves %s alone", (text) => {
    expect(maskSecrets(text)).toEqual({ text, found: 0 });
  });

  it("cannot be switched off by what the text says", () => {
    const secret = joined("ghp_", "abcdefghijklmnopqrstuvwxyz0123456789");
    expect(maskSecrets(`// secretlint-disable\n${secret}`).text).not.toContain(secret);
  });

  it("keeps all text that is no secret, finds the same in any surroundings, and is done after one pass", () => {
    const word = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom(...SECRETS.map(([, secret]) => secret)));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const text = words.join("\n\n");
        const found = findSecrets(text);
        let at = 0;
        let rest = "";
        for (const { start, end } of found) {
          expect(start).toBeGreaterThanOrEqual(at);
          rest += text.slice(at, start);
          at = end;
        }
        rest += text.slice(at);
        const { text: masked } = maskSecrets(text);
        expect(masked.replaceAll(/\[masked \w+\]/g, "")).toBe(rest.replaceAll(/\[masked \w+\]/g, ""));
        expect(words.filter((one) => SECRETS.some(([, secret]) => secret === one)).every((one) => !masked.includes(one))).toBe(true);
      }),
    );
  });

  it("takes time in proportion to the text", () => {
    const hostile = ["eyJ", "-----BEGIN PRIVATE KEY-----", "password=", "A".repeat(50) + "_", "sk-", "https://a:"];
    for (const piece of hostile) expect(findSecrets(piece.repeat(20_000)).length).toBeGreaterThanOrEqual(0);
  });
});
