import type { Row, SqlPort } from "../../../lambda-src/table-sync/ports";
import { SqlError } from "../../../lambda-src/table-sync/ports";
import { Statement } from "./statement-reader";

/** An external table of the fake. */
export interface FakeTable {
  name: readonly string[];
  columns: { name: string; type: string; expression: string }[];
  partitionBy: readonly string[];
  given: boolean;
  location: string;
  format: string;
  comment: string;
  autoRefresh: boolean;
  grants: Set<string>;
  partitions: { values: string; path: string }[];
  refreshes: number;
}

/** Snowflake's external tables in memory. It reads what the sync writes, and refuses everything else. */
export class FakeSnowflake implements SqlPort {
  readonly tables = new Map<string, FakeTable>();
  readonly schemas = new Set<string>();
  /** Everything that was run, in order. */
  readonly log: string[] = [];
  /** Called before each statement: throws to make it fail. */
  before: (sql: string) => void = () => undefined;

  addSchema(...name: readonly [string, string]): void {
    this.schemas.add(JSON.stringify(name));
  }

  async query(sql: string): Promise<readonly Row[]> {
    return this.run(sql);
  }

  async execute(statements: readonly string[]): Promise<string> {
    for (const sql of statements) this.run(sql);
    return `query-${this.log.length}`;
  }

  table(...name: readonly string[]): FakeTable | undefined {
    return this.tables.get(JSON.stringify(name));
  }

  private run(sql: string): readonly Row[] {
    this.before(sql);
    this.log.push(sql);
    const statement = new Statement(sql);
    const rows = this.carryOut(statement);
    statement.end();
    return rows;
  }

  private carryOut(statement: Statement): readonly Row[] {
    if (statement.take("SHOW", "EXTERNAL", "TABLES")) return this.show(statement);
    if (statement.take("DESCRIBE", "EXTERNAL", "TABLE")) {
      const table = this.existing(statement.names());
      statement.expect("TYPE", "=", "COLUMNS");
      const value = { name: "VALUE", type: "VARIANT", expression: null };
      return [value, ...table.columns.map((column) => ({ ...column }))];
    }
    if (statement.take("CREATE", "SCHEMA", "IF", "NOT", "EXISTS")) this.schemas.add(JSON.stringify(statement.names()));
    else if (statement.take("CREATE", "OR", "REPLACE", "EXTERNAL", "TABLE")) this.create(statement, true);
    else if (statement.take("CREATE", "EXTERNAL", "TABLE")) this.create(statement, false);
    else if (statement.take("DROP", "EXTERNAL", "TABLE", "IF", "EXISTS"))
      this.tables.delete(JSON.stringify(statement.names()));
    else if (statement.take("ALTER", "TABLE")) this.alterTable(statement);
    else {
      statement.expect("ALTER", "EXTERNAL", "TABLE");
      this.alterExternalTable(statement);
    }
    return [];
  }

  private show(statement: Statement): readonly Row[] {
    const pattern = statement.take("LIKE") ? statement.literal() : "%";
    const regex = new RegExp(
      `^${pattern
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replace(/%/g, "[^]*")
        .replace(/_/g, "[^]")}$`,
      "iu",
    );
    const wide = statement.take("IN", "DATABASE");
    if (!wide) statement.expect("IN", "SCHEMA");
    const scope = statement.names();
    if (!wide) this.schema(scope);
    // Without wildcards there is at most one, whose name the sync has in upper case.
    const exact = /[%_]/.test(pattern) ? undefined : this.table(...scope, pattern.toUpperCase());
    const all = /[%_]/.test(pattern) ? [...this.tables.values()] : exact === undefined ? [] : [exact];
    return all
      .filter(({ name }) => scope.every((part, index) => name[index] === part) && regex.test(name[2] ?? ""))
      .map(({ name: [database_name = "", schema_name = "", name = ""], comment }) => ({
        name,
        database_name,
        schema_name,
        comment,
      }));
  }

  private create(statement: Statement, replace: boolean): void {
    const name = statement.names();
    this.schema(name.slice(0, 2));
    const columns = statement.list(() => statement.column());
    const partitionBy = statement.take("PARTITION", "BY") ? statement.list(() => statement.identifier()) : [];
    const given = statement.take("PARTITION_TYPE", "=", "USER_SPECIFIED");
    statement.expect("LOCATION", "=");
    const location = statement.stagePath();
    if (given) statement.expect("REFRESH_ON_CREATE", "=", "FALSE");
    statement.expect("AUTO_REFRESH", "=");
    const autoRefresh = statement.truth();
    statement.expect("FILE_FORMAT", "=");
    const format = statement.parenthesized();
    if (statement.take("AWS_SNS_TOPIC", "=")) statement.literal();
    const copy = statement.take("COPY", "GRANTS");
    statement.expect("COMMENT", "=");
    const comment = statement.literal();
    const before = this.table(...name);
    if (before !== undefined && !replace) throw new SqlError("002002", `Object '${name.join(".")}' already exists.`);
    distinct([...columns.map((column) => column.name), "VALUE"]);
    const grants = copy && before !== undefined ? before.grants : new Set<string>();
    this.tables.set(JSON.stringify(name), {
      ...{ name, columns, partitionBy, given, location, format, comment, autoRefresh, grants },
      partitions: [],
      refreshes: 0,
    });
  }

  private alterTable(statement: Statement): void {
    const table = this.existing(statement.names());
    if (statement.take("SET", "COMMENT", "=")) table.comment = statement.literal();
    else if (statement.take("ADD", "COLUMN")) {
      table.columns.push(...statement.commas(() => statement.column()));
      distinct(["VALUE", ...table.columns.map(({ name }) => name)]);
    } else {
      statement.expect("DROP", "COLUMN");
      for (const name of statement.commas(() => statement.identifier())) {
        const at = table.columns.findIndex((column) => column.name === name);
        if (at < 0 || table.partitionBy.includes(name)) throw new SqlError("000904", `invalid identifier ${name}`);
        table.columns.splice(at, 1);
      }
    }
  }

  private alterExternalTable(statement: Statement): void {
    const table = this.existing(statement.names());
    if (statement.take("SET", "AUTO_REFRESH", "=")) table.autoRefresh = statement.truth();
    else if (statement.take("REFRESH")) table.refreshes += 1;
    else if (statement.take("ADD", "PARTITION")) {
      const values = statement.parenthesized();
      statement.expect("LOCATION");
      const path = statement.literal();
      if (!table.partitions.some((one) => one.path === path && one.values === values))
        table.partitions.push({ values, path });
    } else {
      statement.expect("DROP", "PARTITION", "LOCATION");
      const path = statement.literal();
      table.partitions = table.partitions.filter((one) => one.path !== path);
    }
  }

  private schema(name: readonly string[]): void {
    if (!this.schemas.has(JSON.stringify(name)))
      throw new SqlError("002003", `Schema '${name.join(".")}' does not exist or not authorized.`);
  }

  private existing(name: readonly string[]): FakeTable {
    const table = this.table(...name);
    if (table === undefined)
      throw new SqlError("002003", `Table '${name.join(".")}' does not exist or not authorized.`);
    return table;
  }
}

function distinct(names: readonly string[]): void {
  if (new Set(names).size !== names.length) throw new SqlError("002025", `duplicate column name in ${names.join()}`);
}
