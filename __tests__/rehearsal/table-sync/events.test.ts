import { readEvent } from "../../../lambda-src/table-sync/events";
import { parseJson } from "../../../lambda-src/table-sync/json";
import { glueEvent } from "../../../rehearsal/table-sync/queue";

const place = {
  clouds: { aws: { endpoint: "http://local", region: "us-east-1", accountId: "123456789012" } },
} as Parameters<typeof glueEvent>[0];

describe("events that the rehearsal repeats", () => {
  it.each(["CreateTable", "UpdateTable", "DeleteTable"] as const)(
    "%s is one of the table, as Glue's own are",
    (change) => {
      const identity = { catalog: "123456789012", database: "raw__rehearsal", table: "orders" };
      expect(readEvent(parseJson(glueEvent(place, { glue: identity.database }, identity.table, change)))).toEqual({
        kind: "HINTS",
        hints: [{ kind: "TABLE", identity, cause: "TABLE" }],
      });
    },
  );
});
