import { connect } from "node:net";
import { GlueClient } from "@aws-sdk/client-glue";
import { expectedCloudError } from "../../operator/cloud-errors";
import { exitCodes } from "../../operator/exit-codes";
import { runProgram } from "../../operator/program";

/** An error with a name and a code, as clients of clouds throw them. */
function thrown(name: string, message: string, code?: string | number): Error {
  const error = Object.assign(new Error(message), code === undefined ? {} : { code });
  error.name = name;
  return error;
}

describe("an error that clouds are expected to give is told with its fix", () => {
  it.each([
    [
      "no credentials",
      thrown("CredentialsProviderError", "Could not load credentials from any providers"),
      /AWS_PROFILE/,
    ],
    [
      "single sign-on that has ended",
      thrown("CredentialsProviderError", "The SSO session has expired"),
      /aws sso login/,
    ],
    [
      "an expired token",
      thrown("ExpiredTokenException", "The security token included in the request is expired"),
      /session has ended/,
    ],
    ["a wrong clock", thrown("SignatureDoesNotMatch", "Signature expired: 20260101T000000Z is now earlier"), /clock/],
    ["a clock that S3 refuses", thrown("RequestTimeTooSkewed", "The difference is too large"), /clock/],
    [
      "a wrong secret",
      thrown("SignatureDoesNotMatch", "The request signature we calculated does not match"),
      /get-caller-identity/,
    ],
    ["an unknown key", thrown("UnrecognizedClientException", "The security token is invalid"), /get-caller-identity/],
    [
      "access denied",
      thrown("AccessDeniedException", "User: x is not authorized to perform: glue:GetTables"),
      /may not do that/,
    ],
    [
      "a wrong region",
      thrown("PermanentRedirect", "The bucket must be addressed using the specified endpoint"),
      /aws\.region/,
    ],
    ["no region", new Error("Region is missing"), /aws\.region/],
    ["throttling", thrown("ThrottlingException", "Rate exceeded"), /in a minute/],
    ["a bucket that isn't there", thrown("NoSuchBucket", "The specified bucket does not exist"), /twinberg bootstrap/],
    [
      "a table that isn't there",
      thrown("ResourceNotFoundException", "Requested resource not found"),
      /apply the stack/,
    ],
    ["a wrong key", thrown("OperationFailedError", "JWT token is invalid. [0ce9eb56]", "390144"), /RSA_PUBLIC_KEY_FP/],
    ["a key from a wrong clock", thrown("OperationFailedError", "JWT_TOKEN_INVALID_ISSUE_TIME", "390144"), /clock/],
    [
      "a wrong password",
      thrown("OperationFailedError", "Incorrect username or password was specified.", "390100"),
      /DESCRIBE USER/,
    ],
    [
      "a locked user",
      thrown("OperationFailedError", "Your user account has been temporarily locked", "390100"),
      /MINS_TO_UNLOCK/,
    ],
    [
      "a network policy",
      thrown("OperationFailedError", "IP 1.2.3.4 is not allowed to access Snowflake.", "390420"),
      /network policy/,
    ],
    [
      "a role that one hasn't",
      thrown("OperationFailedError", "Role 'X' … is not granted to this user", "390189"),
      /deployer\.role/,
    ],
    ["a missing privilege", thrown("OperationFailedError", "Insufficient privileges", "003001"), /twinberg preflight/],
    [
      "an account that isn't one",
      thrown("RequestFailedError", "Request to Snowflake failed.", 401002),
      /accounts\.<account>\.name/,
    ],
    ["an unknown host", thrown("Error", "getaddrinfo ENOTFOUND x.snowflakecomputing.com", "ENOTFOUND"), /DNS/],
    ["a refused connection", thrown("Error", "connect ECONNREFUSED 127.0.0.1:1", "ECONNREFUSED"), /npm run local/],
    ["no answer in time", thrown("TimeoutError", "Connection timed out after 5000 ms"), /in time/],
    [
      "a certificate that isn't trusted",
      thrown("Error", "self-signed certificate in certificate chain", "SELF_SIGNED_CERT_IN_CHAIN"),
      /NODE_EXTRA_CA_CERTS/,
    ],
  ])("%s", (_case, error, fix) => {
    const told = expectedCloudError(error);
    expect(told?.fix).toMatch(fix);
    expect(told?.reason).toContain(error.message);
    expect(told?.reason).not.toContain("\n");
  });

  it("also when it is the cause of another one, whose words come first", () => {
    const cause = thrown("Error", "connect ECONNREFUSED 127.0.0.1:1", "ECONNREFUSED");
    const error = new Error("TERRAFORM can't log in to ORG-EAST", { cause });
    expect(expectedCloudError(error)?.reason).toBe(
      "TERRAFORM can't log in to ORG-EAST: connect ECONNREFUSED 127.0.0.1:1",
    );
  });

  it("also when several addresses were tried, and the error itself says nothing", () => {
    const tried = ["::1", "127.0.0.1"].map((host) => thrown("Error", `connect ECONNREFUSED ${host}:1`, "ECONNREFUSED"));
    const error = Object.assign(new AggregateError(tried, ""), { code: "ECONNREFUSED" });
    expect(expectedCloudError(error)?.fix).toContain("nobody answers");
  });

  it("as the system says it", async () => {
    const error = await new Promise((resolve) => connect(1, "127.0.0.1").once("error", resolve));
    expect(expectedCloudError(error)?.fix).toContain("nobody answers");
  });

  it("as a client of AWS says it", async () => {
    const glue = new GlueClient({
      region: "us-east-1",
      credentials: () => Promise.reject(thrown("CredentialsProviderError", "none")),
    });
    const error: unknown = await glue.config.credentials().catch((caught: unknown) => caught);
    expect(expectedCloudError(error)?.fix).toContain("AWS_PROFILE");
  });
});

it.each([
  ["a bug of ours", new TypeError("undefined is not a function")],
  ["a request that we made wrong", thrown("ValidationException", "1 validation error detected")],
  ["a statement that we made wrong", thrown("OperationFailedError", "SQL compilation error", "001003")],
  ["what is no error", "text"],
])("%s is none of them", (_case, error) => {
  expect(expectedCloudError(error)).toBeUndefined();
});

it("a command that meets one ends with 1, in words, without a stack", async () => {
  const errors: string[] = [];
  const definition = {
    ...{ name: "look", description: "look", options: [] },
    run: () => Promise.reject(thrown("CredentialsProviderError", "Could not load credentials from any providers")),
  };
  const context = {
    env: {},
    root: "/",
    write: () => undefined,
    progress: () => undefined,
    signal: AbortSignal.any([]),
  };
  const code = await runProgram(["look"], [definition], context, (text) => void errors.push(text));
  expect(code).toBe(exitCodes.unhealthy);
  expect(errors.join("")).toMatch(/^CredentialsProviderError: Could not load.*\n {2}fix: give AWS credentials.*\n$/);
});
