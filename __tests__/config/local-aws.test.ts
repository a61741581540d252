import { assertLocalAwsIsMeant, LocalAwsNotMeantError } from "../../config/local-aws";

const clouds = { local: { awsEndpoint: "http://127.0.0.1:5000", snowflakeEndpoint: "http://127.0.0.1:8080" } };

describe("a configuration for a local AWS", () => {
  it("asks nothing of the environment when it means AWS itself", () => {
    expect(() =>
      assertLocalAwsIsMeant({ local: undefined }, { AWS_ENDPOINT_URL: "http://127.0.0.1:5000" }),
    ).not.toThrow();
  });

  it.each(["http://127.0.0.1:5000", "http://127.0.0.1:5000/"])("takes AWS_ENDPOINT_URL=%s as its own", (url) => {
    expect(() => assertLocalAwsIsMeant(clouds, { AWS_ENDPOINT_URL: url })).not.toThrow();
  });

  it("is refused without AWS_ENDPOINT_URL, with what to do", () => {
    expect(() => assertLocalAwsIsMeant(clouds, {})).toThrow(
      new LocalAwsNotMeantError(
        "local.awsEndpoint is http://127.0.0.1:5000, and AWS_ENDPOINT_URL isn't set: Terraform's AWS provider would not ask that local AWS; source .twinberg/env.sh, or export AWS_ENDPOINT_URL=http://127.0.0.1:5000",
      ),
    );
  });

  it.each(["http://127.0.0.1:5001", "https://127.0.0.1:5000", "127.0.0.1:5000", ""])(
    "is refused with AWS_ENDPOINT_URL=%s, which is another",
    (url) => {
      expect(() => assertLocalAwsIsMeant(clouds, { AWS_ENDPOINT_URL: url })).toThrow(LocalAwsNotMeantError);
    },
  );
});
