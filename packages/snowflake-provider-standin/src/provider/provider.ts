import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type CtyRecord, type CtyValue, isList } from "../plugin/cty";
import type { Operation, ProviderDefinition } from "../plugin/definition";
import { type Diagnostic, DiagnosticError, problem } from "../plugin/diagnostics";
import type { ProviderSchema } from "../plugin/schema";
import { RESOURCES } from "../resources";
import type { ClientEnvironment } from "../snowflake/connection-options";
import { SnowflakeSession } from "../snowflake/session";
import { checkProviderConfig, connectionOptions } from "./config";
import { ResourceSession, type StatementRunner } from "./session";

/** What the provider takes from outside. */
export interface ProviderInput {
  /** The real provider's schema (schema/snowflake-2.20.0.json). */
  readonly schema: ProviderSchema;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Clock, ids and waiting; the real ones when left out. */
  readonly client?: ClientEnvironment;
}

const REAL_CLIENT: ClientEnvironment = {
  now: () => new Date(),
  newId: randomUUID,
  sleep: async (milliseconds) => {
    await sleep(milliseconds);
  },
};

/** Statements that the real provider runs when it connects: two pings, then who it is. */
const INITIAL_STATEMENTS = [
  "SELECT 1",
  "SELECT 1",
  "SELECT CURRENT_ACCOUNT() as CURRENT_ACCOUNT",
  "SELECT CURRENT_SESSION() as CURRENT_SESSION",
] as const;

/** The stand-in for the snowflakedb/snowflake provider, as a definition for the plugin framework. */
export class SnowflakeProvider implements ProviderDefinition<ResourceSession> {
  readonly schema: ProviderSchema;
  readonly resources = RESOURCES;
  readonly #input: ProviderInput;
  #session: SnowflakeSession | undefined;
  #features: ReadonlySet<string> = new Set();
  #experiments: ReadonlySet<string> = new Set();

  constructor(input: ProviderInput) {
    this.#input = input;
    this.schema = input.schema;
  }

  refusal(typeName: string): string {
    return (
      `the stand-in for snowflakedb/snowflake knows the schema of ${typeName} but does not carry it out. ` +
      `It carries out ${[...this.resources.keys()].join(", ")}: use the real provider for anything else`
    );
  }

  validateConfig(config: CtyRecord): readonly Diagnostic[] {
    return checkProviderConfig(config, this.#input.environment);
  }

  async configure(config: CtyRecord): Promise<readonly Diagnostic[]> {
    const options = connectionOptions(config, this.#input.environment);
    const names = (value: CtyValue): ReadonlySet<string> => new Set(isList(value) ? value.map(String) : []);
    this.#features = names(config.preview_features_enabled ?? null);
    this.#experiments = names(config.experimental_features_enabled ?? null);
    const session = await SnowflakeSession.open(options, this.#input.client ?? REAL_CLIENT);
    this.#session = session;
    for (const statement of INITIAL_STATEMENTS) await session.run(statement);
    return [];
  }

  session(typeName: string, operation: Operation): ResourceSession {
    const feature = this.resources.get(typeName)?.previewFeature;
    // as in the real provider, planning and importing don't look
    const looks = operation !== "custom_diff" && operation !== "import";
    if (looks && feature !== undefined && !this.#features.has(feature)) {
      throw new DiagnosticError([
        problem(
          `${feature} is currently a preview feature, and must be enabled by adding ${feature} to preview_features_enabled in the Snowflake provider configuration.`,
        ),
      ]);
    }
    const runner: StatementRunner = {
      run: async (sqlText) => {
        if (this.#session === undefined)
          throw new Error("the provider is not configured: Terraform has to call Configure first");
        return this.#session.run(sqlText);
      },
    };
    return new ResourceSession(runner, typeName, operation, this.#experiments);
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }
}
