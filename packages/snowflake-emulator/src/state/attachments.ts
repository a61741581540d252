import { GrantTable } from "../grants/grant-state";
import type { ObjectId } from "../objects/snowflake-object";
import type { ChangeLog } from "./change-log";
import { TrackedMap } from "./tracked-map";

/** A tag on an object, or on one of its columns. */
export interface TagAssignment {
  readonly tagId: ObjectId;
  /** null: the account. */
  readonly objectId: ObjectId | null;
  readonly column: string | null;
  readonly value: string;
}

/** What hangs on objects besides grants: tags and policies. */
export class Attachments {
  /** Left: the tag; right: the object that carries it. */
  readonly tags: GrantTable<TagAssignment>;
  /** Authentication policies: by the user's id, or `ACCOUNT`. */
  readonly authenticationPolicies: TrackedMap<ObjectId>;
  /** What objects that came by replication are called in all accounts, by their ids here; see src/replication/global-ids.ts. */
  readonly globalIds: TrackedMap<string>;

  constructor(changes: ChangeLog) {
    this.tags = new GrantTable("tags", changes, (one: TagAssignment) => ({
      key: tagKey(one),
      left: String(one.tagId),
      right: String(one.objectId),
    }));
    this.authenticationPolicies = new TrackedMap("authentication policies", changes);
    this.globalIds = new TrackedMap("global ids", changes);
  }

  /** A column that gets another name takes its tags along; one that goes (`to` is null) loses them. */
  moveColumn(objectId: ObjectId, from: string, to: string | null): void {
    for (const one of this.tags.byRight(String(objectId))) {
      if (one.column !== from) continue;
      this.tags.remove(tagKey(one));
      if (to !== null) this.tags.add({ ...one, column: to });
    }
  }

  /** Takes off whatever hangs on an object, and the object itself from whatever it hangs on. */
  forget(id: ObjectId): void {
    this.tags.dropAll(String(id));
    this.authenticationPolicies.remove(String(id));
    this.globalIds.remove(String(id));
  }
}

/** Identifies an assignment. */
export function tagKey(one: Pick<TagAssignment, "tagId" | "objectId" | "column">): string {
  return `${one.tagId}|${one.objectId}|${one.column === null ? "" : `"${one.column}`}`;
}
