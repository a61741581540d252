import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import type { IssuedToken } from "./token-source";

/** Who the token is for: Snowflake takes no other. */
const AUDIENCE = "snowflakecomputing.com";
/** For how long a token is good, in seconds: STS gives up to an hour. */
const LIFE_SECONDS = 1800;

/**
 * Asks STS for a token of the role that the process runs as. That needs outbound web identity federation switched on in the
 * AWS account, the role's permission for `sts:GetWebIdentityToken`, and STS in a region: the global one has no such call.
 * Source: docs.aws.amazon.com, STS/latest/APIReference/API_GetWebIdentityToken.
 *
 * @throws TypeError when the answer has no token
 */
export async function webIdentityToken(client: Pick<STSClient, "send"> = new STSClient()): Promise<IssuedToken> {
  const { WebIdentityToken, Expiration } = await client.send(
    new GetWebIdentityTokenCommand({ Audience: [AUDIENCE], SigningAlgorithm: "RS256", DurationSeconds: LIFE_SECONDS }),
  );
  if (WebIdentityToken === undefined || Expiration === undefined) {
    throw new TypeError("STS answered GetWebIdentityToken without a token or its end");
  }
  return { token: WebIdentityToken, expires: Expiration.getTime() };
}
