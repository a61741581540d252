import { MemoryCatalog } from "@twinberg/iceberg";
import { awsRemoteServices } from "../../src/iceberg/aws-remote-services";
import { RemoteAccessError, type RemoteCatalog } from "../../src/iceberg/remote-catalog";
import { FakeAws, glueTable } from "../iceberg/fake-aws";
import { LinkBench, restIntegration } from "./link-bench";

const ROLE = "arn:aws:iam::123456789012:role/lake";

async function open(permissions: readonly string[], denied: readonly string[] = []) {
  const bench = new LinkBench();
  await bench.run(restIntegration("ci"));
  const integration = bench.account.state.objects.INTEGRATION.get("CI");
  if (integration?.kind !== "CATALOG") throw new Error("the integration was created");
  const aws = new FakeAws();
  const catalog = new MemoryCatalog();
  aws.denied = denied;
  aws.tables = [glueTable("sales", "orders")];
  aws.grants = [{ principal: ROLE, resource: { kind: "table", database: "sales", table: "orders" }, permissions }];
  aws.locations = [{ arn: "arn:aws:s3:::lake", roleArn: undefined }];
  const lake = { ...aws.lake, catalog: () => catalog };
  return { catalog, remote: awsRemoteServices(() => aws, lake).openCatalog(bench.account, integration) };
}

const write = async (remote: RemoteCatalog) =>
  remote.writer?.("sales", "orders", await remote.vendedFiles("sales", "orders"));

const refusal = async (remote: RemoteCatalog) => {
  const error = await write(remote).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RemoteAccessError)) throw new Error(`refused was expected, not ${String(error)}`);
  return error;
};

describe("writing to a table as the integration's role", () => {
  it("needs glue:UpdateTable, and INSERT of Lake Formation", async () => {
    const { remote, catalog } = await open(["SELECT", "INSERT", "DESCRIBE"]);
    expect(await write(remote)).toBe(catalog);
  });

  it("fails without glue:UpdateTable", async () => {
    const { remote } = await open(["ALL"], ["glue:UpdateTable"]);
    expect(await refusal(remote)).toMatchObject({
      code: "094120",
      operation: "COMMIT",
      message: expect.stringContaining(`${ROLE} is not authorized to perform: glue:UpdateTable`),
    });
  });

  it("fails without INSERT", async () => {
    const { remote } = await open(["SELECT", "DESCRIBE"]);
    expect(await refusal(remote)).toMatchObject({
      operation: "COMMIT",
      message: expect.stringContaining("Insufficient Lake Formation permission(s): Required Insert on orders"),
    });
  });
});
