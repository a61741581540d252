import { dependentGrant, doesNotExist, insufficientPrivileges, notEmulated, systemRole } from "../../../errors";
import { privilegesOn } from "../../../grants/grant-store";
import { OBJECT_TYPES } from "../../../objects/object-types";
import { objectById, roleName } from "../../../state/account-state";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import { readGranteeRole } from "../../privilege-list";
import { readSecurable } from "../../securables";
import type { StatementKind } from "../../statement";

/**
 * GRANT OWNERSHIP ON type name TO [ROLE] role [{ REVOKE | COPY } CURRENT GRANTS]
 * D: without either, it fails while others hold privileges on the object; COPY makes the new owner their grantor.
 */
export const grantOwnership: StatementKind = {
  leading: "GRANT OWNERSHIP",
  parse(cursor) {
    cursor.expect("GRANT OWNERSHIP ON");
    const wanted = readSecurable(cursor);
    cursor.expect("TO");
    const name = readGranteeRole(cursor);
    const outbound = cursor.takeOneOf("REVOKE CURRENT GRANTS", "COPY CURRENT GRANTS");
    if (wanted.type === "ACCOUNT") throw notEmulated("GRANT OWNERSHIP ON ACCOUNT");
    return ({ account, access }) => {
      const { state } = account;
      const role = state.objects.ROLE.get(name);
      if (role === undefined) throw doesNotExist("Role", name);
      const found = access.require(wanted.type, wanted.name, "VISIBLE");
      const { label } = OBJECT_TYPES[wanted.type];
      if (!access.owns(found) && !access.managesGrants()) {
        throw insufficientPrivileges(label.toLowerCase(), wanted.name);
      }
      const object = objectById(state, wanted.type, found.id);
      if (object === undefined) throw doesNotExist(label, wanted.name);
      if ("system" in object && object.system) throw systemRole(object.name, "given to another owner");
      const on = { type: wanted.type, id: object.id } as const;
      const others = privilegesOn(state.grants, on).filter((grant) => grant.granteeRoleId !== role.id);
      const [first] = others;
      if (outbound === undefined && first !== undefined && object.ownerRoleId !== role.id) {
        throw dependentGrant(first.privilege, object.name, roleName(state, first.granteeRoleId));
      }
      if (outbound === "REVOKE CURRENT GRANTS") {
        for (const grant of privilegesOn(state.grants, on)) state.grants.privileges.drop(grant);
      } else {
        for (const grant of others) {
          if (grant.grantedByRoleId === object.ownerRoleId) {
            state.grants.privileges.add({ ...grant, grantedByRoleId: role.id });
          }
        }
      }
      state.objects[wanted.type].touch(String(object.id));
      object.ownerRoleId = role.id;
      return statusResult(EXECUTED);
    };
  },
};
