export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  /** Long forms, with their dashes. */
  readonly options: readonly string[];
}

/** The script by which a shell completes our commands, their options, and files elsewhere. Made from the commands themselves. */
export function completionScript(shell: Shell, program: string, commands: readonly CompletedCommand[]): string {
  if (shell === "bash") return bash(program, commands);
  return shell === "zsh" ? zsh(program, commands) : fish(program, commands);
}

function bash(program: string, commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, options }) => `    ${name}) words="${options.join(" ")}" ;;`);
  return `_${program}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words --help" -- "$current")) ;;
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _${program} ${program}`;
}

function zsh(program: string, commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name, description }) => `    ${quoted(`${name}:${description.replaceAll(":", "\\:")}`)}`);
  const cases = commands.map(({ name, options }) => `    ${name}) options=(${options.join(" ")} --help) ;;`);
  return `#compdef ${program}
_${program}() {
  local -a commands options
  commands=(
${names.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "$words[2]" in
${cases.join("\n")}
  esac
  if [[ "$PREFIX" == -* ]]; then compadd -- $options; else _files; fi
}
compdef _${program} ${program}`;
}

function fish(program: string, commands: readonly CompletedCommand[]): string {
  const names = commands.map(
    ({ name, description }) => `complete -c ${program} -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
  );
  const options = commands.flatMap((command) =>
    command.options.map((option) => `complete -c ${program} -n '__fish_seen_subcommand_from ${command.name}' -l ${option.slice(2)}`),
  );
  return [...names, ...options].join("\n");
}

/** In single quotes, where nothing is expanded. The way out and in again is the same in the three shells. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
