import {
  doesNotExist,
  insufficientPrivileges,
  notEmulated,
  SnowflakeError,
  systemRole,
  wrongObjectType,
} from "../../errors";
import { checkDroppable } from "../../objects/droppable";
import { type IntegrationCategory, integrationCategory } from "../../objects/integration";
import {
  ALL_OBJECT_TYPES,
  isRelationType,
  OBJECT_TYPES,
  type ObjectsByType,
  type ObjectType,
  RELATION_TYPES,
} from "../../objects/object-types";
import { removeObject } from "../../objects/remove-object";
import type { SnowflakeObject } from "../../objects/snowflake-object";
import { checkReplicas } from "../../replication/check-replicas";
import { type ResultTable, statusResult } from "../../wire/result-table";
import { checkWritable, linkedDatabaseOf } from "../linked-database";
import { type Location, locate } from "../names";
import { pathLength, readTarget, type Target } from "../object-statements";
import type { ExecutionContext, StatementKind } from "../statement";

/** Finds what a DROP is about; undefined when IF EXISTS lets it be missing, with its schema or database or without. */
function locateDropped(context: ExecutionContext, type: ObjectType, target: Target): Location | undefined {
  try {
    return locate(context, type, target.path, `DROP ${OBJECT_TYPES[type].words}`);
  } catch (error) {
    // D: IF EXISTS also covers a schema or database that is not there.
    if (target.ifExists && error instanceof SnowflakeError && error.code === "002003") return undefined;
    throw error;
  }
}

function isOfCategory(object: ObjectsByType[ObjectType], category: IntegrationCategory): boolean {
  if (!("kind" in object)) return false;
  const { kind } = object;
  return kind === category || (kind === "QUEUE" && integrationCategory({ kind }) === category);
}

/** D: dropping a schema of a catalog-linked database drops its namespace. Throws 093679 where that is not allowed; it isn't built. */
function checkSchemaNotLinked({ account }: ExecutionContext, { parentId }: SnowflakeObject): void {
  const linked = linkedDatabaseOf(account.state, parentId);
  if (linked === undefined) return;
  checkWritable(linked);
  throw notEmulated("DROP SCHEMA in a catalog-linked database");
}

/** Carries out a DROP of one object by name. */
export function drop<T extends ObjectType>(
  context: ExecutionContext,
  type: T,
  target: Target,
  category?: IntegrationCategory,
): ResultTable {
  const { account, access, session } = context;
  const { label } = OBJECT_TYPES[type];
  const location = locateDropped(context, type, target);
  const missing = () => {
    if (!target.ifExists) throw doesNotExist(label, location?.shown ?? target.name);
    return statusResult("Drop statement executed successfully (object already dropped).");
  };
  if (location === undefined) return missing();
  const object = account.state.objects[type].get(location.name, location.parentId);
  if (object === undefined && isRelationType(type)) {
    const other = RELATION_TYPES.find((one) => account.state.objects[one].has(location.name, location.parentId));
    if (other !== undefined) throw wrongObjectType(OBJECT_TYPES[other].words, OBJECT_TYPES[type].words);
  }
  if (object === undefined || !access.sees(type, object)) return missing();
  if (category !== undefined && !isOfCategory(object, category)) return missing();
  if ("system" in object && object.system) throw systemRole(object.name, "dropped");
  if (!access.owns(object)) throw insufficientPrivileges(label.toLowerCase(), target.name);
  checkDroppable(account.state, type, object, "Drop");
  checkReplicas(context, object, "dropped");
  if (type === "SCHEMA") checkSchemaNotLinked(context, object);
  removeObject(
    account.state,
    type,
    access.require(type, location.name, "OWNERSHIP", undefined, location),
    session.primaryRoleId,
  );
  return statusResult(`${object.name} successfully dropped.`);
}

/** DROP <words> [IF EXISTS] name [CASCADE | RESTRICT]. The object's grants go with it, and what it contains. */
function dropKind(words: string, type: ObjectType, category?: IntegrationCategory): StatementKind {
  return {
    leading: `DROP ${words}`,
    parse(cursor) {
      const target = readTarget(cursor, "DROP", words, pathLength(type));
      if (["DATABASE", "SCHEMA", "TABLE", "ICEBERG_TABLE", "EXTERNAL_TABLE"].includes(type))
        cursor.takeOneOf("CASCADE", "RESTRICT");
      return (context) => drop(context, type, target, category);
    },
  };
}

/** Types whose DROP has a file of its own: names with argument types, a state that forbids it, temporary tables, remote catalogs. */
const OWN_STATEMENT: readonly string[] = [
  "CONNECTION",
  "FAILOVER_GROUP",
  "ICEBERG_TABLE",
  "PROCEDURE",
  "TASK",
  "TABLE",
];

export const dropStatements: readonly StatementKind[] = [
  ...ALL_OBJECT_TYPES.filter((type) => !OWN_STATEMENT.includes(type)).map((type) =>
    dropKind(OBJECT_TYPES[type].words, type),
  ),
  dropKind("STORAGE INTEGRATION", "INTEGRATION", "STORAGE"),
  dropKind("CATALOG INTEGRATION", "INTEGRATION", "CATALOG"),
  dropKind("NOTIFICATION INTEGRATION", "INTEGRATION", "NOTIFICATION"),
];
