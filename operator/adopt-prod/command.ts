import path from "node:path";
import { quoteIdentifier } from "../../sql/identifier";
import { chosenConfig } from "../chosen-config";
import { type CommandContext, type GivenOptions, UsageError } from "../command";
import { exitCodes } from "../exit-codes";
import { askPerson, canAsk, nobodyToAsk } from "../failover/ask-person";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { keepSessions } from "../snowflake/kept-sessions";
import { openSession, type SessionSettings, type SnowflakeSession } from "../snowflake/session";
import { unlessAborted } from "../validate/account-access";
import { deployerSettings } from "../validate/deployers";
import { MigrationStopped, type MigrationWork } from "./carry-out";
import { lookAndPlan, migrate, type PlannedMigration } from "./migrate";
import { migrationNames } from "./names";
import { migrationFacts, renderMigration, stepText } from "./render";

/** What tests replace. */
export interface AdoptProdTools {
  readonly open: (settings: SessionSettings) => Promise<SnowflakeSession>;
  /** Whether there is somebody to ask. */
  readonly canAsk: () => boolean;
  /** Asks a person; false: no. */
  readonly ask: (question: string, signal: AbortSignal) => Promise<boolean>;
}

const realTools: AdoptProdTools = { open: openSession, canAsk, ask: askPerson };

/** Plans, asks, and does it. @returns the exit code @throws UsageError */
export function adoptProd(
  context: CommandContext,
  options: GivenOptions,
  tools: AdoptProdTools = realTools,
): Promise<number> {
  return untilInterrupted(context.signal, () => planAndMigrate(context, options, tools));
}

async function planAndMigrate(
  { env, root, signal, write, progress }: CommandContext,
  options: GivenOptions,
  tools: AdoptProdTools,
): Promise<number> {
  const [json, yes, planOnly] = ["--json", "--yes", "--plan"].map((name) => options.has(name));
  if (planOnly && yes) throw new UsageError("--plan and --yes exclude each other");
  if (json && !planOnly && !yes) throw new UsageError("--json asks nobody: give --plan or --yes with it");
  // Before an account is waited for.
  if (!planOnly && !yes && !tools.canAsk()) throw nobodyToAsk("Make the database independent?");
  const { file: configFile, config } = chosenConfig({ env, progress });
  const names = migrationNames(config);
  const sessions = keepSessions(tools.open);
  try {
    const [primary, secondary] = await unlessAborted(signal, () =>
      Promise.all([
        sessions.open(deployerSettings(config, "primary", env)),
        sessions.open(deployerSettings(config, "secondary", env)),
      ]),
    );
    const warehouse = config.warehouses.query.name;
    await secondary.execute(`USE WAREHOUSE ${quoteIdentifier(warehouse)}`).catch((error: unknown) => {
      throw new UsageError(
        `${names.secondary}: the warehouse ${warehouse}, which views are read with, can't be used: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    const file = path.resolve(root, `${configFile.replace(/\.ya?ml$/i, "")}.prod-definitions.json`);
    const work: MigrationWork = { names, sessions: { primary, secondary }, file: { file } };
    const first = await unlessAborted(signal, () => lookAndPlan(work));
    const tell = (planned: PlannedMigration) =>
      write(json ? toJson(migrationFacts(planned)) : renderMigration(planned, names));
    if (planOnly || first.plan.kind !== "steps") {
      tell(first);
      return first.plan.kind === "done" ? exitCodes.ok : exitCodes.unhealthy;
    }
    if (!json) tell(first);
    if (!yes && !(await tools.ask(`Do ${first.plan.steps.length} steps?`, signal))) {
      progress("nothing was done\n");
      return exitCodes.unhealthy;
    }
    const group = first.facts.group?.name ?? first.facts.saved?.group ?? "";
    const last = await migrate(first, work, (step) => progress(`▸ ${stepText(step, names, group)}\n`), signal);
    tell(last);
    return last.plan.kind === "done" ? exitCodes.ok : exitCodes.unhealthy;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof MigrationStopped)) throw error;
    progress(`✗ ${error.message}\n  what was done before stays; the same command goes on from here\n`);
    return exitCodes.unhealthy;
  } finally {
    await sessions.close();
  }
}
