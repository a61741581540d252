import type { CatalogIntegration } from "../objects/integration";
import { assumeRoleMessage } from "../sql/functions/s3-checks";
import type { AssumedRole } from "./aws/role-access";
import { RemoteAccessError } from "./remote-catalog";

type Operation = RemoteAccessError["operation"];

/**
 * The catalog refuses. O: the text for REST ("Resource on the REST endpoint of catalog integration … is forbidden due to error:
 * Forbidden: …"); A: the code, and the text for GLUE, which is that of SYSTEM$VERIFY_CATALOG_INTEGRATION.
 */
export function catalogRefused(
  integration: CatalogIntegration,
  operation: Operation,
  reason: string,
): RemoteAccessError {
  const text =
    integration.source === "ICEBERG_REST"
      ? `SQL Execution Error: Resource on the REST endpoint of catalog integration ${integration.name} is forbidden due to error: Forbidden: ${reason}.`
      : `SQL Execution Error: Failed to access the catalog of integration ${integration.name} due to error: ${reason}`;
  return new RemoteAccessError("094120", operation, text);
}

/** The role of an integration can't be assumed. O: the inner text; A: the rest. */
export function catalogRoleRefused(
  { name }: CatalogIntegration,
  { principalArn, roleArn }: AssumedRole,
  reason: string,
): RemoteAccessError {
  const text = `SQL Execution Error: Failed to access the catalog of integration ${name} due to error: ${assumeRoleMessage(principalArn, roleArn, reason)}`;
  return new RemoteAccessError("094120", "CATALOG_CONNECTION", text);
}

/** A: an integration that is not enabled. */
export function catalogDisabled({ name }: CatalogIntegration): RemoteAccessError {
  const text = `SQL Execution Error: Catalog integration ${name} is not enabled.`;
  return new RemoteAccessError("094120", "CATALOG_CONNECTION", text);
}

/** O (text), A (code): a table for which Lake Formation gives out no credentials. */
export function noVendedCredentials(table: string, reason: string): RemoteAccessError {
  const text = `SQL Execution Error: Failed to retrieve credentials from the Catalog for table ${table}. Please ensure that the catalog vends credentials and retry. (${reason})`;
  return new RemoteAccessError("094121", "READ", text);
}

/** O (text), A (code): the role of a storage location can't be assumed. */
export function storageRoleRefused({ principalArn, roleArn }: AssumedRole, reason: string): RemoteAccessError {
  const text = `SQL execution error: Error assuming AWS_ROLE. Please verify the role and externalId are configured correctly in your AWS policy. ${assumeRoleMessage(principalArn, roleArn, reason)}`;
  return new RemoteAccessError("003167", "READ", text);
}

/** O (text), A (code): a file that the role may not read. */
export function fileRefused(uri: string, reason: string): RemoteAccessError {
  const text = `Failed to access remote file: access denied. Please check your credentials (${uri}: ${reason})`;
  return new RemoteAccessError("100194", "READ", text);
}

/** A: a file outside of the volume's locations. */
export function outsideOfVolume(uri: string, volume: string): RemoteAccessError {
  const text = `SQL execution error: File '${uri}' is not in a storage location of external volume '${volume}'.`;
  return new RemoteAccessError("094123", "READ", text);
}

/** O (text), A (code): a file that is not there. */
export function fileMissing(uri: string): RemoteAccessError {
  const text = `Remote file '${uri}' was not found. There are several potential root causes. The file might not exist. The required credentials may be missing or invalid.`;
  return new RemoteAccessError("100016", "READ", text);
}

/** A: a metadata or manifest file that is none, or of a format that is not read. */
export function metadataNotUnderstood(uri: string, reason: string): RemoteAccessError {
  const text = `SQL execution error: Iceberg metadata file '${uri}' can't be read: ${reason}`;
  return new RemoteAccessError("094122", "READ", text);
}

/** A: a catalog that took no new snapshot, or files that could not be written. */
export function commitFailed(table: string, reason: string): RemoteAccessError {
  const text = `SQL execution error: Failed to commit to Iceberg table '${table}' in its catalog: ${reason}`;
  return new RemoteAccessError("094124", "COMMIT", text);
}

/** O (code and text): a table that the catalog has not. */
export function catalogTableMissing(namespace: string, table: string, integration: string): RemoteAccessError {
  const name = namespace === "" ? table : `${namespace}.${table}`;
  const text = `SQL compilation error:\nCatalog table ${name} does not exist in catalog integration ${integration}.`;
  return new RemoteAccessError("004109", "READ", text);
}

/** A: a table of the catalog that is no Iceberg table. */
export function notAnIcebergTable(namespace: string, table: string, integration: string): RemoteAccessError {
  const text = `SQL compilation error:\nCatalog table ${namespace}.${table} in catalog integration ${integration} is not an Iceberg table.`;
  return new RemoteAccessError("004110", "READ", text);
}
