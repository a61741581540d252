import { StepError } from "../../../../operator/failover/errors";
import { snapshotAfterRefresh } from "../../../../operator/failover/steps/last-refresh";
import { ago, GROUPS, secondary } from "../observations";

const [GROUP = ""] = GROUPS;
const FAILED = { outcome: "FAILED", endedAt: ago(0), error: "the account is not available" } as const;

describe("a refresh that a step asked for", () => {
  it("is told by a newer snapshot, also when one of the schedule failed at the same moment", () => {
    const after = secondary({ snapshotAt: ago(0), lastRefresh: FAILED });
    expect(snapshotAfterRefresh(GROUP, secondary(), after)).toEqual(ago(0));
  });

  it("may be the first", () => {
    const after = secondary({ snapshotAt: ago(0) });
    expect(snapshotAfterRefresh(GROUP, secondary({ snapshotAt: null }), after)).toEqual(ago(0));
  });

  it("may find nothing newer at the source", () => {
    expect(snapshotAfterRefresh(GROUP, secondary(), secondary())).toEqual(ago(300));
  });

  it("has failed when the group holds what it held, with the reason", () => {
    const attempt = () => snapshotAfterRefresh(GROUP, secondary(), secondary({ lastRefresh: FAILED }));
    expect(attempt).toThrow(StepError);
    expect(attempt).toThrow(`the refresh of ${GROUP} ended FAILED: the account is not available`);
  });

  it("left no trace when the history has none", () => {
    const nothing = secondary({ snapshotAt: null, lastRefresh: null });
    expect(() => snapshotAfterRefresh(GROUP, nothing, nothing)).toThrow("ended without a trace");
  });
});
