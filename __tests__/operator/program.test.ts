import type { CommandDefinition } from "../../operator/command";
import { commands } from "../../operator/commands";
import { exitCodes } from "../../operator/exit-codes";
import { runProgram } from "../../operator/program";

async function run(args: readonly string[], definitions: readonly CommandDefinition[] = commands) {
  const out: string[] = [];
  const errors: string[] = [];
  const context = { env: {}, root: "/", write: (text: string) => void out.push(text) };
  const code = await runProgram(args, definitions, context, (text) => void errors.push(text));
  return { code, out: out.join(""), errors: errors.join("") };
}
const command = (runIt: CommandDefinition["run"]): CommandDefinition => ({
  name: "look",
  description: "look",
  flags: [{ flag: "--json", description: "JSON" }],
  run: runIt,
});

describe("the twinberg command line", () => {
  it("lists its commands", async () => {
    const { code, out } = await run(["--help"]);
    expect(code).toBe(exitCodes.ok);
    expect(out).toContain("doctor");
  });

  it("gives a command the flags that were typed, and exits with its code", async () => {
    const seen: string[][] = [];
    const definition = command(async (_context, flags) => {
      seen.push([...flags]);
      return exitCodes.unhealthy;
    });
    expect((await run(["look", "--json"], [definition])).code).toBe(exitCodes.unhealthy);
    expect((await run(["look"], [definition])).code).toBe(exitCodes.unhealthy);
    expect(seen).toEqual([["--json"], []]);
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
