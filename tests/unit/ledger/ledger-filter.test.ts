import { expect, test } from "vitest";
import { ledgerListSchema } from "../../../src-shared/contract/ledger.ts";
import { queryString } from "../../../src-renderer/app/navigation.ts";
import { isLedgerRestricted, ledgerInput, readLedgerQuery, writeLedgerQuery } from "../../../src-renderer/ledger/ledger-filter.ts";

const read = (text: string) => readLedgerQuery(new URLSearchParams(text));

test("the address keeps every filter and the order", () => {
  const query = read(
    "text=ring+buffer&kind=decision&mark=stale&mark=recurring&repo=r&agent=claude&from=2026-02-01&to=2026-02-07&sort=title&view=recurring",
  );
  expect(query).toEqual({
    text: "ring buffer",
    kinds: ["decision"],
    marks: ["stale", "recurring"],
    repositories: ["r"],
    agents: ["claude"],
    from: "2026-02-01",
    to: "2026-02-07",
    sort: "title",
    view: "recurring",
  });
  expect(read(queryString(writeLedgerQuery(query)))).toEqual(query);
  expect(isLedgerRestricted(query)).toBe(true);
});

test("what makes no sense is left out, and nothing is a bare address", () => {
  const query = read("kind=wish&mark=&from=2026-02-30&sort=loudest");
  expect(query).toEqual(read(""));
  expect(queryString(writeLedgerQuery(query))).toBe("");
  expect(isLedgerRestricted(query)).toBe(false);
});

test("the core is asked for whole days: the last one is in", () => {
  const input = ledgerInput(read("from=2026-02-01&to=2026-02-07"), 10);
  expect(ledgerListSchema.parse(input)).toEqual({ ...input, stage: "whole" });
  expect(Date.parse(input.before ?? "") - Date.parse(input.after ?? "")).toBe(7 * 86_400_000);
  expect(new Date(input.after ?? "").getHours()).toBe(0);
});
