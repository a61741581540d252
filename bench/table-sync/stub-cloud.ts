import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Body = Readonly<Record<string, unknown>>;

/** How many columns the tables in Glue have. */
const COLUMNS = 20;

/** What STS answers GetWebIdentityToken with. */
const IDENTITY = `<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetWebIdentityTokenResult>
<WebIdentityToken>a.b.c</WebIdentityToken><Expiration>2100-01-01T00:00:00Z</Expiration>
</GetWebIdentityTokenResult></GetWebIdentityTokenResponse>`;

/** Glue, DynamoDB, Secrets Manager, STS and Snowflake's SQL API, as little of each as the function needs, with counts. */
export class StubCloud {
  /** Statements that Snowflake got, one each even when they come together. */
  statements = 0;
  /** Glue's version of every table, and how many columns more than at first they have. */
  version = 0;
  moreColumns = 0;
  /** What requests to Snowflake said that they come from. */
  readonly bearers = new Set<string>();
  private readonly facts = new Map<string, Body>();
  private readonly comments = new Map<string, string>();
  private readonly columns = new Map<string, readonly string[]>();
  private readonly server: Server = createServer((request, response) => this.answer(request, response));

  constructor(private readonly privateKey: string) {}

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      if (text.startsWith("Action=GetWebIdentityToken&")) {
        response.writeHead(200, { "content-type": "text/xml" }).end(IDENTITY);
        return;
      }
      const body: Body = JSON.parse(text || "{}");
      const target =
        String(request.headers["x-amz-target"] ?? "")
          .split(".")
          .at(-1) ?? "";
      if (target === "") this.bearers.add(request.headers.authorization ?? "");
      const [status, answer] = target === "" ? [200, this.snowflake(String(body.statement))] : this.aws(target, body);
      const type = target === "" ? "application/json" : "application/x-amz-json-1.1";
      response.writeHead(status, { "content-type": type }).end(JSON.stringify(answer));
    });
  }

  private aws(target: string, body: Body): readonly [number, object] {
    switch (target) {
      case "GetTable":
        return [200, { Table: this.table(String(body.DatabaseName), String(body.Name)) }];
      case "GetItem":
        return [200, { Item: this.facts.get(JSON.stringify(body.Key)) }];
      case "PutItem":
        return this.put(body.Item as Body, body);
      case "GetSecretValue":
        return [200, { SecretString: JSON.stringify({ privateKey: this.privateKey }) }];
      default:
        return [400, { __type: "UnknownOperationException", message: target }];
    }
  }

  private put(item: Body, { ExpressionAttributeValues: values }: Body): readonly [number, object] {
    const key = JSON.stringify({ database: item.database, table: item.table });
    const expected = JSON.stringify((values as Body | undefined)?.[":expected"]);
    if (JSON.stringify(this.facts.get(key)?.revision) !== expected) {
      return [400, { __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", message: "no" }];
    }
    this.facts.set(key, item);
    return [200, {}];
  }

  private table(database: string, name: string): object {
    const columns = Array.from({ length: COLUMNS + this.moreColumns }, (_one, index) => ({
      Name: `c${index}`,
      Type: "string",
    }));
    return {
      ...{
        DatabaseName: database,
        Name: name,
        CreateTime: 1,
        UpdateTime: 1 + this.version,
        VersionId: String(this.version),
      },
      TableType: "EXTERNAL_TABLE",
      StorageDescriptor: {
        Columns: columns,
        Location: `s3://lake/${name}/`,
        SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
      },
    };
  }

  private snowflake(text: string): object {
    const statements = text.split(";\n");
    this.statements += statements.length;
    const [first = ""] = statements;
    if (first.startsWith("SHOW")) return this.rows(this.shown(/LIKE '([^']*)'/.exec(first)?.[1] ?? ""));
    if (first.startsWith("DESCRIBE")) return this.rows(this.described(first));
    for (const statement of statements) this.change(statement);
    return this.rows([]);
  }

  private change(statement: string): void {
    const name = /"LAKE"\."RAW"\."([^"]*)"/.exec(statement)?.[1] ?? "";
    const comment = /COMMENT = '(.*)'$/s.exec(statement)?.[1];
    if (comment !== undefined) this.comments.set(name, comment.replace(/\\\\/g, "\\").replace(/''/g, "'"));
    const defined = [...statement.matchAll(/"([^"]*)" VARCHAR AS/g)].map(([, column]) => column ?? "");
    this.columns.set(name, [...(this.columns.get(name) ?? []), ...defined]);
  }

  private shown(name: string): readonly Body[] {
    const comment = this.comments.get(name);
    return comment === undefined ? [] : [{ name, database_name: "LAKE", schema_name: "RAW", comment }];
  }

  private described(statement: string): readonly Body[] {
    const name = /"LAKE"\."RAW"\."([^"]*)"/.exec(statement)?.[1] ?? "";
    return (this.columns.get(name) ?? []).map((column) => ({ name: column, type: "VARCHAR", expression: "x" }));
  }

  private rows(rows: readonly Body[]): object {
    const names = Object.keys(rows[0] ?? {});
    return {
      statementHandle: "h",
      resultSetMetaData: { rowType: names.map((name) => ({ name })), partitionInfo: [{}] },
      data: rows.map((row) => names.map((name) => row[name])),
    };
  }
}
