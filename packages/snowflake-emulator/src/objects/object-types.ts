import type { ExternalVolume } from "./external-volume";
import type { Integration } from "./integration";
import type { ResourceMonitor } from "./resource-monitor";
import type { Role } from "./role";
import type { User } from "./user";
import type { Warehouse } from "./warehouse";

/** Every object type with its own namespace, and what it holds. */
export interface ObjectsByType {
  readonly ROLE: Role;
  readonly USER: User;
  readonly WAREHOUSE: Warehouse;
  readonly RESOURCE_MONITOR: ResourceMonitor;
  readonly INTEGRATION: Integration;
  readonly EXTERNAL_VOLUME: ExternalVolume;
}

export type ObjectType = keyof ObjectsByType;

/** How an object type is called. */
export interface ObjectTypeNames {
  /** In SQL after DROP, GRANT … ON and the like. */
  readonly words: string;
  /** At the start of a message: "Role 'X' does not exist …". */
  readonly label: string;
  /** In the column granted_on of SHOW GRANTS. */
  readonly grantedOn: string;
}

export const OBJECT_TYPES: Readonly<Record<ObjectType, ObjectTypeNames>> = {
  ROLE: { words: "ROLE", label: "Role", grantedOn: "ROLE" },
  USER: { words: "USER", label: "User", grantedOn: "USER" },
  WAREHOUSE: { words: "WAREHOUSE", label: "Warehouse", grantedOn: "WAREHOUSE" },
  RESOURCE_MONITOR: { words: "RESOURCE MONITOR", label: "Resource monitor", grantedOn: "RESOURCE_MONITOR" },
  INTEGRATION: { words: "INTEGRATION", label: "Integration", grantedOn: "INTEGRATION" },
  EXTERNAL_VOLUME: { words: "EXTERNAL VOLUME", label: "External volume", grantedOn: "VOLUME" },
};

export const ALL_OBJECT_TYPES = [
  "ROLE",
  "USER",
  "WAREHOUSE",
  "RESOURCE_MONITOR",
  "INTEGRATION",
  "EXTERNAL_VOLUME",
] as const satisfies readonly ObjectType[];
