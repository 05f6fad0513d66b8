import { describe, expect, it } from "vitest";
import { createEmbedTrainer, loadBuiltin, type EmbedTrainer } from "../../../src-main/core/embed/builtin.ts";

const PASSAGES = Array.from({ length: 60 }, (_, n) => ({
  title: `topic${n % 6}`,
  symbol: "",
  path: "",
  text: `topic${n % 6} word${n % 6} other${n % 4} common`,
}));

/** Whose id and digest tell its place. */
const idOf = (at: number) => ({ id: at, digest: 1000 + at });

function collect(from: number, to: number): EmbedTrainer {
  const trainer = createEmbedTrainer();
  PASSAGES.slice(from, to).forEach((passage, at) => trainer.add(idOf(from + at), passage));
  return trainer;
}

describe("the built-in model", () => {
  const { model: trained, embedCollected } = collect(0, PASSAGES.length).train();
  const bytes = trained.serialise();

  it("knows the passages it was trained on as it knows their tokens, and no others", () => {
    expect(embedCollected(PASSAGES.map((_, at) => idOf(at)))).toEqual(PASSAGES.map((passage) => trained.embed(passage)));
    expect(
      embedCollected([
        { id: 1, digest: 7 },
        { id: 4242, digest: 1 },
      ]),
    ).toEqual([null, null]);
  });

  it("is the same whoever collected the passages, and in whatever order", () => {
    const [first, second, third] = [collect(0, 13), collect(13, 40), collect(40, PASSAGES.length)];
    second.addAll(third.whole());
    second.addAll(structuredClone(first.whole()));
    expect(second.size).toBe(PASSAGES.length);
    const merged = second.train();
    expect(Buffer.from(merged.model.serialise()).equals(bytes)).toBe(true);
    expect(merged.embedCollected([idOf(3), idOf(50)])).toEqual(embedCollected([idOf(3), idOf(50)]));
  });

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
