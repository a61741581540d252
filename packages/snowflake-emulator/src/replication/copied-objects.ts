import type { ObjectsByType } from "../objects/object-types";
import { sequenceOfDefault } from "../objects/sequence-default";
import type { ObjectId, SnowflakeObject } from "../objects/snowflake-object";
import type { TableColumn, TableConstraint } from "../objects/table";
import type { TaskCompute } from "../objects/task";
import { renderPath } from "../sql/names";
import type { AccountState } from "../state/account-state";

/**
 * The types whose objects a replica gets, containers first (D: Replicated database objects; Database replication considerations).
 * Not secrets, nor what is granted: database roles come with the roles of a group. Iceberg tables over a remote catalog and
 * external tables are skipped.
 */
export const COPIED_TYPES = [
  "SCHEMA",
  "TAG",
  "SEQUENCE",
  "FILE_FORMAT",
  "NETWORK_RULE",
  "AUTHENTICATION_POLICY",
  "TABLE",
  "VIEW",
  "MATERIALIZED_VIEW",
  "PROCEDURE",
  "TASK",
  "ALERT",
] as const satisfies readonly (keyof ObjectsByType)[];

export type CopiedType = (typeof COPIED_TYPES)[number];

/** An object of a snapshot, with its type. */
export type CopiedObject = {
  readonly [T in CopiedType]: { readonly type: T; readonly object: ObjectsByType[T] };
}[CopiedType];

/** All objects of the copied types in a database. They are the account's own, not copies. */
export function objectsIn({ objects }: AccountState, databaseId: ObjectId): readonly CopiedObject[] {
  const schemas = objects.SCHEMA.in(databaseId);
  const inSchemas = <T>(of: (schemaId: ObjectId) => readonly T[]) => schemas.flatMap((schema) => of(schema.id));
  return [
    ...schemas.map((object) => ({ type: "SCHEMA" as const, object })),
    ...inSchemas((id) => objects.TAG.in(id)).map((object) => ({ type: "TAG" as const, object })),
    ...inSchemas((id) => objects.SEQUENCE.in(id)).map((object) => ({ type: "SEQUENCE" as const, object })),
    ...inSchemas((id) => objects.FILE_FORMAT.in(id)).map((object) => ({ type: "FILE_FORMAT" as const, object })),
    ...inSchemas((id) => objects.NETWORK_RULE.in(id)).map((object) => ({ type: "NETWORK_RULE" as const, object })),
    ...inSchemas((id) => objects.AUTHENTICATION_POLICY.in(id)).map((object) => ({
      type: "AUTHENTICATION_POLICY" as const,
      object,
    })),
    ...inSchemas((id) => objects.TABLE.in(id)).map((object) => ({ type: "TABLE" as const, object })),
    ...inSchemas((id) => objects.VIEW.in(id)).map((object) => ({ type: "VIEW" as const, object })),
    ...inSchemas((id) => objects.MATERIALIZED_VIEW.in(id)).map((object) => ({
      type: "MATERIALIZED_VIEW" as const,
      object,
    })),
    ...inSchemas((id) => objects.PROCEDURE.in(id)).map((object) => ({ type: "PROCEDURE" as const, object })),
    ...inSchemas((id) => objects.TASK.in(id)).map((object) => ({ type: "TASK" as const, object })),
    ...inSchemas((id) => objects.ALERT.in(id)).map((object) => ({ type: "ALERT" as const, object })),
  ];
}

/** What the ids and names of one account are in another. */
export interface Translation {
  /** Of an object that is copied too. */
  id(id: ObjectId): ObjectId;
  warehouse(id: ObjectId): ObjectId;
  user(id: ObjectId): ObjectId;
  /** Of a database that is copied too; any other keeps its name. */
  databaseName(name: string): string;
}

/** An object as it is in the other account. `own`: what does not come from the source. */
export function translate(
  copied: CopiedObject,
  own: Pick<SnowflakeObject, "ownerRoleId"> & { readonly rowsFrom: string | undefined },
  to: Translation,
): CopiedObject {
  const { object } = copied;
  const place = {
    id: to.id(object.id),
    parentId: object.parentId === null ? null : to.id(object.parentId),
    ownerRoleId: own.ownerRoleId,
  };
  switch (copied.type) {
    case "TABLE": {
      // D: the history of loads is replicated with stages, which are not copied.
      const { rowsFrom: _elsewhere, loads: _ofSource, ...table } = structuredClone(copied.object);
      const constraints = table.constraints.map((one) => translateConstraint(one, to));
      const columns = table.columns.map((one) => translateDefault(one, to));
      const rows = own.rowsFrom === undefined ? {} : { rowsFrom: own.rowsFrom };
      return { type: "TABLE", object: { ...table, ...place, columns, constraints, ...rows } };
    }
    case "MATERIALIZED_VIEW": {
      const sourceTableId = to.id(copied.object.sourceTableId);
      return { type: "MATERIALIZED_VIEW", object: { ...structuredClone(copied.object), ...place, sourceTableId } };
    }
    case "TASK": {
      const task = structuredClone(copied.object);
      return {
        type: "TASK",
        object: {
          ...task,
          ...place,
          compute: translateCompute(task.compute, to),
          predecessors: task.predecessors.map((id) => to.id(id)).sort((a, b) => a - b),
          finalizes: task.finalizes === null ? null : to.id(task.finalizes),
          executeAsUserId: task.executeAsUserId === null ? null : to.user(task.executeAsUserId),
        },
      };
    }
    case "ALERT": {
      const alert = structuredClone(copied.object);
      return { type: "ALERT", object: { ...alert, ...place, compute: translateCompute(alert.compute, to) } };
    }
    case "SCHEMA":
      return { type: copied.type, object: { ...structuredClone(copied.object), ...place } };
    case "TAG":
      return { type: copied.type, object: { ...structuredClone(copied.object), ...place } };
    case "SEQUENCE":
      return { type: copied.type, object: { ...structuredClone(copied.object), ...place } };
    case "FILE_FORMAT":
      return { type: copied.type, object: { ...structuredClone(copied.object), ...place } };
    case "NETWORK_RULE":
      return { type: copied.type, object: { ...structuredClone(copied.object), ...place } };
    case "AUTHENTICATION_POLICY":
      return { type: copied.type, object: { ...structuredClone(copied.object), ...place } };
    case "VIEW":
      return { type: copied.type, object: { ...structuredClone(copied.object), ...place } };
    case "PROCEDURE":
      return { type: copied.type, object: { ...structuredClone(copied.object), ...place } };
  }
}

function translateCompute(compute: TaskCompute, to: Translation): TaskCompute {
  return compute.kind === "warehouse" ? { kind: "warehouse", id: to.warehouse(compute.id) } : compute;
}

/** A default that is a sequence's next value: the replica's own sequence, for the same reason. */
function translateDefault(column: TableColumn, to: Translation): TableColumn {
  const [database, ...rest] = sequenceOfDefault(column.default) ?? [];
  if (column.default?.kind !== "column" || database === undefined) return column;
  const parts = [to.databaseName(database), ...rest, "NEXTVAL"] as const;
  const name = { ...column.default.name, parts };
  return { ...column, default: { ...column.default, name }, defaultText: renderPath(parts) };
}

/** A foreign key points to the replica's own table, whatever the database is called there: it refers by id (D: dangling references). */
function translateConstraint(constraint: TableConstraint, to: Translation): TableConstraint {
  const { references } = constraint;
  if (references === undefined) return constraint;
  const [database = "", ...rest] = references.table;
  return { ...constraint, references: { ...references, table: [to.databaseName(database), ...rest] } };
}
