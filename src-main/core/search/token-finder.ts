/** Where some tokens stand in a stream, told in order: the token, its place among the stream's tokens, and where it starts. */
export type TokenFinder = (stream: string, found: (token: string, place: number, start: number) => void) => void;

const SPACE = 32;
const FILTER_BITS = 4096;

/**
 * Finds a few tokens in streams of many (tokens separated by single spaces) without cutting the streams up: a token is cut out only
 * where its hash is that of a wanted one.
 */
export function createTokenFinder(tokens: Iterable<string>): TokenFinder {
  const wanted = new Set(tokens);
  const filter = new Uint8Array(FILTER_BITS);
  for (const token of wanted) filter[hashOf(token) & (FILTER_BITS - 1)] = 1;
  return (stream, found) => {
    let hash = 0;
    let start = 0;
    let place = 0;
    for (let at = 0; at <= stream.length; at++) {
      const code = at < stream.length ? stream.charCodeAt(at) : SPACE;
      if (code !== SPACE) {
        hash = (Math.imul(hash, 31) + code) | 0;
        continue;
      }
      if (filter[hash & (FILTER_BITS - 1)] === 1) {
        const token = stream.slice(start, at);
        if (wanted.has(token)) found(token, place, start);
      }
      hash = 0;
      start = at + 1;
      place++;
    }
  };
}

function hashOf(token: string): number {
  let hash = 0;
  for (let at = 0; at < token.length; at++) hash = (Math.imul(hash, 31) + token.charCodeAt(at)) | 0;
  return hash;
}
