import type * as Api from "@duckdb/node-api";
import type * as Bindings from "@duckdb/node-bindings";

/** The engine's native module, in its two layers. */
export interface DuckDb {
  /** Instances, connections, results. */
  readonly api: typeof Api;
  /** The C functions below it; reading vectors is many times faster with them. */
  readonly bindings: typeof Bindings;
}

let loading: Promise<DuckDb> | undefined;

async function load(): Promise<DuckDb> {
  const api = await import("@duckdb/node-api");
  const bindings = await import("@duckdb/node-bindings");
  return { api, bindings: bindings.default };
}

/**
 * Loads the engine once. The first call holds the event loop for some 100 ms, so whoever listens calls it before.
 * Rejects when there is no native module for this platform.
 */
export function loadDuckDb(): Promise<DuckDb> {
  loading ??= load();
  return loading;
}
