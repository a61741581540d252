import { Command, CommanderError } from "commander";
import type { CommandContext, CommandDefinition } from "./command";
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
    .exitOverride()
    .configureOutput({ writeOut: context.write, writeErr: writeError });
  for (const definition of commands) {
    // The option's key in commander is its flag in camel case; asking for the definition's flags avoids relying on that.
    const command = program.command(definition.name).description(definition.description);
    const given = new Set<string>();
    for (const { flag, description } of definition.flags) {
      command.option(flag, description);
      command.on(`option:${flag.replace(/^--/, "")}`, () => void given.add(flag));
    }
    command.action(async () => {
      exitCode = await definition.run(context, given);
    });
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version end this way too, with exit code 0; commander has written what there is to say.
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    }
    writeError(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.usage;
  }
}
