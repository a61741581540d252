import type { TableIdentifier } from "./catalog";

const nameOf = ({ database, table }: TableIdentifier): string => `${database}.${table}`;

/** The catalog has no such table. */
export class TableNotFoundError extends Error {
  override readonly name = "TableNotFoundError";
  constructor(readonly identifier: TableIdentifier) {
    super(`table ${nameOf(identifier)} does not exist`);
  }
}

/** The catalog has no such database. */
export class DatabaseNotFoundError extends Error {
  override readonly name = "DatabaseNotFoundError";
  constructor(readonly identifier: TableIdentifier) {
    super(`database ${identifier.database} does not exist; create it before its table ${identifier.table}`);
  }
}

/** The catalog has something under the name that is to be new. */
export class TableExistsError extends Error {
  override readonly name = "TableExistsError";
  constructor(readonly identifier: TableIdentifier) {
    super(`table ${nameOf(identifier)} exists already`);
  }
}

/** The catalog has something else under the name. */
export class NotAnIcebergTableError extends Error {
  override readonly name = "NotAnIcebergTableError";
  constructor(
    readonly identifier: TableIdentifier,
    reason: string,
  ) {
    super(`${nameOf(identifier)} is not an Iceberg table: ${reason}`);
  }
}

/** Somebody else has changed the table since it was loaded. Nothing was changed: load it again and retry. */
export class CommitConflictError extends Error {
  override readonly name = "CommitConflictError";
  constructor(
    readonly identifier: TableIdentifier,
    detail = "",
    options?: ErrorOptions,
  ) {
    super(`table ${nameOf(identifier)} was changed by another writer${detail}`, options);
  }
}

/** The catalog's answer to a commit was lost: the table may or may not have the change. No file of it may be removed. */
export class CommitStateUnknownError extends Error {
  override readonly name = "CommitStateUnknownError";
  constructor(
    readonly identifier: TableIdentifier,
    options: ErrorOptions,
  ) {
    super(
      `whether table ${nameOf(identifier)} was changed is not known: the catalog's answer was lost; load it to see`,
      options,
    );
  }
}
