/**
 * What every schema says of itself, though it is Snowflake's default: where a schema existed before, and was imported, the provider
 * takes "not said" for a difference, and would make it anew.
 * Source: provider documentation, resources/schema, Import.
 */
export const PERMANENT_SCHEMA = { isTransient: "false", withManagedAccess: "false" } as const;
