import { type CommandDefinition, UsageError } from "../../operator/command";
import { commands } from "../../operator/commands";
import { exitCodes } from "../../operator/exit-codes";
import { runProgram } from "../../operator/program";

async function run(args: readonly string[], definitions: readonly CommandDefinition[] = commands) {
  const out: string[] = [];
  const errors: string[] = [];
  const context = {
    env: {},
    root: "/",
    write: (text: string) => void out.push(text),
    progress: (text: string) => void errors.push(text),
    signal: new AbortController().signal,
  };
  const code = await runProgram(args, definitions, context, (text) => void errors.push(text));
  return { code, out: out.join(""), errors: errors.join("") };
}
const command = (runIt: CommandDefinition["run"]): CommandDefinition => ({
  name: "look",
  description: "look",
  options: [
    { name: "--json", description: "JSON" },
    { name: "--how-far", value: "number", description: "how far" },
  ],
  run: runIt,
});

describe("the twinberg command line", () => {
  it("lists its commands", async () => {
    const { code, out } = await run(["--help"]);
    expect(code).toBe(exitCodes.ok);
    expect(out).toContain("doctor");
  });

  it("gives a command the options that were typed, and exits with its code", async () => {
    const seen: (readonly (readonly [string, string])[])[] = [];
    const definition = command(async (_context, options) => {
      seen.push([...options]);
      return exitCodes.unhealthy;
    });
    expect((await run(["look", "--json", "--how-far", "3"], [definition])).code).toBe(exitCodes.unhealthy);
    expect((await run(["look"], [definition])).code).toBe(exitCodes.unhealthy);
    expect(seen).toEqual([
      [
        ["--json", ""],
        ["--how-far", "3"],
      ],
      [],
    ]);
  });

  it("runs a command below another one with its own options", async () => {
    const below = command(async (_context, options) => (options.get("--how-far") === "7" ? exitCodes.unhealthy : 0));
    const above: CommandDefinition = {
      ...command(() => Promise.resolve(exitCodes.ok)),
      name: "above",
      commands: [below],
    };
    expect((await run(["above", "look", "--how-far", "7"], [above])).code).toBe(exitCodes.unhealthy);
    expect((await run(["above"], [above])).code).toBe(exitCodes.ok);
  });

  it("tells what can't be used without a stack, with exit code 2", async () => {
    const { code, errors } = await run(["look"], [command(() => Promise.reject(new UsageError("--how-far is far")))]);
    expect({ code, errors }).toEqual({ code: exitCodes.usage, errors: "--how-far is far\n" });
  });

  it.each([[["nope"]], [["doctor", "--nope"]]])("refuses %s with exit code 2", async (args) => {
    const { code, errors } = await run(args);
    expect(code).toBe(exitCodes.usage);
    expect(errors).toContain("nope");
  });

  it("shows a bug with its stack, and exits with 2", async () => {
    const { code, errors } = await run(["look"], [command(() => Promise.reject(new Error("a bug")))]);
    expect(code).toBe(exitCodes.usage);
    expect(errors).toContain("Error: a bug");
  });
});
