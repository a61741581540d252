import { doesNotExist, insufficientPrivileges, systemRole } from "../../errors";
import type { Integration } from "../../objects/integration";
import { ALL_OBJECT_TYPES, OBJECT_TYPES, type ObjectType } from "../../objects/object-types";
import { removeObject } from "../../objects/remove-object";
import { statusResult } from "../../wire/result-table";
import { readTarget } from "../object-statements";
import type { StatementKind } from "../statement";

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
        removeObject(context.account.state, type, object, context.session.primaryRoleId);
        return statusResult(`${object.name} successfully dropped.`);
      };
    },
  };
}

export const dropStatements: readonly StatementKind[] = [
  ...ALL_OBJECT_TYPES.map((type) => dropKind(OBJECT_TYPES[type].words, type)),
  dropKind("STORAGE INTEGRATION", "INTEGRATION", "STORAGE"),
  dropKind("CATALOG INTEGRATION", "INTEGRATION", "CATALOG"),
];
