import type { ConnectionStep, TokenSource } from "../../src-shared/contract/storage.ts";
import { formatNumber } from "./format.ts";

/** Words for reaching a database server: its address, its token, and the test of both. */
export const connectionWords = {
  url: "Database URL",
  urlPlaceholder: "libsql://name-owner.turso.io",
  urlHelp: "Of Turso Cloud, or the https address of your own libSQL server.",
  urlProblems: {
    missing: "Write the address of the database.",
    "not-a-url": "Write an address such as libsql://name-owner.turso.io, or the https address of your server.",
    "holds-secret": "Leave the secret out of the address: it goes into the field for the token.",
    unencrypted: "The token and all data would be sent unencrypted. Use an https or libsql address.",
  },
  token: "Token",
  tokenHelp: (osKeychain: boolean): string =>
    osKeychain
      ? "It goes into this system's keychain and is never shown again. A server without tokens needs none."
      : "It goes into a file that only you can read and is never shown again. A server without tokens needs none.",
  tokenSources: {
    keychain: "Kept in this system's keychain",
    file: "Kept in a file that only you can read",
    environment: "From the environment",
    none: "None",
  } satisfies Record<TokenSource, string>,
  tokenFrom: (variable: string): string => `Taken from the environment variable ${variable}, before any that is kept.`,
  tokenHidden: "It is not shown.",
  keepToken: "Keep token",
  replaceToken: "Replace",
  replaceTokenLabel: "Replace the token",
  forgetToken: "Forget",
  forgetTokenLabel: "Forget the token",
  forgetQuestion: "Forget the token?",
  forgetHelp: "The server cannot be reached until a token is entered again. Nothing that is stored is lost.",
  tokenKept: "The token is kept",
  tokenForgotten: "The token is forgotten",
  test: "Test connection",
  testing: "Testing…",
  stopTest: "Stop",
  steps: {
    address: "Address",
    name: "Name",
    connection: "Connection",
    token: "Token",
    version: "Version",
    write: "Writing",
    vectors: "Meaning",
    "full-text": "Words",
    library: "Library",
  } satisfies Record<ConnectionStep, string>,
  fileStep: "File",
  results: "Result of the test",
  passed: "Passed:",
  failed: "Failed:",
  toCome: "To come:",
  milliseconds: (number: number): string => `${formatNumber(number)} ms`,
  good: "It can be used.",
  goodWithLatency: (ms: number): string => `It can be used. A question takes ${ms < 1 ? "less than 1" : formatNumber(ms)} ms.`,
  bad: "It cannot be used yet. Nothing was changed.",
  stopped: "The test was stopped. Nothing was changed.",
} as const;
