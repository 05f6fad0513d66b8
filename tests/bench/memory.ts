import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Megabytes of a process. */
export interface Memory {
  readonly resident: number;
  /** Without the pages of mapped files (the database, programs), which the system takes back at will; null where it cannot be told. */
  readonly own: number | null;
}

export function memoryOf(pid: number): Memory {
  if (process.platform !== "linux") {
    return { resident: Number(execFileSync("ps", ["-o", "rss=", "-p", `${pid}`], { encoding: "utf8" })) / 1000, own: null };
  }
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string): number => (Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]) * 1024) / 1e6;
  return { resident: field("VmRSS"), own: field("RssAnon") };
}
