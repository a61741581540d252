import { code, markdownTable } from "../../config/markdown";
import type { CommandDefinition } from "../command";
import { exitCodes } from "../exit-codes";

const EXIT_MEANINGS: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: "done, and all is well",
  unhealthy: "done, and something isn't well: the output says what",
  usage: "the command line or the configuration can't be used: nothing was done",
  changes: "planned only, and there is something to change",
  interrupted: "ended by Ctrl-C, cleanly",
};

/** `docs/reference/commands.md`: every command of `twinberg`, from its definition. */
export function commandsPage(commands: readonly CommandDefinition[]): string {
  const all = commands.flatMap((command) => withThoseBelow(command, []));
  const exits = Object.entries(EXIT_MEANINGS).map(([name, meaning]) => [
    code(String(Reflect.get(exitCodes, name))),
    meaning,
  ]);
  return `# Commands

Every command of \`twinberg\`, as its own \`--help\` tells it. Generated from \`operator/commands\` by \`npm run docs:commands\`. In a checkout: \`npm run twinberg -- <command>\`.

Results go to standard output, what long work is at to standard error. \`--json\`, where a command has it, prints the result for programs and nothing else.

${markdownTable(["exit code", "meaning"], exits)}

${markdownTable(
  ["command", "does"],
  all.map(({ words, definition }) => [`[\`${words.join(" ")}\`](#${anchorOf(words)})`, definition.description]),
)}

${all.map(section).join("\n\n")}
`;
}

/** A command with the words that lead to it. */
interface NamedCommand {
  readonly words: readonly string[];
  readonly definition: CommandDefinition;
}

function withThoseBelow(definition: CommandDefinition, before: readonly string[]): readonly NamedCommand[] {
  const words = [...before, definition.name];
  return [{ words, definition }, ...(definition.commands ?? []).flatMap((below) => withThoseBelow(below, words))];
}

function section({ words, definition }: NamedCommand): string {
  const { argument, options, details, description } = definition;
  const usage = ["twinberg", ...words, ...(argument === undefined ? [] : [`[${argument.name}]`])].join(" ");
  const parts = [
    `## ${words.join(" ")}`,
    `\`${usage}${options.length === 0 ? "" : " [options]"}\`: ${description}.`,
    ...(argument === undefined ? [] : [`\`${argument.name}\`: ${argument.description}.`]),
    ...(options.length === 0 ? [] : [optionsTable(definition)]),
    // As it is printed: its lines and columns mean something.
    ...(details === undefined ? [] : [`\`\`\`text\n${details.trimEnd()}\n\`\`\``]),
  ];
  return parts.join("\n\n");
}

function optionsTable({ options }: CommandDefinition): string {
  return markdownTable(
    ["option", "does"],
    options.map(({ name, value, description }) => [
      code(value === undefined ? name : `${name} <${value}>`),
      description,
    ]),
  );
}

function anchorOf(words: readonly string[]): string {
  return words.join("-");
}
