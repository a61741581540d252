import { quoteIdentifier } from "../../../sql/identifier";
import { parseQualifiedName } from "../../../sql/parse-name";
import type { Row } from "../../snowflake/session";
import { blockOf, type DeclaredResource, optionalText, textOf } from "../declared";
import { barredId, quotedId } from "../import-id";
import { type Lookup, NotImportable } from "../lookup";

type Block = Readonly<Record<string, unknown>>;

/** What something is granted on. */
interface GrantTarget {
  /** The last parts of the import id. */
  readonly id: readonly string[];
  /** Whether on objects to come. */
  readonly future: boolean;
  /** Whether a row of SHOW GRANTS TO ROLE, or SHOW FUTURE GRANTS TO ROLE, is on it. */
  readonly matches: (row: Row) => boolean;
}

/**
 * Grants. Import ids: provider documentation, resources/grant_account_role, grant_ownership, grant_privileges_to_account_role.
 * Of several privileges some may be granted: those are found, and the plan adds the others.
 */
export const grants = {
  snowflake_grant_account_role: (resource: DeclaredResource): Lookup => {
    const role = textOf(resource, "role_name");
    const parent = optionalText(resource.arguments, "parent_role_name");
    const [kind, grantee] = parent === undefined ? ["USER", textOf(resource, "user_name")] : ["ROLE", parent];
    return {
      kind: "ask",
      question: {
        in: "snowflake",
        statement: `SHOW GRANTS OF ROLE ${quoteIdentifier(role)}`,
        role,
        matches: (row) => row.granted_to === kind && row.grantee_name === grantee,
      },
      importId: barredId(quotedId(role), kind ?? "", quotedId(grantee ?? "")),
    };
  },
  snowflake_grant_privileges_to_account_role: (resource: DeclaredResource): Lookup => {
    const { arguments: all } = resource;
    const role = textOf(resource, "account_role_name");
    const privileges = all.all_privileges === true ? ["ALL"] : [all.privileges ?? []].flat().map(String);
    const target = privilegeTarget(all);
    const options = [all.with_grant_option === true, all.always_apply === true].map(String);
    return {
      kind: "ask",
      question: granted(
        role,
        target,
        (privilege) => all.all_privileges === true || privileges.includes(String(privilege)),
      ),
      importId: barredId(quotedId(role), ...options, privileges.join(","), ...target.id),
    };
  },
  snowflake_grant_ownership: (resource: DeclaredResource): Lookup => {
    const role = textOf(resource, "account_role_name");
    const outbound = optionalText(resource.arguments, "outbound_privileges") ?? "";
    const on = blockOf(resource.arguments, "on");
    if (on === undefined) throw new NotImportable("it doesn't say what is owned");
    const target = objectTarget(on, "");
    return {
      kind: "ask",
      question: granted(role, target, (privilege) => privilege === "OWNERSHIP"),
      importId: barredId("ToAccountRole", quotedId(role), outbound, ...target.id),
    };
  },
};

function granted(role: string, { future, matches }: GrantTarget, privileged: (privilege: unknown) => boolean) {
  return {
    in: "snowflake",
    statement: `SHOW ${future ? "FUTURE " : ""}GRANTS TO ROLE ${quoteIdentifier(role)}`,
    role,
    matches: (row: Row) => privileged(row.privilege) && matches(row),
  } as const;
}

function privilegeTarget(all: Block): GrantTarget {
  if (all.on_account === true) {
    return { id: ["OnAccount"], future: false, matches: (row) => row.granted_on === "ACCOUNT" };
  }
  const object = blockOf(all, "on_account_object");
  if (object !== undefined) return named("OnAccountObject", object);
  const schema = blockOf(all, "on_schema");
  if (schema !== undefined) return schemaTarget(schema);
  const inSchema = blockOf(all, "on_schema_object");
  if (inSchema !== undefined) return objectTarget(inSchema, "OnSchemaObject");
  throw new NotImportable("what it is on has no import id that Twinberg knows");
}

function schemaTarget(block: Block): GrantTarget {
  const name = optionalText(block, "schema_name");
  if (name !== undefined) {
    const parts = parseQualifiedName(name);
    return {
      id: ["OnSchema", "OnSchema", quotedId(...parts)],
      future: false,
      matches: (row) => row.granted_on === "SCHEMA" && sameName(row.name, parts),
    };
  }
  const database = optionalText(block, "future_schemas_in_database");
  if (database === undefined) throw grantedAgain();
  const parts = parseQualifiedName(database);
  return {
    id: ["OnSchema", "OnFutureSchemasInDatabase", quotedId(...parts)],
    future: true,
    matches: (row) => row.grant_on === "SCHEMA" && sameContainer(row.name, parts),
  };
}

/** @param kind leads the id; empty: nothing does */
function objectTarget(block: Block, kind: string): GrantTarget {
  const lead = kind === "" ? [] : [kind];
  if (optionalText(block, "object_name") !== undefined) {
    const target = named("OnObject", block);
    return { ...target, id: [...lead, ...target.id] };
  }
  const future = blockOf(block, "future");
  if (future === undefined) throw grantedAgain();
  const plural = optionalText(future, "object_type_plural") ?? "";
  const database = optionalText(future, "in_database");
  const parts = parseQualifiedName(database ?? optionalText(future, "in_schema") ?? "");
  return {
    id: [...lead, "OnFuture", plural, database === undefined ? "InSchema" : "InDatabase", quotedId(...parts)],
    future: true,
    matches: (row) => words(row.grant_on) === singular(plural) && sameContainer(row.name, parts),
  };
}

function named(kind: string, block: Block): GrantTarget {
  const [type, name] = [optionalText(block, "object_type") ?? "", optionalText(block, "object_name") ?? ""];
  // A procedure's name ends with its arguments' types, which aren't part of the quoted name.
  const [, plain = name, signature = ""] = /^(.*?)(\([^"]*\))?$/.exec(name) ?? [];
  const parts = parseQualifiedName(plain);
  return {
    id: [kind, type, `${quotedId(...parts)}${signature}`],
    future: false,
    matches: (row) => words(row.granted_on) === type && sameName(row.name, parts),
  };
}

const grantedAgain = () =>
  new NotImportable(
    "a grant on all objects can't be looked at; apply grants again what is granted, which changes nothing",
  );

/** Some types are shown with an underscore, or shorter. */
const words = (type: unknown): string => {
  const text = String(type).replaceAll("_", " ");
  return text === "VOLUME" ? "EXTERNAL VOLUME" : text;
};

const singular = (plural: string): string => plural.replace(/IES$/, "Y").replace(/S$/, "");

/** A procedure is shown with its signature inside the name: `DB.S."P(A VARCHAR):FLOAT"`. */
function sameName(shown: unknown, parts: readonly string[]): boolean {
  const found = parseQualifiedName(String(shown));
  const bare = found.map((part, index) => (index === found.length - 1 ? part.replace(/\(.*\)(:.*)?$/, "") : part));
  return JSON.stringify(found) === JSON.stringify(parts) || JSON.stringify(bare) === JSON.stringify(parts);
}

/** Of objects to come, the last part is a placeholder: `DB.<SCHEMA>`. */
const sameContainer = (shown: unknown, parts: readonly string[]): boolean =>
  JSON.stringify(parseQualifiedName(String(shown)).slice(0, -1)) === JSON.stringify(parts);
