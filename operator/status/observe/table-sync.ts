import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { TwinbergConfig } from "../../../config/schema";
import { tableSyncNames } from "../../../config/table-sync-names";
import { type Fact, FactTable } from "../../../lambda-src/table-sync";

/** What is looked at of the table sync, in AWS. */
export interface TableSyncState {
  /** Every table's fact. */
  facts(): Promise<readonly Fact[]>;
  /** How many messages a queue holds, about. */
  messages(queue: "queue" | "deadLetters" | "undelivered"): Promise<number>;
  /** Lets go of connections. */
  close(): void;
}

/** Reaches the fact table and the queues, by the AWS credentials of the environment; undefined: no table sync is configured. */
export function openTableSyncState(config: TwinbergConfig): TableSyncState | undefined {
  if (config.tableSync === undefined) return undefined;
  const { aws, local } = config;
  const client = { region: aws.region, ...(local === undefined ? {} : { endpoint: local.awsEndpoint }) };
  const names = tableSyncNames(config);
  const dynamo = new DynamoDBClient(client);
  const sqs = new SQSClient(client);
  const table = new FactTable(dynamo, names.factTable);
  return {
    facts: () => table.list(),
    messages: async (queue) => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: names[queue] }));
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
      );
      const count = Number(Attributes?.ApproximateNumberOfMessages);
      if (!Number.isSafeInteger(count)) throw new TypeError(`${names[queue]} doesn't tell how many messages it holds`);
      return count;
    },
    close: () => {
      dynamo.destroy();
      sqs.destroy();
    },
  };
}
