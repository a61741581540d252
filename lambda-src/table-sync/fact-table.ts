import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import type { Fact } from "./fact";
import type { TableIdentity } from "./identity";
import type { FactStore } from "./ports";

/**
 * Facts in a DynamoDB table with partition key `database` and sort key `table`, both texts. The attribute `revision` is
 * what is compared, `fact` holds the rest.
 */
export class FactTable implements FactStore {
  constructor(
    private readonly client: Pick<DynamoDBClient, "send">,
    private readonly tableName: string,
  ) {}

  async get({ database, table }: TableIdentity): Promise<Fact | undefined> {
    const { Item } = await this.client.send(
      // Another worker's claim must not be missed.
      new GetItemCommand({ TableName: this.tableName, Key: keyOf({ database, table }), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : readItem(Item);
  }

  async list(database?: string): Promise<readonly Fact[]> {
    const facts: Fact[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = { TableName: this.tableName, ConsistentRead: true, ExclusiveStartKey };
      const { Items, LastEvaluatedKey } =
        database === undefined
          ? await this.client.send(new ScanCommand(page))
          : await this.client.send(
              new QueryCommand({
                ...page,
                KeyConditionExpression: "#database = :database",
                ExpressionAttributeNames: { "#database": "database" },
                ExpressionAttributeValues: { ":database": { S: database } },
              }),
            );
      facts.push(...(Items ?? []).map(readItem));
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return facts;
  }

  async put(fact: Fact, expected: number | undefined): Promise<boolean> {
    const { identity, revision } = fact;
    try {
      await this.client.send(
        new PutItemCommand({
          TableName: this.tableName,
          Item: { ...keyOf(identity), revision: { N: String(revision) }, fact: { S: JSON.stringify(fact) } },
          ...(expected === undefined
            ? { ConditionExpression: "attribute_not_exists(revision)" }
            : {
                ConditionExpression: "revision = :expected",
                ExpressionAttributeValues: { ":expected": { N: String(expected) } },
              }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

const keyOf = ({ database, table }: Pick<TableIdentity, "database" | "table">) => ({
  database: { S: database },
  table: { S: table },
});

/** What {@link FactTable} wrote: nobody else writes here. @throws TypeError for an item that it didn't */
function readItem({ fact }: Record<string, AttributeValue>): Fact {
  if (fact?.S === undefined) throw new TypeError("an item of the fact table has no fact");
  return JSON.parse(fact.S) as Fact;
}
