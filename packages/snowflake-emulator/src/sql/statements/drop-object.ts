import { doesNotExist, insufficientPrivileges, systemRole } from "../../errors";
import { forgetObject } from "../../grants/grant-store";
import type { ObjectId } from "../../objects/account-object";
import type { Integration } from "../../objects/integration";
import { ALL_OBJECT_TYPES, OBJECT_TYPES, type ObjectType } from "../../objects/object-types";
import { statusResult } from "../../wire/result-table";
import { readTarget } from "../object-statements";
import type { ExecutionContext, StatementKind } from "../statement";

/** DROP <words> [IF EXISTS] name. The object's grants go with it. */
function dropKind(words: string, type: ObjectType, integrationKind?: Integration["kind"]): StatementKind {
  return {
    leading: `DROP ${words}`,
    parse(cursor) {
      const target = readTarget(cursor, "DROP", words);
      return (context) => {
        const { label } = OBJECT_TYPES[type];
        const missing = () => {
          if (!target.ifExists) throw doesNotExist(label, target.name);
          return statusResult("Drop statement executed successfully (object already dropped).");
        };
        const object = context.account.state.objects[type].get(target.name);
        if (object === undefined || !context.access.sees(type, object)) return missing();
        if (integrationKind !== undefined && !("kind" in object && object.kind === integrationKind)) return missing();
        if ("system" in object && object.system) throw systemRole(object.name, "dropped");
        if (!context.access.owns(object)) throw insufficientPrivileges(label.toLowerCase(), target.name);
        if (type === "ROLE") handOver(context, object.id);
        if (type === "RESOURCE_MONITOR") forgetMonitor(context, object.id);
        forgetObject(context.account.state.grants, type, object.id);
        context.account.state.objects[type].delete(object.name);
        return statusResult(`${object.name} successfully dropped.`);
      };
    },
  };
}

/** D: DROP ROLE, what the role owned goes to the role that drops it. */
function handOver(context: ExecutionContext, roleId: ObjectId): void {
  for (const type of ALL_OBJECT_TYPES) {
    for (const object of context.account.state.objects[type].values()) {
      if (object.ownerRoleId === roleId) object.ownerRoleId = context.session.primaryRoleId;
    }
  }
}

/** D: DROP RESOURCE MONITOR, its warehouses are no longer monitored. */
function forgetMonitor(context: ExecutionContext, monitorId: ObjectId): void {
  for (const warehouse of context.account.state.objects.WAREHOUSE.values()) {
    if (warehouse.settings.resourceMonitorId === monitorId) warehouse.settings.resourceMonitorId = null;
  }
}

export const dropStatements: readonly StatementKind[] = [
  ...ALL_OBJECT_TYPES.map((type) => dropKind(OBJECT_TYPES[type].words, type)),
  dropKind("STORAGE INTEGRATION", "INTEGRATION", "STORAGE"),
  dropKind("CATALOG INTEGRATION", "INTEGRATION", "CATALOG"),
];
