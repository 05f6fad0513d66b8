import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Megabytes of a process. */
export interface Memory {
  readonly resident: number;
  /** Without the pages of mapped files (the database, programs), which the system takes back at will; null where it cannot be told. */
  readonly own: number | null;
  /** Resident, but what is shared with other processes (Node's program) only in part; null where it cannot be told. */
  readonly proportional: number | null;
}

export function memoryOf(pid: number): Memory {
  if (process.platform !== "linux") {
    const resident = Number(execFileSync("ps", ["-o", "rss=", "-p", `${pid}`], { encoding: "utf8" })) / 1000;
    return { resident, own: null, proportional: null };
  }
  const [status, rollup] = [`/proc/${pid}/status`, `/proc/${pid}/smaps_rollup`].map((path) => readFileSync(path, "utf8"));
  const field = (text: string | undefined, name: string): number =>
    (Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text ?? "")?.[1]) * 1024) / 1e6;
  return { resident: field(status, "VmRSS"), own: field(status, "RssAnon"), proportional: field(rollup, "Pss") };
}
