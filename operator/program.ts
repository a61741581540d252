import { Command, CommanderError, Option } from "commander";
import { ConfigError } from "../config/config-error";
import { type CommandContext, type CommandDefinition, UsageError } from "./command";
import { exitCodes } from "./exit-codes";

/**
 * Runs the `twinberg` command line.
 * @param args what follows the program's name
 * @param writeError takes text for standard error
 * @returns the exit code
 */
export async function runProgram(
  args: readonly string[],
  commands: readonly CommandDefinition[],
  context: CommandContext,
  writeError: (text: string) => void,
): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const program = new Command("twinberg")
    .description("Operate the twin: one lake, two Snowflake accounts")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: context.write, writeErr: writeError });
  const add = (parent: Command, definition: CommandDefinition): void => {
    const command = parent.command(definition.name).description(definition.description).enablePositionalOptions();
    if (definition.details !== undefined) command.addHelpText("after", `\n${definition.details}`);
    const given = new Map<string, string>();
    for (const { name, value, description } of definition.options) {
      command.addOption(new Option(value === undefined ? name : `${name} <${value}>`, description));
      // The option's key in commander is its name in camel case; listening under the typed name avoids relying on that.
      command.on(`option:${name.replace(/^--/, "")}`, (typed: string | null | undefined) => {
        given.set(name, typed ?? "");
      });
    }
    const { argument } = definition;
    if (argument !== undefined) command.argument(`[${argument.name}]`, argument.description);
    command.action(async (typed: unknown) => {
      if (argument !== undefined && typeof typed === "string") given.set(argument.name, typed);
      exitCode = await definition.run(context, given);
    });
    for (const below of definition.commands ?? []) add(command, below);
  };
  for (const definition of commands) add(program, definition);
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version end this way too, with exit code 0; commander has written what there is to say.
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    }
    const expected = error instanceof UsageError || error instanceof ConfigError;
    writeError(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.usage;
  }
}
