import { GetWebIdentityTokenCommand } from "@aws-sdk/client-sts";
import { renewedTokens } from "../../../lambda-src/table-sync/token-source";
import { webIdentityToken } from "../../../lambda-src/table-sync/web-identity";
import { workloadIdentityTokens } from "../../../lambda-src/table-sync/workload-identity-token";

const HOUR = 3_600_000;

/** A source whose tokens are counted, and are given when the test lets them. */
function counted() {
  const issued: boolean[] = [];
  const waiting: (() => void)[] = [];
  const source = renewedTokens(
    "KEYPAIR_JWT",
    (refused) => {
      issued.push(refused);
      const token = `token-${issued.length}`;
      return new Promise((resolve) => waiting.push(() => resolve({ token, expires: HOUR })));
    },
    () => 0,
  );
  return { source, issued, give: (index: number) => waiting[index]?.() };
}

describe("tokens", () => {
  it("are made once for requests that run at the same time", async () => {
    const { source, issued, give } = counted();
    const all = [source.token(), source.token()];
    give(0);
    expect([await Promise.all(all), issued]).toEqual([["token-1", "token-1"], [false]]);
  });

  it("that are refused are made anew, once however many requests were refused with them", async () => {
    const { source, issued, give } = counted();
    const first = source.token();
    give(0);
    const old = await first;
    const both = [source.token(old), source.token(old)];
    give(1);
    expect([await Promise.all(both), issued]).toEqual([
      ["token-2", "token-2"],
      [false, true],
    ]);
  });

  it("that can't be made fail the request, and the next one tries again", async () => {
    let attempts = 0;
    const source = renewedTokens(
      "KEYPAIR_JWT",
      async () => {
        attempts += 1;
        if (attempts === 1) throw new Error("Secrets Manager is away");
        return { token: "t", expires: HOUR };
      },
      () => 0,
    );
    await expect(source.token()).rejects.toThrow("away");
    expect(await source.token()).toBe("t");
  });
});

describe("workload identity", () => {
  it("asks STS for Snowflake's audience, and says in the bearer what it is; there is no key", async () => {
    const asked: unknown[] = [];
    const send = async (command: { readonly input: object }): Promise<never> => {
      asked.push(command instanceof GetWebIdentityTokenCommand, command.input);
      return { WebIdentityToken: "a.b.c", Expiration: new Date(HOUR) } as never;
    };
    const source = workloadIdentityTokens(
      () => webIdentityToken({ send } as never),
      () => 0,
    );
    expect([source.type, await source.token()]).toEqual(["WORKLOAD_IDENTITY_FEDERATION", "WIF.AWS.a.b.c"]);
    expect(asked).toEqual([
      true,
      { Audience: ["snowflakecomputing.com"], SigningAlgorithm: "RS256", DurationSeconds: 1800 },
    ]);
  });

  it("an answer without a token is an error that names the call", async () => {
    const send = async (): Promise<never> => ({}) as never;
    await expect(webIdentityToken({ send } as never)).rejects.toThrow("GetWebIdentityToken");
  });
});
