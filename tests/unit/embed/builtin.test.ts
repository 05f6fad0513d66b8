import { describe, expect, it } from "vitest";
import { createEmbedTrainer, loadBuiltin } from "../../../src-main/core/embed/builtin.ts";

const PASSAGES = Array.from({ length: 60 }, (_, n) => ({
  title: `topic${n % 6}`,
  symbol: "",
  path: "",
  text: `topic${n % 6} word${n % 6} other${n % 4} common`,
}));

describe("the built-in model", () => {
  const trainer = createEmbedTrainer();
  for (const passage of PASSAGES) trainer.add(passage);
  const trained = trainer.train();
  const bytes = trained.serialise();

  it("gives nearly the same vectors when it was loaded from its bytes", () => {
    const loaded = loadBuiltin(bytes);
    expect(loaded.dimensions).toBe(trained.dimensions);
    for (const passage of PASSAGES.slice(0, 6)) {
      const [kept, fresh] = [loaded.embed(passage), trained.embed(passage)];
      const cosine = kept?.reduce((sum, value, d) => sum + value * (fresh?.[d] ?? 0), 0);
      expect(cosine).toBeGreaterThan(0.999);
    }
    expect(loaded.embedQuery(["unheard"])).toBeNull();
  });

  it("gives the very same vectors wherever its bytes lie, and gives those bytes back", () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const [one, other] = [loadBuiltin(bytes), loadBuiltin(shifted.subarray(3))];
    expect(one.embedQuery(["topic1", "common"])).toEqual(other.embedQuery(["topic1", "common"]));
    expect(Buffer.from(other.serialise()).equals(bytes)).toBe(true);
  });

  it("is refused when a byte of it is another", () => {
    const damaged = Uint8Array.from(bytes);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    expect(() => loadBuiltin(damaged)).toThrow("damaged");
  });
});
