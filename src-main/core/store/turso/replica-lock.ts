import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { withRoom } from "./full-disk.ts";

/** Held by the one process that syncs a replica. */
export interface ReplicaLock {
  release(): void;
}

/** What stands in a lock: a process, and when it was started, since ids of ended processes are given to others. */
interface Holder {
  readonly pid: number;
  /** Empty where the platform does not tell: the id alone decides then. */
  readonly startedAt: string;
}

/**
 * Null when another living process holds it. That one syncs; this one reads, and writes to the primary.
 * @throws VerdigrisError "no-space" when a lock does not fit on the disk.
 */
export function lockReplica(path: string): ReplicaLock | null {
  const file = `${path}.lock`;
  const draft = `${file}-${process.pid}`;
  const own: Holder = { pid: process.pid, startedAt: startOf(process.pid) };
  // Linked into place with its content: no one ever reads half of a lock.
  try {
    withRoom(path, () => writeFileSync(draft, JSON.stringify(own), { mode: 0o600 }));
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        linkSync(draft, file);
        return { release: () => release(file, own) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        if (holderOf(path) !== null) return null;
        putAside(file);
      }
    }
    return null;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The id of the living process that syncs a replica, or null. */
export function holderOf(path: string): number | null {
  const holder = read(`${path}.lock`);
  return holder !== null && isAlive(holder) ? holder.pid : null;
}

/** Of two that find the same dead lock one takes it away; a lock that was living after all is put back. */
function putAside(file: string): void {
  const aside = `${file}-dead-${process.pid}`;
  try {
    renameSync(file, aside);
    const taken = read(aside);
    if (taken !== null && isAlive(taken)) linkSync(aside, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function release(file: string, own: Holder): void {
  if (read(file)?.pid === own.pid) rmSync(file, { force: true });
}

/** Null for a lock that is gone or says nothing. */
function read(file: string): Holder | null {
  try {
    const content = JSON.parse(readFileSync(file, "utf8")) as Holder | number | null;
    const holder = typeof content === "number" ? { pid: content, startedAt: "" } : content;
    return holder !== null && Number.isInteger(holder.pid) && holder.pid > 0 ? holder : null;
  } catch {
    return null;
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = startOf(pid);
  return now !== ENDED && (startedAt === "" || now === "" || startedAt === now);
}

const ENDED = "ended";

/**
 * When a process started, in the kernel's ticks since the boot, with the boot's id; `ENDED` for one that was not yet waited for
 * (proc(5), fields 22 and 3 of `stat`). Linux only; empty elsewhere.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, field 2, may hold anything: what follows it is counted from its closing parenthesis.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return ENDED;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${fields[19] ?? ""}`;
  } catch {
    return "";
  }
}
