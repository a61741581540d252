import { compilation, SnowflakeError } from "./snowflake-error";

/** O: 093678, code and text. D: only schemas, Iceberg tables and database roles are created in a catalog-linked database. */
export const notInLinkedDatabase = () =>
  new SnowflakeError(
    "093678",
    "0A000",
    "COMPILATION",
    "SQL Compilation Error: This operation is not supported in a catalog-linked database.",
  );

/** D: ALLOWED_WRITE_OPERATIONS = NONE. A: code and text. */
export const linkedDatabaseIsReadOnly = (database: string) =>
  new SnowflakeError(
    "093679",
    "0A000",
    "COMPILATION",
    `SQL Compilation Error: This operation is not supported in the read-only catalog-linked database '${database}' (ALLOWED_WRITE_OPERATIONS = NONE).`,
  );

/** O: 004506, code and text. */
export const schemaNameNotAlphanumeric = () =>
  compilation("004506", "0A000", "Only alphanumeric schema name is supported in a Catalog-Linked Database.");

/** D: CREATE DATABASE (catalog-linked), usage notes. A: code and text. */
export const notRestIntegration = (integration: string) =>
  compilation(
    "093680",
    "0A000",
    `Catalog integration '${integration}' can not be linked to a database: its CATALOG_SOURCE is not ICEBERG_REST.`,
  );

/** A: discovery and namespaces of a database that is none of a catalog. */
export const notLinkedDatabase = (database: string) =>
  compilation("093681", "0A000", `Database '${database}' is not a catalog-linked database.`);

/** A: a namespace that the database does not follow would vanish at the next discovery. */
export const namespaceNotLinked = (namespace: string, database: string) =>
  compilation(
    "093682",
    "22023",
    `Namespace '${namespace}' is not one that catalog-linked database '${database}' follows: see its ALLOWED_NAMESPACES and BLOCKED_NAMESPACES.`,
  );
