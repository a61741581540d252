import { type DeclaredProgram, type DeclaredResource, listOf } from "./declared-program";
import { resourcesOf } from "./policy-rule";
import { statementsOf } from "./statements";

/** One account's half of a connection. */
export interface DeclaredConnection {
  /** Its name; unquoted ones in upper case. */
  readonly name: string;
  /** The source is made first; a replica follows it. */
  readonly side: "source" | "replica";
  readonly declared: DeclaredResource;
}

const CREATION =
  /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?CONNECTION\s+(?:IF\s+NOT\s+EXISTS\s+)?("(?:[^"]|"")*"|[\w$]+)(\s+AS\s+REPLICA\s+OF\b)?/i;

/** Every connection that a program makes, by a statement or by a resource. */
export function connectionsOf(program: DeclaredProgram): DeclaredConnection[] {
  const byStatement = statementsOf(program).flatMap(({ text, declared }): DeclaredConnection[] => {
    const [, name, replica] = CREATION.exec(text) ?? [];
    return name === undefined
      ? []
      : [{ name: plain(name), side: replica === undefined ? "source" : "replica", declared }];
  });
  const byResource = resourcesOf(program, ["snowflake_primary_connection", "snowflake_secondary_connection"]).map(
    (declared): DeclaredConnection => ({
      name: String(declared.arguments.name),
      side: listOf(declared.arguments, "as_replica_of").length === 0 ? "source" : "replica",
      declared,
    }),
  );
  return [...byStatement, ...byResource];
}

function plain(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replace(/""/g, '"') : name.toUpperCase();
}
