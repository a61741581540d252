import type { FakeAccounts } from "../fake-accounts";
import type { FakeAnswer } from "./fake-answer";

/** What an account tells of itself. */
export function recordAnswers(world: FakeAccounts): readonly FakeAnswer[] {
  return [
    [/^SELECT 1$/, () => [{ "1": 1 }]],
    [/^SELECT DATE_PART\(EPOCH_MILLISECOND, CURRENT_TIMESTAMP/, () => [{ NOW: world.now }]],
    [/^SHOW DATABASES$/, () => [{ name: world.topology.operations.name }, { name: world.topology.monitoring.name }]],
    [
      /FROM "ICEBERG_MONITORING"\."MONITORING"\."HEARTBEAT_LOG"/,
      () => [{ HEALTHY: true, CHECKED: world.now - 1000, CHECKS: "[]" }],
    ],
    [/^SELECT MAX\(DATE_PART\(EPOCH_MILLISECOND, WRITTEN_AT/, () => [{ WRITTEN: world.now - 60_000 }]],
    [/^SELECT CURRENT_ACCOUNT_NAME\(\) AS ACCOUNT$/, ({ role }) => [{ ACCOUNT: world.topology.accounts[role] }]],
  ];
}
