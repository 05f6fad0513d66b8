import { maskSecrets } from "../secrets/mask-secrets.ts";

/** A value with the secrets in all of its texts masked, keys of objects left as they are; how many there were. The value itself stays as it was. */
export function maskValue<T>(value: T): { readonly value: T; readonly masked: number } {
  let masked = 0;
  const walk = (one: unknown): unknown => {
    if (typeof one === "string") {
      const { text, found } = maskSecrets(one);
      masked += found;
      return text;
    }
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one === "object" && one !== null) return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, walk(part)]));
    return one;
  };
  return { value: walk(value) as T, masked };
}
