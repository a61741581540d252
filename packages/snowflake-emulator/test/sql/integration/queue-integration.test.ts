import { Bench } from "../../support/accounts";

it("notification integrations with Amazon SNS are created, described, altered and dropped", async () => {
  const bench = new Bench();
  await bench.run(
    "CREATE NOTIFICATION INTEGRATION n ENABLED = TRUE DIRECTION = OUTBOUND TYPE = QUEUE NOTIFICATION_PROVIDER = AWS_SNS AWS_SNS_TOPIC_ARN = 'arn:aws:sns:us-east-1:123456789012:topic' AWS_SNS_ROLE_ARN = 'arn:aws:iam::123456789012:role/r'",
  );
  expect(await bench.row("SHOW NOTIFICATION INTEGRATIONS LIKE 'n'")).toMatchObject({
    type: "QUEUE - AWS_SNS",
    category: "NOTIFICATION",
  });
  await bench.run("ALTER NOTIFICATION INTEGRATION n SET ENABLED = FALSE COMMENT = 'c'");
  expect(await bench.properties("DESCRIBE NOTIFICATION INTEGRATION n")).toMatchObject({
    ENABLED: "false",
    DIRECTION: "OUTBOUND",
    NOTIFICATION_PROVIDER: "AWS_SNS",
    SF_AWS_IAM_USER_ARN: bench.account.identity.awsPrincipalArn,
    COMMENT: "c",
  });
  expect(await bench.error("ALTER NOTIFICATION INTEGRATION n SET ALLOWED_RECIPIENTS = ('a@b.c')")).toMatch(
    "TYPE = EMAIL",
  );
  expect(
    await bench.error(
      "CREATE NOTIFICATION INTEGRATION m ENABLED = TRUE TYPE = QUEUE NOTIFICATION_PROVIDER = GCP_PUBSUB",
    ),
  ).toMatch("not emulated: notification integrations with NOTIFICATION_PROVIDER = GCP_PUBSUB");
  await bench.run("DROP NOTIFICATION INTEGRATION n");
});
