import { administratorSettings } from "../../../operator/snowflake/administrators";
import { deployerSettings } from "../../../operator/validate/deployers";
import { demoConfig } from "../../helpers/demo-config";

const config = demoConfig();
const place = {
  url: "https://twinberg-west.snowflakecomputing.com",
  organization: "TWINBERG",
  account: "WEST",
  user: "ANNA",
  role: "ACCOUNTADMIN",
};
const settings = (env: Readonly<Record<string, string>>, browser = false) =>
  administratorSettings(config, "secondary", env, browser);

it("an administrator logs in by what the environment has for the account", () => {
  const user = { TWINBERG_SECONDARY_ADMIN_USER: "ANNA" };
  expect(settings({ ...user, TWINBERG_SECONDARY_ADMIN_TOKEN: "t", TWINBERG_SECONDARY_ADMIN_PASSWORD: "p" })).toEqual({
    ...place,
    login: { kind: "token", token: "t" },
  });
  expect(settings({ ...user, TWINBERG_SECONDARY_ADMIN_PASSWORD: "p" })).toEqual({
    ...place,
    login: { kind: "password", password: "p" },
  });
  expect(settings(user, true)).toEqual({ ...place, login: { kind: "browser" } });
  expect(settings({ TWINBERG_PRIMARY_ADMIN_USER: "ANNA" })).toBeUndefined();
});

it("a deployer with workload identity needs no key", () => {
  const keyless = demoConfig([
    /(secondary:[\s\S]*?user: TERRAFORM)/,
    "$1\n      login: { type: workload-identity, arn: arn:aws:iam::123456789012:role/deployer }",
  ]);
  expect(deployerSettings(keyless, "secondary", {})).toEqual({
    ...place,
    user: "TERRAFORM",
    login: { kind: "workload-identity" },
  });
});
