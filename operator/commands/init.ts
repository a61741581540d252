import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { parseConfig } from "../../config/parse";
import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { isSystemError } from "../../rehearsal/errors";
import { findKey, KEY_FOLDER } from "../bootstrap/key-pair";
import { renderScript } from "../bootstrap/script";
import { type CommandContext, type CommandDefinition, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { type AskLine, collectAnswers } from "../init/collect";
import { QUESTIONS } from "../init/questions";
import { configText } from "../init/write-config";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";

/** The file that is written unless told otherwise. */
export const DEFAULT_OUTPUT = path.join("config", "mine.yaml");

const DETAILS = `Writes a configuration for real accounts, with what each value means, and prints what their administrators
run once: exactly these statements, for the organization's administrator (ORGADMIN) and for that of each
account (ACCOUNTADMIN). It looks at no account and changes none.

On a terminal it asks what the flags don't say; an empty line takes what is in brackets. With --yes, or
without a terminal, nobody is asked: then what has no default must be a flag.

  twinberg init
  twinberg init --yes --organization MYORG --primary-account EAST --primary-region AWS_US_EAST_1 \\
    --secondary-account WEST --secondary-region AWS_US_WEST_2 --aws-account 111122223333 \\
    --lake-formation-admins arn:aws:iam::111122223333:role/deployer --glue-database analytics

Then: export TWINBERG_CONFIG=config/mine.yaml, twinberg bootstrap, twinberg preflight.

Exit code 0: written. 2: an answer can't be used, or the file is there and --force isn't given.
130: interrupted; nothing was written.
`;

/** What tests replace. */
export interface InitTools {
  /** Asks people; undefined: there is no terminal. */
  readonly openTerminal: (signal: AbortSignal) => { readonly ask: AskLine; close(): void } | undefined;
  /** Random, in hexadecimal. @param bytes how many */
  readonly random: (bytes: number) => string;
}

const realTools: InitTools = {
  openTerminal: (signal) => {
    if (!process.stdin.isTTY) return undefined;
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    // While a line is edited, Ctrl-C is a key and no signal.
    lines.on("SIGINT", () => void process.kill(process.pid, "SIGINT"));
    const ended = new Promise<never>((_resolve, reject) => {
      lines.once("close", () =>
        reject(new UsageError("the input ended before the last question; nothing was written")),
      );
    });
    // Told where somebody waits for an answer, and nowhere else.
    ended.catch(() => undefined);
    return { ask: (prompt) => Promise.race([lines.question(prompt, { signal }), ended]), close: () => lines.close() };
  },
  random: (bytes) => randomBytes(bytes).toString("hex"),
};

/** `twinberg init`. @param tools tests give others */
export function initCommand(tools: InitTools = realTools): CommandDefinition {
  return {
    name: "init",
    description: "write a configuration for real accounts, and print what their administrators run once",
    details: DETAILS,
    options: [
      { name: "--out", value: "file", description: `the file to write (default: ${DEFAULT_OUTPUT})` },
      { name: "--force", description: "replace the file when it is there" },
      { name: "--yes", description: "ask nobody: flags and defaults only" },
      { name: "--json", description: "ask nobody, and print JSON: the file and the statements" },
      ...QUESTIONS.map(({ name, text }) => ({ name: `--${name}`, value: "value", description: text })),
    ],
    run: (context, options) => untilInterrupted(context.signal, () => init(context, options, tools)),
  };
}

async function init(context: CommandContext, options: GivenOptions, tools: InitTools): Promise<number> {
  const { root, signal, write, progress, env } = context;
  const out = options.get("--out") ?? DEFAULT_OUTPUT;
  const file = path.resolve(root, out);
  const force = options.has("--force");
  // Said before anybody answers two dozen questions; the writing looks again.
  if (!force && existsSync(file)) throw alreadyThere(out);
  const quiet = options.has("--yes") || options.has("--json");
  const terminal = quiet ? undefined : tools.openTerminal(signal);
  let answers: Awaited<ReturnType<typeof collectAnswers>>;
  try {
    answers = await collectAnswers(QUESTIONS, options, terminal?.ask, progress);
  } finally {
    terminal?.close();
  }
  const schema = path.relative(path.dirname(file), path.join(root, "config", "twinberg.schema.json"));
  const text = configText({
    answers,
    schema: schema.startsWith(".") ? schema : `./${schema}`,
    externalId: (purpose) => `twinberg-${purpose}-${tools.random(12)}`,
  });
  // What is wrong with several answers at once is only seen here.
  const config = parseConfig(out, text);
  await save(file, out, text, force);
  const bodies = await publicKeys(config, { env, root });
  const script = renderScript(config, (account) => bodies.get(account));
  const statements = script.split("\n").filter((line) => line !== "" && !line.startsWith("--"));
  if (options.has("--json")) {
    write(toJson({ file, statements }));
    return exitCodes.ok;
  }
  write(script);
  progress(renderNext(config, out, bodies));
  return exitCodes.ok;
}

/** @throws UsageError when the file is there, and isn't to be replaced */
async function save(file: string, shown: string, text: string, force: boolean): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: force ? "w" : "wx" });
  } catch (error) {
    if (isSystemError(error, "EEXIST")) throw alreadyThere(shown);
    throw error;
  }
}

const alreadyThere = (shown: string): UsageError =>
  new UsageError(`${shown} is there already: give --force to replace it, or --out to write another`);

/** The public keys that there are already; a new estate has none. */
async function publicKeys(
  config: TwinbergConfig,
  { env, root }: Pick<CommandContext, "env" | "root">,
): Promise<ReadonlyMap<AccountRole, string>> {
  const bodies = new Map<AccountRole, string>();
  for (const account of ACCOUNT_ROLES) {
    if (config.accounts[account].deployer.login.type === "workload-identity") continue;
    const { publicKey } = await findKey(config, account, { env }, path.resolve(root, KEY_FOLDER));
    if (publicKey !== undefined) bodies.set(account, publicKey.body);
  }
  return bodies;
}

function renderNext(config: TwinbergConfig, out: string, bodies: ReadonlyMap<AccountRole, string>): string {
  const keyless = ACCOUNT_ROLES.filter(
    (account) => config.accounts[account].deployer.login.type !== "workload-identity" && !bodies.has(account),
  );
  return [
    `\n${out} is written. Above is what administrators run once, by hand or by twinberg bootstrap.`,
    ...(keyless.length === 0
      ? []
      : [
          "The key pairs aren't made yet: twinberg bootstrap makes them, and with --statements prints the above with the keys.",
        ]),
    "",
    "Next:",
    `  export TWINBERG_CONFIG=${out}`,
    "  twinberg bootstrap   # looks, plans, asks; --plan only plans",
    "  twinberg preflight   # says what stands in the way of the first apply",
    "",
  ].join("\n");
}
