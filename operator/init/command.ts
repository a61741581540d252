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
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { type AskLine, collectAnswers } from "./collect";
import type { InitJson } from "./init-json";
import { QUESTIONS } from "./questions";
import { sampleTables } from "./sample-tables";
import { configText } from "./write-config";

/** The file that is written unless told otherwise. */
export const DEFAULT_OUTPUT = path.join("config", "mine.yaml");

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

/** Asks, and writes the configuration. @param tools tests give others @returns the exit code */
export function writeConfiguration(
  context: CommandContext,
  options: GivenOptions,
  tools: InitTools = realTools,
): Promise<number> {
  return untilInterrupted(context.signal, () => init(context, options, tools));
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
    sampleTables: sampleTables(),
    externalId: (purpose) => `twinberg-${purpose}-${tools.random(12)}`,
  });
  // What is wrong with several answers at once is only seen here.
  const config = parseConfig(out, text);
  await save(file, out, text, force);
  const bodies = await publicKeys(config, { env, root });
  const script = renderScript(config, (account) => bodies.get(account));
  const statements = script.split("\n").filter((line) => line !== "" && !line.startsWith("--"));
  if (options.has("--json")) {
    write(toJson({ file, statements } satisfies InitJson));
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
    "  npx twinberg bootstrap   # looks, plans, asks; --plan only plans",
    "  npx twinberg preflight   # says what stands in the way of the first apply",
    "",
  ].join("\n");
}
