import type { Operation } from "../plugin/definition";
import type { Row, StatementResult } from "../snowflake/result";

/** Version that the stand-in stands in for. */
export const PROVIDER_VERSION = "2.20.0";

/** Runs statements; `SnowflakeSession` is one. */
export interface StatementRunner {
  /** @throws SnowflakeError when Snowflake refuses the statement */
  run(sqlText: string): Promise<StatementResult>;
}

/**
 * What a resource talks to Snowflake with during one operation: every statement carries the comment by which the real provider
 * says which resource and operation it belongs to.
 */
export class ResourceSession {
  readonly #runner: StatementRunner;
  readonly #suffix: string;

  /** @param experiments the provider block's `experimental_features_enabled` */
  constructor(
    runner: StatementRunner,
    resource: string,
    operation: Operation,
    readonly experiments: ReadonlySet<string> = new Set(),
  ) {
    this.#runner = runner;
    this.#suffix = usageTracking(resource, operation);
  }

  /** Runs a statement for its effect. */
  async execute(sqlText: string): Promise<void> {
    await this.#runner.run(sqlText + this.#suffix);
  }

  /** Runs a statement for its rows. */
  async query(sqlText: string): Promise<readonly Row[]> {
    return (await this.#runner.run(sqlText + this.#suffix)).rows;
  }

  /** Runs a statement as it is, without the comment. */
  async queryUntracked(sqlText: string): Promise<StatementResult> {
    return this.#runner.run(sqlText);
  }
}

/** The comment that ends every tracked statement. */
export function usageTracking(resource: string, operation: Operation): string {
  const metadata = { json_schema_version: "1", version: PROVIDER_VERSION, resource, operation };
  return ` --terraform_provider_usage_tracking ${JSON.stringify(metadata)}`;
}
