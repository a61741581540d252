import { answerOf } from "../../../operator/validate/answer";

const driverError = (code: string | number, message: string) => Object.assign(new Error(message), { code });

describe("an error of a statement", () => {
  it("is Snowflake's answer when it has Snowflake's code", () => {
    expect(answerOf(driverError("003001", "SQL access control error:\nInsufficient privileges"))).toEqual({
      kind: "refused",
      code: "003001",
      message: "SQL access control error: Insufficient privileges",
    });
  });

  it.each([
    ["the driver's own", driverError(401_001, "Network error")],
    ["a session that is gone", driverError("390111", "Session no longer exists")],
    ["a cancelled statement", driverError("000604", "SQL execution canceled")],
    ["a statement that took too long", driverError("000630", "Statement reached its timeout")],
    ["one without a code", new Error("connect ECONNREFUSED")],
  ])("is none when it is %s", (_case, error) => {
    expect(answerOf(error)).toEqual({ kind: "unreached", reason: error.message });
  });
});
