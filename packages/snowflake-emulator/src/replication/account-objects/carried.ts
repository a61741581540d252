import type { GroupIntegrationType, GroupMembers, GroupObjectType } from "../../objects/failover-group";
import type { Integration } from "../../objects/integration";
import type { ObjectsByType } from "../../objects/object-types";
import type { ObjectId } from "../../objects/snowflake-object";
import type { AccountState } from "../../state/account-state";

/** The types of objects that a group carries besides databases and what is in them; those that others refer to come first. */
export const CARRIED_TYPES = [
  "ROLE",
  "DATABASE_ROLE",
  "RESOURCE_MONITOR",
  "NETWORK_POLICY",
  "USER",
  "WAREHOUSE",
  "INTEGRATION",
  "EXTERNAL_VOLUME",
] as const satisfies readonly (keyof ObjectsByType)[];

export type CarriedType = (typeof CARRIED_TYPES)[number];

/** An object of a snapshot, with its type. */
export type CarriedObject = {
  readonly [T in CarriedType]: { readonly type: T; readonly object: ObjectsByType[T] };
}[CarriedType];

/** Which of a group's object types carries objects of a type; database roles come with roles. */
export const GROUP_TYPES: Readonly<Record<CarriedType, GroupObjectType>> = {
  ROLE: "ROLES",
  DATABASE_ROLE: "ROLES",
  RESOURCE_MONITOR: "RESOURCE MONITORS",
  NETWORK_POLICY: "NETWORK POLICIES",
  USER: "USERS",
  WAREHOUSE: "WAREHOUSES",
  INTEGRATION: "INTEGRATIONS",
  EXTERNAL_VOLUME: "EXTERNAL VOLUMES",
};

/** Which of a group's integration types an integration belongs to; undefined: none carries it (D: catalog integrations). */
export function groupIntegrationType({ kind }: Pick<Integration, "kind">): GroupIntegrationType | undefined {
  switch (kind) {
    case "STORAGE":
      return "STORAGE INTEGRATIONS";
    // D: email, and queues that are sent to; there are no others.
    case "NOTIFICATION":
    case "QUEUE":
      return "NOTIFICATION INTEGRATIONS";
    case "CATALOG":
      return undefined;
  }
}

/** Does a group with these integration types carry an integration? */
export function carriesIntegration(
  { objectTypes, integrationTypes }: Pick<GroupMembers, "objectTypes" | "integrationTypes">,
  integration: Pick<Integration, "kind">,
): boolean {
  const type = groupIntegrationType(integration);
  return objectTypes.includes("INTEGRATIONS") && type !== undefined && integrationTypes.includes(type);
}

/** What a group's members say of an account's objects, by ids of that account. They are the account's own, not copies. */
export function carriedObjects({ objects }: AccountState, members: GroupMembers): readonly CarriedObject[] {
  const { objectTypes, volumes } = members;
  const all = <T>(type: GroupObjectType, values: Iterable<T>) => (objectTypes.includes(type) ? [...values] : []);
  return [
    ...all("ROLES", objects.ROLE.values()).flatMap((object) =>
      object.system ? [] : [{ type: "ROLE" as const, object }],
    ),
    ...all("RESOURCE MONITORS", objects.RESOURCE_MONITOR.values()).map((object) => ({
      type: "RESOURCE_MONITOR" as const,
      object,
    })),
    ...all("NETWORK POLICIES", objects.NETWORK_POLICY.values()).map((object) => ({
      type: "NETWORK_POLICY" as const,
      object,
    })),
    ...all("USERS", objects.USER.values()).map((object) => ({ type: "USER" as const, object })),
    ...all("WAREHOUSES", objects.WAREHOUSE.values()).map((object) => ({ type: "WAREHOUSE" as const, object })),
    ...all("INTEGRATIONS", objects.INTEGRATION.values())
      .filter((object) => carriesIntegration(members, object))
      .map((object) => ({ type: "INTEGRATION" as const, object })),
    ...all("EXTERNAL VOLUMES", objects.EXTERNAL_VOLUME.values())
      .filter(({ id }) => volumes === "ALL" || volumes.includes(id))
      .map((object) => ({ type: "EXTERNAL_VOLUME" as const, object })),
  ];
}

/** The database roles of databases. */
export function databaseRolesIn({ objects }: AccountState, databases: Iterable<ObjectId>): readonly CarriedObject[] {
  return [...databases].flatMap((id) =>
    objects.DATABASE_ROLE.in(id).map((object) => ({ type: "DATABASE_ROLE" as const, object })),
  );
}
