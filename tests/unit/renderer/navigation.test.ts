import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRoute, routes } from "../../../src-renderer/app/navigation.ts";

describe("addresses", () => {
  test("what a route is built from is read back", () => {
    const id = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" });
    fc.assert(
      fc.property(id, fc.integer({ min: 1, max: 1e6 }), (text, line) => {
        expect(parseRoute(routes.session(text, { line }))).toMatchObject({ screen: "session", id: text, line });
        expect(parseRoute(routes.library(text))).toEqual({ screen: "library", repositoryId: text });
        const search = parseRoute(routes.search({ q: text }));
        expect(search.screen === "search" && search.params.get("q")).toBe(text);
      }),
    );
  });

  test("anything at all is some screen", () => {
    fc.assert(fc.property(fc.string(), (hash) => typeof parseRoute(`#/${hash}`).screen === "string"));
  });

  test.each(["#/nowhere", "#/document/x", "#/document/-1", "#/commit/r/xyz", "#/session", "#/session/%E0%A4%A"])(
    "%s is not found",
    (hash) => {
      expect(parseRoute(hash).screen).toBe("unknown");
    },
  );
});
