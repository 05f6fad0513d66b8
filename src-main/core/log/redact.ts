/** Takes secrets out of what is logged. */

const HIDDEN = "[redacted]";

/** Names whose value is a secret, as they are in headers, variables and settings. `token_env` names a variable and is none. */
const SECRET_NAME =
  /(?:^|[_\-.])(?:authorization|proxy-authorization|cookie|set-cookie|password|passwd|passphrase|secret|credentials?|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?key|token|jwt|session[_-]?key)$/i;

/** Shapes of secrets in running text, and what is left of each. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, HIDDEN],
  // user:password@ in a URL (RFC 3986 section 3.2.1), and a lone token before the @
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@"'<>]{1,1000}@/gi, `$1${HIDDEN}@`],
  // query parameters
  [/([?&;](?:[a-z0-9_.-]{0,30}(?:token|secret|password|passwd|key|signature|jwt|auth|code)|sig)=)[^&#\s"'<>]{1,4000}/gi, `$1${HIDDEN}`],
  // Authorization: Bearer …, and the scheme without the header's name
  [/\b(authorization["']?\s*[:=]\s*["']?(?:[a-z]{1,20}\s+)?)[^\s"',;]{3,4000}/gi, `$1${HIDDEN}`],
  [/\b(bearer|basic)(\s+)[a-z0-9+/._~=-]{8,4000}/gi, `$1$2${HIDDEN}`],
  // name = value, name: value, "name": "value"
  [
    /((?:^|[^a-z0-9])["']?[a-z0-9_.-]{0,40}(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|token)["']?\s{0,3}[:=]\s{0,3})(?:"(?:[^"\\]|\\.){1,4000}"|'[^']{1,4000}'|[^\s"',;&#]{3,4000})/gi,
    `$1${HIDDEN}`,
  ],
  // JSON Web Token (RFC 7519)
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/g, HIDDEN],
  // keys that tell their issuer: GitHub, GitLab, OpenAI and Anthropic, Slack, AWS, Google, npm, Stripe, Hugging Face, PyPI
  [
    /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|sk-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{10,})/g,
    HIDDEN,
  ],
  [
    /\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|ya29\.[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{30,}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|hf_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,})/g,
    HIDDEN,
  ],
];

/** Text without the secrets that can be told by their shape. */
export function redactText(text: string): string {
  let redacted = text;
  for (const [shape, replacement] of SHAPES) redacted = redacted.replace(shape, replacement);
  return redacted;
}

/** Whether a value of this name is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2"));
}

export const REDACTED = HIDDEN;
