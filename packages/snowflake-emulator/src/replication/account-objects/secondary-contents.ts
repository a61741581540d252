import type { FailoverGroup, GroupMembers, GroupObjectType } from "../../objects/failover-group";
import type { Integration } from "../../objects/integration";
import type { ObjectId } from "../../objects/snowflake-object";
import type { AccountState } from "../../state/account-state";
import { carriesIntegration, GROUP_TYPES } from "./carried";

/** What the secondary groups of an account keep as it is at the source: read-only here. */
export class SecondaryContents {
  readonly #groups: readonly { readonly name: string; readonly members: GroupMembers }[];

  constructor(
    { objects }: AccountState,
    /** The groups as they were before a change, too: by dropping a group nothing becomes read-only. */
    groups: Iterable<FailoverGroup> = objects.FAILOVER_GROUP.values(),
  ) {
    this.#groups = [...groups].flatMap(({ name, role }) =>
      role.kind === "secondary" && role.members !== null ? [{ name, members: role.members }] : [],
    );
  }

  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  /** The name of the group that carries all objects of a type; undefined: none does. */
  groupOfType(type: GroupObjectType): string | undefined {
    return this.#find(({ objectTypes }) => objectTypes.includes(type));
  }

  groupOfIntegration(integration: Pick<Integration, "kind">): string | undefined {
    return this.#find((members) => carriesIntegration(members, integration));
  }

  groupOfVolume(id: ObjectId): string | undefined {
    return this.#find(
      ({ objectTypes, volumes }) =>
        objectTypes.includes(GROUP_TYPES.EXTERNAL_VOLUME) && (volumes === "ALL" || volumes.includes(id)),
    );
  }

  groupOfDatabase(id: ObjectId): string | undefined {
    return this.#find(({ databases }) => databases.includes(id));
  }

  #find(accepts: (members: GroupMembers) => boolean): string | undefined {
    return this.#groups.find(({ members }) => accepts(members))?.name;
  }
}
