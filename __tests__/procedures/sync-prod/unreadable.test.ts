import { type LinkFailure, readLinkStatus } from "../../../procedures/runtime/link-status";
import { unreadableBy, whyUnknown } from "../../../procedures/sync-prod/unreadable";
import { SETTINGS } from "../settings";

const campaigns = { schema: "ADVERTISING", view: "CAMPAIGNS" };
const orders = { schema: "SALES", view: "ORDERS" };
const attempt = "2026-01-01T00:00:00Z";

function whyUnknownAfter(failures: readonly Partial<LinkFailure>[], state = "RUNNING") {
  const whole = failures.map((failure) => ({
    entity: "",
    domain: "",
    operation: "DISCOVERY",
    message: "no",
    ...failure,
  }));
  const unreadable = unreadableBy(SETTINGS, { state, reason: undefined, lastAttempt: 0, failures: whole });
  return [whyUnknown(unreadable, campaigns) !== undefined, whyUnknown(unreadable, orders) !== undefined];
}

describe("what is absent from the catalog", () => {
  it.each<{ case: string; unknown: readonly [boolean, boolean]; failure?: Partial<LinkFailure>; state?: string }>([
    { case: "is gone when all was read", unknown: [false, false] },
    {
      case: "is unknown in a namespace that could not be read",
      unknown: [true, false],
      failure: { domain: "NAMESPACE", entity: "iceberg_advertising_db" },
    },
    {
      case: "is unknown when it is the table that could not be read",
      unknown: [true, false],
      failure: { domain: "TABLE", entity: "iceberg_advertising_db.campaigns" },
    },
    {
      case: "is unknown altogether after a failure of the connection",
      unknown: [true, true],
      failure: { domain: "CATALOG", operation: "CATALOG_CONNECTION" },
    },
    { case: "is unknown altogether while the link has failed", unknown: [true, true], state: "FAILED" },
    { case: "is unknown altogether while it is suspended", unknown: [true, true], state: "SUSPENDED" },
  ])("$case", ({ unknown, failure, state }) => {
    expect(whyUnknownAfter(failure === undefined ? [] : [failure], state)).toEqual(unknown);
  });

  it("is unknown before the first attempt", () => {
    const status = readLinkStatus('{"executionState": "RUNNING", "failureDetails": []}');
    expect(unreadableBy(SETTINGS, status).everything).toBe("the catalog link was not attempted yet");
  });
});

describe("readLinkStatus", () => {
  it("reads the documented example", () => {
    const json = `{"executionState": "RUNNING", "lastLinkAttemptStartTime": "${attempt}", "failureDetails": [{
      "qualifiedEntityName": "my_namespace.table_1", "entityDomain": "TABLE", "operation": "CREATE",
      "errorCode": "0040000", "errorMessage": "An internal error occurred. Please contact Snowflake support."}]}`;
    expect(readLinkStatus(json)).toEqual({
      state: "RUNNING",
      reason: undefined,
      lastAttempt: Date.parse(attempt),
      failures: [
        {
          entity: "my_namespace.table_1",
          domain: "TABLE",
          operation: "CREATE",
          message: "0040000: An internal error occurred. Please contact Snowflake support.",
        },
      ],
    });
  });

  it.each(["", "[]", "null", '{"executionState": 1}', '{"executionState": "RUNNING", "failureDetails": {}}'])(
    "refuses %s",
    (json) => {
      expect(() => readLinkStatus(json)).toThrow();
    },
  );
});
