import { useRem } from "../../ui/use-rem.ts";

/** A row of code in the root's font size. */
const ROW_REM = 20 / 13;

/** Height of a line of code in whole pixels. */
export function useRowHeight(): number {
  return useRem(ROW_REM);
}
