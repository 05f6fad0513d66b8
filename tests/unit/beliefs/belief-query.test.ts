import { expect, test } from "vitest";
import { readBeliefQuery, shownBeliefs, writeBeliefQuery } from "../../../src-renderer/beliefs/belief-query.ts";
import { queryString } from "../../../src-renderer/app/navigation.ts";
import { beliefItem } from "./belief-item.ts";

const beliefs = [
  beliefItem("cost", { confidence: 0.4, revised: "2026-02-01", status: "active" }),
  beliefItem("anchor", { confidence: null, revised: null, status: "defeated", evidence: [{ target: null, weight: null }] }),
  beliefItem("buoy", { confidence: 0.9, revised: "2026-01-01", status: null, problems: 2, facets: ["harbour"] }),
];
const shown = (query: string): readonly string[] => shownBeliefs(beliefs, readBeliefQuery(new URLSearchParams(query))).map(({ id }) => id);

test.each([
  ["", ["anchor", "buoy", "cost"]],
  ["sort=confidence", ["buoy", "cost", "anchor"]],
  ["sort=evidence", ["anchor", "buoy", "cost"]],
  ["sort=newest", ["cost", "buoy", "anchor"]],
  ["sort=nonsense", ["anchor", "buoy", "cost"]],
  ["status=active&status=defeated", ["anchor", "cost"]],
  ["problems=true", ["buoy"]],
  ["text=HARB", ["buoy"]],
  ["text=harbour+cost", []],
])("%s shows %j", (query, ids) => expect(shown(query)).toEqual(ids));

test("the address keeps all that is chosen, and nothing that is not", () => {
  for (const text of ["", "?text=a&status=active&status=x&problems=true&sort=newest&view=table&evidence=true"])
    expect(queryString(writeBeliefQuery(readBeliefQuery(new URLSearchParams(text))))).toBe(text);
});
