import { InvalidArgumentError, Option } from "commander";

/** `--limit <n>` as a whole number: what is none is refused, not taken for no limit. */
export function limitOption(description: string, initial: number): Option {
  return new Option("--limit <n>", description).default(initial).argParser((text) => {
    if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("Write a whole number.");
    return Number(text);
  });
}
