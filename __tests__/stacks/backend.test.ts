import { resolve } from "node:path";
import { demoConfig } from "../helpers/demo-config";
import { synthesize } from "../helpers/synthesize";

const LOCAL = "type: local\n  directory: .twinberg/state";

describe("state", () => {
  it("lies in one file a stack with the local backend", () => {
    const { trust } = synthesize(demoConfig());

    expect(trust?.terraform.backend).toEqual({ local: { path: resolve(".twinberg/state/trust.tfstate") } });
    expect(trust?.data?.terraform_remote_state?.["State-primary-account"]).toMatchObject({
      backend: "local",
      config: { path: resolve(".twinberg/state/primary-account.tfstate") },
    });
  });

  it("lies in one object a stack with the s3 backend, encrypted and locked", () => {
    const s3 = "type: s3\n  bucket: states\n  region: eu-west-1\n  lockTable: locks";
    const { trust } = synthesize(demoConfig([LOCAL, s3]));

    expect(trust?.terraform.backend).toEqual({
      s3: {
        bucket: "states",
        region: "eu-west-1",
        key: "twinberg/trust.tfstate",
        encrypt: true,
        dynamodb_table: "locks",
      },
    });
    expect(trust?.data?.terraform_remote_state?.["State-secondary-account"]).toMatchObject({
      backend: "s3",
      config: { bucket: "states", key: "twinberg/secondary-account.tfstate" },
    });
  });

  it("lies in one workspace a stack with Terraform Cloud", () => {
    const { trust } = synthesize(demoConfig([LOCAL, "type: cloud\n  organization: acme"]));

    expect(trust?.terraform.cloud).toEqual({
      hostname: "app.terraform.io",
      organization: "acme",
      workspaces: { name: "twinberg-trust" },
    });
    expect(trust?.data?.terraform_remote_state?.["State-primary-account"]).toMatchObject({
      backend: "remote",
      config: { organization: "acme", workspaces: { name: "twinberg-primary-account" } },
    });
  });
});
