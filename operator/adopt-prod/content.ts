/** A view as it is written. */
export interface ViewContent {
  readonly schema: string;
  readonly name: string;
  /** What stands before VIEW and says what it is, such as `SECURE`; empty: nothing. */
  readonly kind: string;
  /** Everything behind its name. */
  readonly rest: string;
  readonly owner: string;
}

/** A schema. */
export interface SchemaContent {
  readonly name: string;
  readonly managedAccess: boolean;
  readonly comment: string;
  readonly owner: string;
}

/** A privilege that a role has. */
export interface GrantContent {
  readonly privilege: string;
  /** What it is on: the database itself, a schema, a view, or what is yet to be made in one of them. */
  readonly on: "DATABASE" | "SCHEMA" | "VIEW" | "FUTURE";
  /** The names below the database: none, a schema, a schema and a view. */
  readonly path: readonly string[];
  /** Of FUTURE the type, in the singular: `VIEW`; empty otherwise. */
  readonly type: string;
  readonly role: string;
  readonly grantable: boolean;
}

/** What a database of views is made of, without its name. */
export interface DatabaseContent {
  readonly owner: string;
  readonly schemas: readonly SchemaContent[];
  readonly views: readonly ViewContent[];
  readonly grants: readonly GrantContent[];
}

/** Whether two databases are the same but for their names. */
export function sameContent(one: DatabaseContent, other: DatabaseContent): boolean {
  return contentText(one) === contentText(other);
}

/** The content as text that doesn't depend on the order in which it was told. */
export function contentText({ owner, schemas, views, grants }: DatabaseContent): string {
  const lines = [
    ...schemas.map(({ name, managedAccess, comment, owner }) => ["SCHEMA", name, managedAccess, comment, owner]),
    ...views.map(({ schema, name, kind, rest, owner }) => ["VIEW", schema, name, kind, rest, owner]),
    ...grants.map(({ privilege, on, path, type, role, grantable }) => [
      "GRANT",
      privilege,
      on,
      path,
      type,
      role,
      grantable,
    ]),
  ];
  return [JSON.stringify(["OWNER", owner]), ...lines.map((line) => JSON.stringify(line)).sort()].join("\n");
}
