import { demoConfig } from "../helpers/demo-config";
import { synthesize } from "../helpers/synthesize";

/** The demo with another login of its primary deployer. */
const stacksWith = (login: string) =>
  synthesize(demoConfig([/(primary:[\s\S]*?user: TERRAFORM)/, `$1\n      login: ${login}`]));

it("logs in by workload identity without any key, in every stack of the account", () => {
  const stacks = stacksWith("{ type: workload-identity, arn: arn:aws:iam::123456789012:role/deployer }");
  for (const name of ["primary-account", "primary-data", "failover-primary"]) {
    const [provider, ...aliases] = stacks[name]?.provider.snowflake ?? [];
    for (const one of [provider, ...aliases]) {
      expect(one).toMatchObject({
        user: "TERRAFORM",
        authenticator: "WORKLOAD_IDENTITY",
        workload_identity_provider: "AWS",
      });
      expect(one).not.toHaveProperty("private_key");
    }
    expect(stacks[name]?.variable).toBeUndefined();
  }
  expect(stacks["secondary-account"]?.variable).toHaveProperty("secondary_snowflake_private_key");
});

it("tells the provider nothing of the login when its environment is to say", () => {
  const [provider] = stacksWith("{ type: environment }")["primary-account"]?.provider.snowflake ?? [];
  expect(provider).toMatchObject({ organization_name: "TWINBERG", account_name: "EAST", user: "TERRAFORM" });
  for (const key of ["authenticator", "private_key", "password", "token"]) expect(provider).not.toHaveProperty(key);
});
