import { demoConfig } from "../helpers/demo-config";
import { resourcesOf, synthesize } from "../helpers/synthesize";

describe("resource ids", () => {
  it("stay what they are: a changed id destroys one resource and makes another", () => {
    const addresses = Object.entries(synthesize(demoConfig())).flatMap(([name, stack]) =>
      resourcesOf(stack).map(({ type, id }) => `${name}: ${type}.${id}`),
    );

    expect(addresses.sort()).toMatchSnapshot();
  });

  it("are the same in both account stacks, but for what a failover group carries from one to the other", () => {
    const stacks = synthesize(demoConfig());
    const [primary, secondary] = [stacks["primary-account"], stacks["secondary-account"]].map((stack) =>
      resourcesOf(stack).map(({ type, id }) => `${type}.${id}`),
    );

    const own = (ids: string[] = []) => ids.filter((id) => !/StorageIntegration|ExternalVolume/.test(id));
    expect(own(primary)).toEqual(secondary);
  });
});
