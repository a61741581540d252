import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { listEventServices } from "../../../rehearsal/clouds/event-inventory";

/** What a request asks for, to its answer. */
const ANSWERS: Readonly<Record<string, object>> = {
  "AmazonSQS.ListQueues": { QueueUrls: ["http://local/123456789012/work"] },
  "DynamoDB_20120810.ListTables": { TableNames: ["facts"] },
  "secretsmanager.ListSecrets": { SecretList: [{ Name: "key" }] },
  "AWSEvents.ListRules": { Rules: [{ Name: "sweep" }] },
  "Logs_20140328.DescribeLogGroups": { logGroups: [{ logGroupName: "/aws/lambda/f" }] },
  "GraniteServiceVersion20100801.DescribeAlarms": { MetricAlarms: [{ AlarmName: "deep" }], CompositeAlarms: [] },
  "GraniteServiceVersion20100801.ListDashboards": {},
  "/2015-03-31/functions/": { Functions: [{ FunctionName: "f" }] },
  "/2015-03-31/event-source-mappings/": { EventSourceMappings: [{ UUID: "u" }] },
};

describe("what handles events", () => {
  let server: Server;
  let answers: Readonly<Record<string, object>> = ANSWERS;
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server = createServer((request, response) => {
          const target = request.headers["x-amz-target"];
          const answer = answers[typeof target === "string" ? target : (request.url ?? "")];
          response.statusCode = answer === undefined ? 400 : 200;
          response.end(JSON.stringify(answer ?? { message: "not known" }));
        }).listen(0, "127.0.0.1", resolve);
      }),
  );
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  afterEach(() => {
    answers = ANSWERS;
  });
  const target = () => ({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    accountId: "123456789012",
  });

  it("is listed by name, each with its kind; a list that isn't there is empty", async () => {
    expect((await listEventServices(target())).sort()).toEqual([
      "DynamoDB table facts",
      "EventBridge rule sweep",
      "alarm deep",
      "event source mapping u",
      "function f",
      "log group /aws/lambda/f",
      "queue http://local/123456789012/work",
      "secret key",
    ]);
  });

  it("can't be listed when a service doesn't answer: that is no empty list", async () => {
    answers = { ...ANSWERS, "AWSEvents.ListRules": { Rules: "none" } };
    await expect(listEventServices(target())).rejects.toThrow();
    answers = Object.fromEntries(Object.entries(ANSWERS).filter(([name]) => name !== "AWSEvents.ListRules"));
    await expect(listEventServices(target())).rejects.toThrow("events answers 400 to AWSEvents.ListRules");
  });
});
