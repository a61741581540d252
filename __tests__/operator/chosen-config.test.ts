import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { chosenConfig } from "../../operator/chosen-config";
import type { CommandContext } from "../../operator/command";
import { syncCommand } from "../../operator/commands/sync";
import { tablesCommand } from "../../operator/commands/tables";
import { workspacesCommand } from "../../operator/commands/workspaces";
import { exitCodes } from "../../operator/exit-codes";
import { runProgram } from "../../operator/program";

const root = path.resolve(__dirname, "..", "..");
const NOTICE = "twinberg: TWINBERG_CONFIG isn't set: this is about config/demo.yaml, the rehearsal's configuration\n";

function contextWith(env: CommandContext["env"]) {
  const out: string[] = [];
  const errors: string[] = [];
  const context: CommandContext = {
    env,
    root,
    write: (text) => void out.push(text),
    progress: (text) => void errors.push(text),
    signal: new AbortController().signal,
  };
  return { context, out, errors };
}

/** Files that commands are made of. */
const sources = readdirSync(path.join(root, "operator"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, text: readFileSync(path.join(root, "operator", file), "utf8") }));

describe("the configuration that an operator's command is about", () => {
  it.each([{}, { TWINBERG_CONFIG: "" }])("is the rehearsal's with %j, which is told where no JSON goes", (env) => {
    const { context, out, errors } = contextWith(env);
    const { file, config } = chosenConfig(context);
    expect({ file, organization: config.organization }).toEqual({
      file: "config/demo.yaml",
      organization: "TWINBERG",
    });
    expect({ out, errors }).toEqual({ out: [], errors: [NOTICE] });
  });

  it("is the one that TWINBERG_CONFIG names, of which nothing is told", () => {
    const { context, out, errors } = contextWith({ TWINBERG_CONFIG: "config/example.yaml" });
    expect(chosenConfig(context).file).toBe("config/example.yaml");
    expect({ out, errors }).toEqual({ out: [], errors: [] });
  });

  it("is told although the configuration then can't be used", async () => {
    const { context, out, errors } = contextWith({});
    const code = await runProgram(["workspaces", "--json"], [workspacesCommand()], context, context.progress);
    expect(code).toBe(exitCodes.usage);
    expect(errors[0]).toBe(NOTICE);
    expect(out).toEqual([]);
  });

  it.each(["sync plan", "tables"])("is told by %s, too, which opens the table sync", async (typed) => {
    const { context, errors } = contextWith({});
    const open = (given: Pick<CommandContext, "env" | "progress">) => {
      chosenConfig(given);
      throw new Error("far enough");
    };
    await runProgram(typed.split(" "), [syncCommand(open), tablesCommand(open)], context, context.progress);
    expect(errors.join("")).toContain(NOTICE);
  });

  it("is read here, and nowhere else: what reads another way would not tell it; doctor tells the file itself", () => {
    const reading = sources.filter(({ text }) => /\bloadConfig\(/.test(text)).map(({ file }) => file);
    expect(reading.sort()).toEqual(["chosen-config.ts", path.join("doctor", "system-probes.ts")]);
  });
});
