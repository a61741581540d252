import { inUse, policyAttached } from "../errors";
import type { AccountState } from "../state/account-state";
import type { ObjectType } from "./object-types";
import type { SnowflakeObject } from "./snowflake-object";

/**
 * Throws when something stands in the way of dropping or replacing an object: D: a network policy that is active (DROP NETWORK
 * POLICY), a network rule in a policy (DROP NETWORK RULE), an authentication policy that is set (DROP AUTHENTICATION POLICY).
 * A: an integration and a volume that a catalog-linked database uses.
 */
export function checkDroppable(state: AccountState, type: ObjectType, object: SnowflakeObject, verb: string): void {
  if (type === "NETWORK_POLICY") {
    const { name } = object;
    if (state.parameters.current("NETWORK_POLICY") === name)
      throw policyAttached(verb, "network policy", name, "ACCOUNT");
    const user = [...state.objects.USER.values()].find((one) => one.parameters.get("NETWORK_POLICY") === name);
    if (user !== undefined) throw policyAttached(verb, "network policy", name, `USER with name ${user.name}`);
  }
  if (type === "INTEGRATION") {
    const linked = [...state.objects.DATABASE.values()].find(({ link }) => link?.integrationId === object.id);
    if (linked !== undefined) throw inUse("Integration", object.name, `catalog-linked database '${linked.name}'`);
  }
  if (type === "EXTERNAL_VOLUME") {
    const linked = [...state.objects.DATABASE.values()].find(({ link }) => link?.externalVolumeId === object.id);
    if (linked !== undefined) throw inUse("External volume", object.name, `catalog-linked database '${linked.name}'`);
  }
  if (type === "NETWORK_RULE") {
    const policy = [...state.objects.NETWORK_POLICY.values()].find((one) =>
      [...one.allowedRules, ...one.blockedRules].includes(object.id),
    );
    if (policy !== undefined) throw inUse("Network rule", object.name, `network policy '${policy.name}'`);
  }
  // D: DROP EXTERNAL VOLUME, DROP CATALOG INTEGRATION: not while Iceberg tables use it.
  if (type === "EXTERNAL_VOLUME" || type === "INTEGRATION") {
    const table = [...state.objects.ICEBERG_TABLE.values()].find((one) =>
      [one.externalVolumeId, one.integrationId].includes(object.id),
    );
    const label = type === "INTEGRATION" ? "Integration" : "External volume";
    if (table !== undefined) throw inUse(label, object.name, `Iceberg table '${table.name}'`);
  }
  if (type === "AUTHENTICATION_POLICY") {
    for (const [at, id] of state.attachments.authenticationPolicies.entries()) {
      if (id !== object.id) continue;
      const user = at === "ACCOUNT" ? undefined : state.objects.USER.byId(Number(at));
      const where = user === undefined ? "ACCOUNT" : `USER with name ${user.name}`;
      throw policyAttached(verb, "authentication policy", object.name, where);
    }
  }
}
