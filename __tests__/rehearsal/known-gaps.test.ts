import { gapsExplaining, type KnownGap, knownLocalAwsGaps } from "../../rehearsal/known-gaps";
import { judgePlan } from "../../rehearsal/steps/empty";
import type { PlannedChange } from "../../rehearsal/terraform/plan-summary";

const gap: KnownGap = {
  address: "aws_sqs_queue.*",
  attribute: "redrive_policy",
  reason: "the local AWS spaces JSON otherwise",
};
const change = (over: Partial<PlannedChange> = {}): PlannedChange => ({
  address: "aws_sqs_queue.events",
  type: "aws_sqs_queue",
  actions: ["update"],
  attributes: ["redrive_policy"],
  objectName: undefined,
  ...over,
});

describe("a known gap of the local AWS", () => {
  it("explains an update of its attribute", () => {
    expect(gapsExplaining(change(), [gap])).toEqual([gap]);
  });

  it.each([
    ["another attribute changes too", change({ attributes: ["redrive_policy", "policy"] })],
    ["it is another resource", change({ address: "aws_sqs_queue_policy.events" })],
    ["the resource is replaced", change({ actions: ["delete", "create"] })],
    ["nothing is listed as changing", change({ attributes: [] })],
  ])("does not explain it when %s", (_, changed) => {
    expect(gapsExplaining(changed, [gap])).toBeUndefined();
  });

  it("takes dots in an address as dots", () => {
    const exact = { ...gap, address: "aws_sqs_queue.events" };
    expect(gapsExplaining(change({ address: "aws_sqs_queueXevents" }), [exact])).toBeUndefined();
  });

  it("none is known", () => {
    expect(knownLocalAwsGaps).toEqual([]);
  });
});

describe("a second plan", () => {
  it("holds when it is empty", () => {
    expect(judgePlan({ kind: "empty", durationMs: 1 }, [])).toMatchObject({
      ok: true,
      observed: "exit code 0: no changes",
    });
  });

  it("fails with the changes by resource and attribute", () => {
    expect(judgePlan({ kind: "changes", changes: [change()], durationMs: 1 }, [])).toMatchObject({
      ok: false,
      observed: "exit code 2: aws_sqs_queue.events: update (redrive_policy)",
    });
  });

  it("names each known gap in what it shows", () => {
    const judged = judgePlan({ kind: "changes", changes: [change()], durationMs: 1 }, [gap]);
    expect(judged.ok).toBe(true);
    expect(judged.observed).toContain("known local-AWS gap");
    expect(judged.evidence).toEqual([
      "aws_sqs_queue.events: update (redrive_policy): known local-AWS gap: redrive_policy: the local AWS spaces JSON otherwise",
    ]);
  });

  it("fails when exit code 2 comes with no change that can be named", () => {
    expect(judgePlan({ kind: "changes", changes: [], durationMs: 1 }, [gap]).ok).toBe(false);
  });
});
