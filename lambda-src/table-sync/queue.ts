import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

/** Gives what sends a message to a queue. @param url the queue's */
export function openQueue(url: string): (body: string) => Promise<void> {
  const client = new SQSClient();
  return async (body) => {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
  };
}
