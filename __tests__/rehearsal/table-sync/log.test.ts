import { failedAttempts, linesWithSecrets } from "../../../rehearsal/table-sync/log";

const failed = {
  level: "WARN",
  message: "table not in step, to be tried again",
  table: "raw__a.t",
  reason: "TableIsBusy: …",
};

describe("the function's log", () => {
  it("tells failed attempts by table; lines of Lambda's own are passed over", () => {
    const lines = [
      "START RequestId: 1",
      JSON.stringify(failed),
      JSON.stringify({ ...failed, message: "table looked at" }),
    ];
    expect(failedAttempts(lines)).toEqual([expect.objectContaining({ table: "raw__a.t", reason: "TableIsBusy: …" })]);
  });

  it.each(["-----BEGIN PRIVATE KEY-----", `"token":"${["eyJhbGciOiJS", "eyJpc3MiOiJv", "c2lnbmF0dXJl"].join(".")}"`])(
    "a key or a token in a line is found: %s",
    (text) => {
      expect(linesWithSecrets([JSON.stringify(failed), text])).toEqual([text]);
    },
  );
});
