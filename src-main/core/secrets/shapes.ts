/** A shape of secret: what matches it is one. With a group `secret`, that part alone is masked. */
export interface SecretShape {
  readonly name: string;
  readonly pattern: RegExp;
  /** Of what matched: whether it can be one. */
  readonly accept?: (secret: string) => boolean;
}

/**
 * Shapes that the maintained rule set leaves out, since it looks at files and not at what people and tools say. Each is
 * linear in the text: no repeated group may match the same text in two ways.
 */
export const SHAPES: readonly SecretShape[] = [
  {
    name: "PRIVATE_KEY",
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{16,20000}-----END [A-Z0-9 ]{0,60}-----|[A-Za-z0-9+/=\\\r\n]{16,20000})/dg,
  },
  { name: "JWT", pattern: /\beyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{16,2000}/dg },
  { name: "GOOGLE_API_KEY", pattern: /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/dg },
  { name: "STRIPE_KEY", pattern: /\b[rs]k_live_[0-9A-Za-z]{16,200}/dg },
  { name: "API_KEY", pattern: /\bsk-(?:[a-z]{2,12}-)?[A-Za-z0-9_-]{32,300}/dg, accept: isMixed },
  { name: "AUTHORIZATION", pattern: /\bAuthorization:\s{0,4}(?:Bearer|Basic|token)\s{1,4}(?<secret>[A-Za-z0-9+/_.=~-]{16,4000})/dgi },
  {
    name: "PASSWORD",
    pattern:
      /(?<![A-Za-z])(?:password|passwd|passphrase|client_secret|secret_key|access_token|auth_token|api_?key)["']?\s{0,4}[:=]\s{0,4}["'](?<secret>[^"'\s]{8,200})["']/dgi,
    accept: isMixed,
  },
  {
    name: "PASSWORD",
    pattern: /\b[A-Z][A-Z0-9_]{0,60}(?:PASSWORD|PASSWD|SECRET|TOKEN|API_KEY)=(?<secret>[^\s"'`$<>{}()]{8,400})/dg,
    accept: isMixed,
  },
];

/** Letters and digits both, and no placeholder: what a person would have made up as an example seldom has both. */
function isMixed(text: string): boolean {
  return (
    /[A-Za-z]/.test(text) && /[0-9]/.test(text) && !/example|placeholder|changeme|your[-_]|x{4}|\*{3}|\.{3}|\$\{|process\.env/i.test(text)
  );
}
