import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatSimilarPlace, parseSimilarPlace } from "../../../src-renderer/app/similar-place.ts";
import { routes } from "../../../src-renderer/app/navigation.ts";
import type { SimilarPlace } from "../../../src-shared/contract/index.ts";

describe("a place in the address", () => {
  test("comes back as it was", () => {
    const id = fc.maxSafeNat();
    const line = fc.oneof(
      fc.constant({}),
      fc.integer({ min: 1, max: 999_999_999 }).map((one) => ({ line: one })),
    );
    const place: fc.Arbitrary<SimilarPlace> = fc.oneof(
      id.map((passageId) => ({ passageId })),
      fc.tuple(id, line).map(([documentId, at]) => ({ documentId, ...at })),
      fc.tuple(fc.string({ minLength: 1 }), line).map(([sessionId, at]) => ({ sessionId, ...at })),
    );
    fc.assert(
      fc.property(place, (to) => {
        expect(parseSimilarPlace(formatSimilarPlace(to))).toEqual(to);
        expect(new URLSearchParams(routes.similar(to).split("?")[1]).get("like")).toBe(formatSimilarPlace(to));
      }),
    );
  });

  test("that is none is null, whatever stands there", () => {
    for (const text of ["", "p", "p-1", "q8", "d7", "dseven:1", "d99999999999999999999:1", "s:3"])
      expect(parseSimilarPlace(text)).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => void parseSimilarPlace(text)));
  });
});
