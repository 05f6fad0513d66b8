import { Argument, type Command } from "commander";
import { completionScript, SHELLS, type Shell } from "../completion-script.ts";
import type { CliSession } from "../session.ts";

/** `completion SHELL`: prints what the shell reads to complete commands and options. */
export function addCompletionCommand(program: Command, session: CliSession): void {
  program
    .command("completion")
    .description("Print the completion script of a shell: eval it, or save it where the shell looks")
    .addArgument(new Argument("<shell>", "your shell").choices(SHELLS))
    .action((shell: Shell) => {
      const commands = program.commands.map((command) => ({
        name: command.name(),
        description: command.description(),
        options: command.options.flatMap((option) => (option.long === undefined ? [] : [option.long])),
      }));
      session.print(completionScript(shell, program.name(), commands));
    });
}
