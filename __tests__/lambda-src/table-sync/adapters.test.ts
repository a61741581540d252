import { ConditionalCheckFailedException, type GetItemCommand, type PutItemCommand } from "@aws-sdk/client-dynamodb";
import { EntityNotFoundException } from "@aws-sdk/client-glue";
import { unknownFact } from "../../../lambda-src/table-sync/fact";
import { FactTable } from "../../../lambda-src/table-sync/fact-table";
import { GlueTables } from "../../../lambda-src/table-sync/glue-tables";
import { readSettings } from "../../../lambda-src/table-sync/read-settings";
import { readPrivateKey } from "../../../lambda-src/table-sync/secrets";
import { CATALOG, identityOf, SETTINGS } from "./fakes";

/** A client of AWS that answers from a list, and remembers what it was asked. */
function clientOf(...answers: readonly unknown[]) {
  const left = [...answers];
  const asked: object[] = [];
  const send = async ({ input }: { readonly input: object }): Promise<never> => {
    asked.push(input);
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer as never;
  };
  return { client: { send } as never, asked };
}

describe("Glue through the AWS API", () => {
  it("gives all pages of tables, 100 a call, with their versions", async () => {
    const table = {
      Name: "t",
      VersionId: "7",
      CreateTime: new Date(1000),
      UpdateTime: new Date(2000),
      StorageDescriptor: { Columns: [{ Name: "a" }] },
    };
    const { client, asked } = clientOf({ TableList: [table], NextToken: "n" }, { TableList: [table] });
    const tables = await new GlueTables(client, CATALOG).tables("d");
    expect(tables).toHaveLength(2);
    expect(tables[0]).toMatchObject({
      identity: { catalog: CATALOG, database: "d", table: "t" },
      version: { created: 1000, version: 7, updated: 2000 },
      columns: [{ name: "a", type: "" }],
    });
    expect(asked).toEqual([
      { CatalogId: CATALOG, DatabaseName: "d", MaxResults: 100, NextToken: undefined },
      { CatalogId: CATALOG, DatabaseName: "d", MaxResults: 100, NextToken: "n" },
    ]);
  });

  it("B9 a table that isn't there is none; any other error is one", async () => {
    const gone = new EntityNotFoundException({ message: "gone", $metadata: {} });
    const { client } = clientOf(gone, new Error("AccessDeniedException"));
    const glue = new GlueTables(client, CATALOG);
    expect(await glue.table(identityOf("t"))).toBeUndefined();
    await expect(glue.table(identityOf("t"))).rejects.toThrow("AccessDeniedException");
  });
});

describe("facts in DynamoDB", () => {
  const fact = { ...unknownFact(identityOf("t")), revision: 4 };

  it("come back as they were stored", async () => {
    const put = clientOf({});
    expect(await new FactTable(put.client, "facts").put(fact, 3)).toBe(true);
    const [input] = put.asked as PutItemCommand["input"][];
    expect(input).toMatchObject({
      ConditionExpression: "revision = :expected",
      ExpressionAttributeValues: { ":expected": { N: "3" } },
    });
    const get = clientOf({ Item: input?.Item });
    expect(await new FactTable(get.client, "facts").get(identityOf("t"))).toEqual(fact);
    expect((get.asked as GetItemCommand["input"][])[0]).toMatchObject({ ConsistentRead: true });
  });

  it("are not stored over another worker's", async () => {
    const { client } = clientOf(new ConditionalCheckFailedException({ message: "no", $metadata: {} }));
    expect(await new FactTable(client, "facts").put(fact, undefined)).toBe(false);
  });
});

describe("what the function is told", () => {
  it("B13 the key comes from Secrets Manager, and no error quotes what is in there", async () => {
    expect(await readPrivateKey(clientOf({ SecretString: '{"privateKey": "PEM"}' }).client, "s")).toBe("PEM");
    await expect(readPrivateKey(clientOf({ SecretString: "hush" }).client, "s")).rejects.toThrow(
      /^(?!.*hush)the secret s is no JSON/,
    );
  });

  it("settings are read as they were written, and what is wrong is named", () => {
    const snowflake = {
      ...{ url: "https://x/", account: "ORG-EAST", user: "U", role: "R" },
      ...{ authentication: "KEY_PAIR", statementTimeoutSeconds: 60 },
    };
    const written = (sync: object, more: object = {}) => JSON.stringify({ sync, snowflake: { ...snowflake, ...more } });
    expect(readSettings(written(SETTINGS)).sync).toEqual(SETTINGS);
    const twice = { a: { database: "D", schema: "S" }, b: { database: "D", schema: "S" } };
    expect(() => readSettings(written({ ...SETTINGS, naming: { mapping: twice } }))).toThrow("both a and b to D.S");
    expect(() => readSettings(written({ ...SETTINGS, orphans: "KEEP" }))).toThrow("sync.orphans is none of DROP, MARK");
    expect(() => readSettings(written({ ...SETTINGS, stages: [{ name: ["a", "b", "c"], url: "gs://x" }] }))).toThrow(
      "sync.stages[0].url",
    );
    expect(() => readSettings(written(SETTINGS, { account: "xy1.eu-west-1" }))).toThrow("ORGANIZATION-ACCOUNT");
    expect(() => readSettings(written(SETTINGS, { authentication: "PASSWORD" }))).toThrow(
      "snowflake.authentication is none of KEY_PAIR, WORKLOAD_IDENTITY",
    );
  });
});
