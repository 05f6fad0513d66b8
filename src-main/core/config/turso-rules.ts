/** What the [turso] section must hold in each mode. */
import type { Config } from "../../../src-shared/config/schema.ts";
import { databaseUrlProblem } from "../../../src-shared/config/database-url.ts";
import { listSettings } from "../../../src-shared/config/fields.ts";
import { example, type Found } from "./problems.ts";
import type { TomlPlace } from "./toml-document.ts";

type Turso = Config["turso"];

const REQUIRED: Readonly<Record<Turso["mode"], readonly ("path" | "url")[]>> = {
  local: ["path"],
  embedded: ["path", "url"],
  remote: ["url"],
};

/** @param placeOf where a key of the section stands, or the nearest place to point at. */
export function tursoProblems(turso: Turso, placeOf: (key: keyof Turso) => TomlPlace): Found[] {
  const found: Found[] = [];
  for (const name of REQUIRED[turso.mode]) {
    if (turso[name] !== "") continue;
    const setting = listSettings().find(({ key }) => key === `turso.${name}`);
    found.push({
      ...placeOf(name),
      key: `turso.${name}`,
      severity: "error",
      message: `mode = "${turso.mode}" needs ${name === "url" ? "the database's URL" : "a file"}, and turso.${name} is not set.`,
      fix: `Write ${setting === undefined ? name : example(setting)} below [turso].`,
    });
  }
  const problem = turso.url === "" ? undefined : urlProblem(turso.url);
  if (problem !== undefined) found.push({ ...placeOf("url"), key: "turso.url", ...problem });
  return found;
}

/** What the [sync] section must hold when it is used. */
export function syncProblem(sync: Config["sync"]): Pick<Found, "severity" | "message" | "fix"> | undefined {
  if (sync.url !== "") {
    const problem = urlProblem(sync.url);
    return problem === undefined ? undefined : { ...problem, message: problem.message.replace("turso.url", "sync.url") };
  }
  if (!sync.enabled) return undefined;
  return {
    severity: "error",
    message: "Sync is on, and sync.url is not set.",
    fix: 'Write url = "libsql://name-owner.turso.io" below [sync], or enabled = false.',
  };
}

/** None of the messages repeats the URL: it may hold a secret. */
function urlProblem(text: string): Pick<Found, "severity" | "message" | "fix"> | undefined {
  switch (databaseUrlProblem(URL.parse(text))) {
    case "not-a-url":
      return {
        severity: "error",
        message: "turso.url is not the URL of a database.",
        fix: 'Write url = "libsql://name-owner.turso.io", or the https address of your server.',
      };
    case "holds-secret":
      return {
        severity: "error",
        message: "turso.url holds a secret, which does not belong in this file.",
        fix: "Write the URL without it, put the token into the environment variable that token_env names, and have the old token revoked.",
      };
    case "unencrypted":
      return { severity: "warning", message: "turso.url sends the token and all data unencrypted.", fix: "Write an https or libsql URL." };
    case null:
      return undefined;
  }
}
