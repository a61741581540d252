import { qualifiedName } from "../../sql/identifier";

/** Kinds of objects whose definitions are compared. */
export type DefinitionKind = "DATABASE" | "SCHEMA" | "TABLE" | "VIEW" | "TASK" | "PROCEDURE";

/** An object's definition, without what may differ between the accounts. */
export interface Definition {
  readonly kind: DefinitionKind;
  /** Qualified and quoted; a procedure's with the types of its arguments. */
  readonly name: string;
  readonly definition: string;
}

/** A definition as a key: two objects of one kind never share it. */
export const definitionKey = ({ kind, name }: Pick<Definition, "kind" | "name">): string =>
  JSON.stringify([kind, name]);

/** An object with what Snowflake says of it, before it is normalized. */
export interface DefinedObject {
  readonly kind: DefinitionKind;
  /** Part by part. */
  readonly path: readonly string[];
  /** What stands behind the name, such as `(A VARCHAR)`. */
  readonly signature?: string;
  /** Lines in their order. */
  readonly lines: readonly string[];
}

/** A privilege on an object, or on those that are yet to be made in it. */
export interface ObjectPrivilege {
  readonly kind: DefinitionKind;
  readonly path: readonly string[];
  /** Such as `SELECT` or `SELECT ON FUTURE VIEW`. */
  readonly privilege: string;
  readonly role: string;
  readonly grantable: boolean;
}

/**
 * Each object's definition: its lines, then its grants in order. Grants belong to the object's definition, so that an object that is
 * missing is one finding and a grant that is missing is one as well.
 */
export function definitionsOf(
  objects: readonly DefinedObject[],
  privileges: readonly ObjectPrivilege[],
): readonly Definition[] {
  const grants = new Map<string, string[]>();
  for (const { kind, path, privilege, role, grantable } of privileges) {
    const key = JSON.stringify([kind, path]);
    const line = `GRANT ${privilege} TO ${qualifiedName(role)}${grantable ? " WITH GRANT OPTION" : ""}`;
    grants.set(key, [...(grants.get(key) ?? []), line]);
  }
  return objects.map(({ kind, path, signature = "", lines }) => {
    const granted = new Set(grants.get(JSON.stringify([kind, path])) ?? []);
    return {
      kind,
      name: `${qualifiedName(...path)}${signature}`,
      definition: [...lines, ...[...granted].sort()].join("\n"),
    };
  });
}
