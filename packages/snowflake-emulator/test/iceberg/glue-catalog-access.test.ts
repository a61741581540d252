import { AwsUnreachableError } from "../../src/aws/aws-errors";
import { awsRemoteServices } from "../../src/iceberg/aws-remote-services";
import { RemoteAccessError, type RemoteCatalog } from "../../src/iceberg/remote-catalog";
import { openVolumeFiles } from "../../src/iceberg/volume-files";
import type { RestCatalogIntegration } from "../../src/objects/integration";
import { Bench } from "../support/accounts";
import { CATALOG_INTEGRATION, FakeAws, glueTable } from "./fake-aws";

const ROLE = "arn:aws:iam::123456789012:role/reader";
const SALES = "arn:aws:glue:us-west-2:123456789012";

const integration: RestCatalogIntegration = {
  ...CATALOG_INTEGRATION,
  name: "REST",
  source: "ICEBERG_REST",
  catalogUri: "https://glue.us-west-2.amazonaws.com/iceberg",
  prefix: null,
  catalogName: "123456789012",
  catalogApiType: "AWS_GLUE",
  accessDelegationMode: "VENDED_CREDENTIALS",
  sigv4: { roleArn: ROLE, signingRegion: "us-west-2", externalId: "x1" },
};

const tableGrant = (permissions: readonly string[], table?: string) => ({
  principal: ROLE,
  resource: { kind: "table", database: "sales", table } as const,
  permissions,
});

let aws: FakeAws;
let bench: Bench;

beforeEach(() => {
  bench = new Bench();
  aws = new FakeAws();
  aws.tables = [glueTable("sales", "orders"), glueTable("sales", "secret"), glueTable("hr", "people")];
  aws.grants = [tableGrant(["SELECT", "DESCRIBE"], "orders")];
  aws.locations = [{ arn: "arn:aws:s3:::lake", roleArn: "arn:aws:iam::123456789012:role/registered" }];
});

const open = (more: Partial<RestCatalogIntegration> = {}): RemoteCatalog =>
  awsRemoteServices(() => aws, aws.lake).openCatalog(bench.account, { ...integration, ...more });

const failure = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RemoteAccessError)) throw new Error(`refused was expected, not ${String(error)}`);
  return `${error.code} ${error.operation} ${error.message}`;
};

const namesOf = async (catalog: RemoteCatalog, namespace: string) => {
  const names: string[] = [];
  for await (const page of catalog.tables(namespace)) names.push(...page.map((table) => table.name));
  return names;
};

describe("a catalog at Glue, as the role of an integration sees it", () => {
  it("has what Lake Formation lets the role see", async () => {
    const catalog = open();
    expect(await catalog.namespaces()).toEqual(["sales"]);
    expect(await namesOf(catalog, "sales")).toEqual(["orders"]);
    expect((await catalog.table("sales", "orders"))?.metadataLocation).toContain("0.metadata.json");
    expect(await catalog.table("sales", "none")).toBeUndefined();
  });

  it("has everything where Lake Formation leaves it to IAM", async () => {
    aws.grants = [];
    aws.settings = {
      ...aws.settings,
      databaseDefaults: ["IAM_ALLOWED_PRINCIPALS"],
      tableDefaults: ["IAM_ALLOWED_PRINCIPALS"],
    };
    expect(await open().namespaces()).toEqual(["sales", "hr"]);
    expect(await namesOf(open(), "sales")).toEqual(["orders", "secret"]);
    aws.grants = [tableGrant(["SELECT"], "orders")];
    expect(await namesOf(open(), "sales")).toEqual(["orders", "secret"]);
  });

  it("all tables of a database may be granted at once, also to everybody in the account", async () => {
    aws.grants = [{ ...tableGrant(["ALL"]), principal: "123456789012:IAMPrincipals" }];
    expect(await namesOf(open(), "sales")).toEqual(["orders", "secret"]);
  });

  it("asks about the role once, whatever is read", async () => {
    const catalog = open();
    await Promise.all([catalog.namespaces(), catalog.table("sales", "orders"), catalog.table("sales", "orders")]);
    expect(aws.asked).toEqual([
      `assume ${ROLE} with x1`,
      `reader: glue:GetCatalog ${SALES}:catalog`,
      `reader: glue:GetDatabases ${SALES}:catalog`,
      `reader: glue:GetTable ${SALES}:table/sales/orders`,
    ]);
  });

  it.each([
    [
      "the role can't be assumed",
      () => {
        aws.trusted = false;
      },
      /^094120 CATALOG_CONNECTION .*Error assuming AWS_ROLE: User: .*is not authorized to perform: sts:AssumeRole on resource: .*role\/reader/,
    ],
    [
      "the endpoint may not be asked",
      () => {
        aws.denied = ["glue:GetCatalog"];
      },
      /^094120 CATALOG_CONNECTION .*Resource on the REST endpoint of catalog integration REST is forbidden due to error: Forbidden: .*glue:GetCatalog/,
    ],
    [
      "tables may not be listed",
      () => {
        aws.denied = ["glue:GetTables"];
      },
      /^094120 DISCOVERY .*glue:GetTables on resource: arn:aws:glue:us-west-2:123456789012:table\/sales/,
    ],
    [
      "Lake Formation hides the database",
      () => {
        aws.grants = [];
      },
      /^094120 DISCOVERY .*Insufficient Lake Formation permission\(s\): Required Describe on sales/,
    ],
  ] as const)("says why when %s", async (_title, change, message) => {
    change();
    expect(await failure(namesOf(open(), "sales"))).toMatch(message);
  });

  it("is not asked while the integration is not enabled", async () => {
    expect(await failure(open({ enabled: false }).namespaces())).toContain("Catalog integration REST is not enabled");
    expect(aws.asked).toEqual([]);
  });

  it("creates namespaces and drops tables for a role that may", async () => {
    const catalog = open();
    await catalog.createNamespace("new");
    expect(aws.databases).toContain("new");
    await catalog.dropTable("sales", "orders");
    expect(await catalog.table("sales", "orders")).toBeUndefined();
    aws.denied = ["glue:DeleteTable"];
    expect(await failure(open().dropTable("sales", "secret"))).toMatch(/^094120 DROP .*glue:DeleteTable/);
  });
});

describe("credentials that the catalog vends", () => {
  const uri = "s3://lake/sales/orders/data/a.parquet";
  const read = async () => (await open().vendedFiles("sales", "orders")).read(uri);

  beforeEach(async () => {
    await aws.files.write(uri, new Uint8Array([1]));
  });

  it("read the table's files with the rights of the registered location's role", async () => {
    expect(await read()).toEqual(new Uint8Array([1]));
    expect(aws.asked).toContain("reader: lakeformation:GetDataAccess *");
    expect(aws.asked).toContain("registered: s3:GetObject arn:aws:s3:::lake/sales/orders/data/a.parquet");
    const files = await open().vendedFiles("sales", "orders");
    expect(await failure(files.read("s3://lake/sales/other/a.parquet"))).toContain("100194 READ");
  });

  it.each([
    [
      "the role may not ask for them",
      () => {
        aws.denied = ["lakeformation:GetDataAccess"];
      },
      /lakeformation:GetDataAccess/,
    ],
    [
      "the role has no SELECT",
      () => {
        aws.grants = [tableGrant(["DESCRIBE"], "orders")];
      },
      /Insufficient Lake Formation permission\(s\): Required Select on orders/,
    ],
    [
      "engines from outside get none",
      () => {
        aws.settings = { ...aws.settings, fullTableExternalAccess: false };
      },
      /Forbidden: null/,
    ],
    [
      "the location is not registered",
      () => {
        aws.locations = [{ arn: "arn:aws:s3:::lake/other", roleArn: undefined }];
      },
      /^094121 READ .*Failed to retrieve credentials from the Catalog for table orders/,
    ],
    [
      "the location's role may not read",
      () => {
        aws.denied = ["s3:GetObject"];
      },
      /^100194 READ Failed to access remote file: access denied/,
    ],
  ] as const)("are refused when %s", async (_title, change, message) => {
    change();
    expect(await failure(read())).toMatch(message);
  });
});

describe("files of an external volume", () => {
  const volume = {
    id: 2,
    name: "VOL",
    parentId: null,
    ownerRoleId: null,
    createdOn: 0,
    comment: null,
    allowWrites: false,
    locations: [
      {
        name: "l",
        provider: "S3",
        baseUrl: "s3://lake/sales/",
        roleArn: ROLE,
        externalId: "x2",
        accessPointArn: null,
        usePrivatelinkEndpoint: null,
        encryption: { type: "NONE", kmsKeyId: null },
      },
    ],
  } as const;
  const files = () => openVolumeFiles(bench.account, volume, aws, aws.lake);

  it("are read by the location's role, which is asked once for a folder", async () => {
    for (const name of ["a", "b"]) await aws.files.write(`s3://lake/sales/t/data/${name}`, new Uint8Array([7]));
    const opened = files();
    expect(await opened.read("s3://lake/sales/t/data/a")).toEqual(new Uint8Array([7]));
    await opened.read("s3a://lake/sales/t/data/b").catch(() => undefined);
    await opened.read("s3://lake/sales/t/data/b");
    expect(aws.asked.filter((one) => one.includes("assume"))).toEqual([`assume ${ROLE} with x2`]);
  });

  it("can't be had while AWS does not answer", async () => {
    aws.isAllowed = () => Promise.reject(new AwsUnreachableError("http://localhost:1", "ECONNREFUSED"));
    expect(await failure(files().read("s3://lake/sales/x"))).toMatch(/^100194 .*does not answer/);
    expect(await failure(open().namespaces())).toMatch(/^094120 CATALOG_CONNECTION .*does not answer/);
  });

  it("are refused without trust, without the right, and outside of the volume", async () => {
    expect(await failure(files().read("s3://lake/hr/x"))).toContain("094123 READ");
    aws.denied = ["s3:GetObject"];
    expect(await failure(files().read("s3://lake/sales/x"))).toMatch(/^100194 .*access denied/);
    aws.trusted = false;
    expect(await failure(files().read("s3://lake/sales/x"))).toMatch(/^003167 .*Please verify the role and externalId/);
  });
});
