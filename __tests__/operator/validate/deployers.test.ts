import { accountUrl, deployerSettings, privateKeyEnvironment } from "../../../operator/validate/deployers";
import { privateKeyVariable } from "../../../stacks/providers";
import { demoConfig } from "../../helpers/demo-config";

describe("who logs in", () => {
  it("has its key where Terraform has it", () => {
    for (const account of ["primary", "secondary"] as const)
      expect(privateKeyEnvironment(account)).toBe(`TF_VAR_${privateKeyVariable(account)}`);
  });

  it("finds a real account by its name, with hyphens for underscores", () => {
    expect(accountUrl("MYORG", "PROD_EAST")).toBe("https://myorg-prod-east.snowflakecomputing.com");
  });

  it("is told whose key is missing", () => {
    expect(() => deployerSettings(demoConfig(), "secondary", {})).toThrow(
      "the private key of TERRAFORM in TWINBERG-WEST",
    );
  });
});
