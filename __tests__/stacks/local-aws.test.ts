import { demoConfig, LOCAL_CLOUDS } from "../helpers/demo-config";
import { synthesize } from "../helpers/synthesize";

/** All AWS providers of the program, one a stack that has any. */
const awsProviders = (config = demoConfig()) =>
  Object.values(synthesize(config)).flatMap(({ provider }) => provider.aws ?? []);

it("has no login of its own for AWS", () => {
  const providers = awsProviders();
  expect(providers.length).toBeGreaterThan(0);
  for (const provider of providers) {
    for (const key of ["access_key", "secret_key", "endpoints"]) expect(provider).not.toHaveProperty(key);
  }
});

it("logs in to a local AWS by what AWS itself refuses, and leaves its address to the environment", () => {
  for (const provider of awsProviders(demoConfig([/$/, LOCAL_CLOUDS]))) {
    expect(provider).toMatchObject({ access_key: "123456789012", secret_key: "local" });
    // Two seconds of processor time at each start of the provider, whatever is in it.
    expect(provider).not.toHaveProperty("endpoints");
  }
});
