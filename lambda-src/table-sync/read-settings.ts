import { type Json, list, parseJson, record, text } from "./json";
import { parseS3Location } from "./locations";
import { checkMapping } from "./names";
import type { SchemaName, Stage, SyncSettings } from "./settings";
import type { SqlApiSettings } from "./sql-api-client";

/** What the function is deployed with, as JSON. */
export interface DeployedSettings {
  readonly sync: SyncSettings;
  readonly snowflake: Omit<SqlApiSettings, "queryTag"> & {
    /** `ORGANIZATION-ACCOUNT`. */
    readonly account: string;
    readonly user: string;
    /** How the user proves who it is: by a private key in a secret, or by the function's AWS role. */
    readonly authentication: "KEY_PAIR" | "WORKLOAD_IDENTITY";
  };
}

type Fields = Readonly<Record<string, Json>>;

/** Reads deployed settings. @throws SyntaxError for what is no JSON, RangeError naming the field that is wrong */
export function readSettings(source: string): DeployedSettings {
  const all = fields(parseJson(source), "the settings");
  const sync = fields(all.sync, "sync");
  const snowflake = fields(all.snowflake, "snowflake");
  const naming = fields(sync.naming, "sync.naming");
  const separator = text(naming.separator);
  const mapping = Object.entries(record(naming.mapping) ?? {}).map(([name, schema]) => [
    name,
    schemaName(schema, name),
  ]);
  const snsTopic = text(sync.snsTopic);
  const warehouse = text(snowflake.warehouse);
  const settings: SyncSettings = {
    catalog: required(sync, "catalog", "sync"),
    ...(sync.databases === undefined ? {} : { databases: databasePatterns(sync.databases) }),
    naming: { mapping: Object.fromEntries(mapping), ...(separator === undefined ? {} : { separator }) },
    stages: (list(sync.stages) ?? []).map(stage),
    orphans: oneOf(sync, "orphans", ["DROP", "MARK"]),
    autoRefresh: truth(sync, "autoRefresh"),
    ...(snsTopic === undefined ? {} : { snsTopic }),
    createSchemas: truth(sync, "createSchemas"),
    adopt: truth(sync, "adopt"),
    sweepPartitions: oneOf(sync, "sweepPartitions", ["ALL", "USER_SPECIFIED"]),
  };
  checkMapping(settings.naming);
  const seconds = snowflake.statementTimeoutSeconds;
  if (typeof seconds !== "number" || !(seconds > 0)) {
    throw new RangeError("snowflake.statementTimeoutSeconds is no number above 0");
  }
  const account = required(snowflake, "account", "snowflake");
  if (account.includes(".")) {
    throw new RangeError(`snowflake.account is ORGANIZATION-ACCOUNT, not ${JSON.stringify(account)} with a region`);
  }
  return {
    sync: settings,
    snowflake: {
      url: required(snowflake, "url", "snowflake").replace(/\/+$/, ""),
      account,
      user: required(snowflake, "user", "snowflake"),
      authentication: oneOf(snowflake, "authentication", ["KEY_PAIR", "WORKLOAD_IDENTITY"], "snowflake"),
      role: required(snowflake, "role", "snowflake"),
      ...(warehouse === undefined ? {} : { warehouse }),
      statementTimeoutSeconds: seconds,
    },
  };
}

function fields(value: Json, name: string): Fields {
  const found = record(value);
  if (found === undefined) throw new RangeError(`${name} is missing, or no object`);
  return found;
}

function required(from: Fields, field: string, name: string): string {
  const value = text(from[field]);
  if (value === undefined) throw new RangeError(`${name}.${field} is missing, or no text`);
  return value;
}

function truth(from: Fields, field: string): boolean {
  const value = from[field];
  if (typeof value !== "boolean") throw new RangeError(`sync.${field} is neither true nor false`);
  return value;
}

function oneOf<Value extends string>(from: Fields, field: string, values: readonly Value[], name = "sync"): Value {
  const value = values.find((one) => one === from[field]);
  if (value === undefined) throw new RangeError(`${name}.${field} is none of ${values.join(", ")}`);
  return value;
}

function schemaName(value: Json, glueDatabase: string): SchemaName {
  const name = `sync.naming.mapping.${glueDatabase}`;
  const found = fields(value, name);
  return { database: required(found, "database", name), schema: required(found, "schema", name) };
}

function databasePatterns(value: Json): readonly string[] {
  const patterns = (list(value) ?? []).map(text);
  const texts = patterns.flatMap((pattern) => pattern ?? []);
  if (texts.length === 0 || texts.length < patterns.length) {
    throw new RangeError("sync.databases is no list of texts: leave it out to sync all of Glue's databases");
  }
  return texts;
}

function stage(value: Json, index: number): Stage {
  const at = `sync.stages[${index}]`;
  const found = fields(value, at);
  const [database, schema, name, ...more] = (list(found.name) ?? []).map(text);
  if (database === undefined || schema === undefined || name === undefined || more.length > 0) {
    throw new RangeError(`${at}.name isn't database, schema and stage`);
  }
  const url = required(found, "url", at);
  if (parseS3Location(url) === undefined) throw new RangeError(`${at}.url ${JSON.stringify(url)} isn't in S3`);
  return { name: [database, schema, name], url };
}
