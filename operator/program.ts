import { Command, CommanderError, Option } from "commander";
import { ConfigError } from "../config/config-error";
import { RehearsalError } from "../rehearsal/errors";
import { expectedCloudError } from "./cloud-errors";
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
    // What isn't named is only listed: its options may have to be computed.
    if (!args.includes(definition.name)) return;
    if (definition.details !== undefined) command.addHelpText("after", `\n${definition.details}`);
    const given = new Map<string, string>();
    for (const { name, value, description, repeatable } of definition.options) {
      command.addOption(new Option(value === undefined ? name : `${name} <${value}>`, description));
      // The option's key in commander is its name in camel case; listening under the typed name avoids relying on that.
      command.on(`option:${name.replace(/^--/, "")}`, (typed: string | null | undefined) => {
        const before = repeatable === true ? given.get(name) : undefined;
        given.set(name, before === undefined ? (typed ?? "") : `${before},${typed ?? ""}`);
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
    return toldError(error, writeError);
  }
}

/** What people can do something about is told in words, a bug with its stack. @returns the exit code */
function toldError(error: unknown, writeError: (text: string) => void): number {
  if (error instanceof UsageError || error instanceof ConfigError) {
    writeError(`${error.message}\n`);
    return exitCodes.usage;
  }
  if (error instanceof RehearsalError) {
    writeError(`${error.message}\n  fix: ${error.remedy}\n`);
    return exitCodes.usage;
  }
  const cloud = expectedCloudError(error);
  if (cloud !== undefined) {
    writeError(`${cloud.reason}\n  fix: ${cloud.fix}\n`);
    return exitCodes.unhealthy;
  }
  writeError(`${error instanceof Error ? error.stack : String(error)}\n`);
  return exitCodes.usage;
}
