import { EmulatorClock, VirtualClock } from "../../src/clock";
import { rememberingLake } from "../../src/iceberg/aws/remembering-lake";
import { awsRemoteServices } from "../../src/iceberg/aws-remote-services";
import type { RemoteServices } from "../../src/iceberg/remote-services";
import type { GlueCatalogIntegration } from "../../src/objects/integration";
import type { EventSource } from "../../src/time/event-source";
import { Scheduler } from "../../src/time/scheduler";
import { Bench } from "../support/accounts";
import { FakeTimers } from "../time/fake-timers";
import { CATALOG_INTEGRATION, FakeAws, glueTable } from "./fake-aws";

const ROLE = "arn:aws:iam::123456789012:role/reader";
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

const integration: GlueCatalogIntegration = {
  ...CATALOG_INTEGRATION,
  name: "GLUE",
  source: "GLUE",
  roleArn: ROLE,
  catalogId: "123456789012",
  region: "us-west-2",
  externalId: "x1",
};

/** An account with something that happens every minute. */
function eachMinute(work: (bench: Bench) => Promise<void>, remote: RemoteServices) {
  const bench = new Bench();
  const machine = new VirtualClock(START);
  const scheduler = new Scheduler(
    new EmulatorClock(machine),
    (error) => {
      throw error;
    },
    new FakeTimers(machine),
  );
  const source: EventSource = {
    name: "every minute",
    nextDue: (after) => START + (Math.floor((after - START) / MINUTE) + 1) * MINUTE,
    run: () => work(bench),
  };
  bench.account.iceberg.connect(remote);
  bench.account.iceberg.schedule(scheduler);
  scheduler.add(source);
  return { bench, scheduler };
}

/** Each opening of a catalog is told with the view of the world that it belongs to. */
function viewsOfTheWorld() {
  const opened: string[] = [];
  let views = 0;
  const view = (name: string): RemoteServices => ({
    openCatalog: () => {
      opened.push(name);
      throw new Error("not needed");
    },
    volumeFiles: () => {
      throw new Error("not needed");
    },
    remembering: () => {
      views += 1;
      return view(`view ${views}`);
    },
  });
  return { remote: view("as it is"), opened };
}

async function open(bench: Bench): Promise<void> {
  const session = bench.account.iceberg.newSession();
  session.integration = () => integration;
  expect(() => session.catalog(1)).toThrow("not needed");
}

describe("the world outside", () => {
  it("is looked at once while time is advanced, and again in the next advance", async () => {
    const { remote, opened } = viewsOfTheWorld();
    const { bench, scheduler } = eachMinute(open, remote);
    await scheduler.advanceBy(2 * MINUTE);
    await scheduler.advanceBy(MINUTE);
    await open(bench);
    expect(opened).toEqual(["view 1", "view 1", "view 2", "as it is"]);
  });
});

describe("services that remember", () => {
  it("read roles and grants once for all catalogs that are opened, and list tables each time", async () => {
    const aws = new FakeAws();
    aws.tables = [glueTable("sales", "orders")];
    aws.grants = [
      {
        principal: ROLE,
        resource: { kind: "table", database: "sales", table: undefined },
        permissions: ["SELECT", "DESCRIBE"],
      },
    ];
    let remembering = 0;
    const access = Object.assign(aws, {
      remembering: () => {
        remembering += 1;
        return aws;
      },
    });
    const asked: string[] = [];
    const counted = {
      ...aws.lake,
      lakeFormation: () => ({
        ...aws.lake.lakeFormation(""),
        grants: async () => {
          asked.push("grants");
          return aws.grants;
        },
        settings: async () => {
          asked.push("settings");
          return aws.settings;
        },
      }),
    };
    const services = awsRemoteServices(() => access, counted).remembering?.();
    const { account } = new Bench();
    const names = async () => {
      const found: string[] = [];
      for await (const page of services?.openCatalog(account, integration).tables("sales") ?? [])
        found.push(...page.map(({ name }) => name));
      return found;
    };
    expect(await names()).toEqual(["orders"]);
    aws.tables = [...aws.tables, glueTable("sales", "returns")];
    expect(await names()).toEqual(["orders", "returns"]);
    expect(asked).toEqual(["grants", "settings"]);
    // Once for the services, and once for each catalog, which goes on with what those have read.
    expect(remembering).toBe(3);
  });

  it("ask again for what could not be read", async () => {
    const aws = new FakeAws();
    const answers = [Promise.reject(new Error("throttled")), Promise.resolve(aws.settings)];
    const lake = rememberingLake({
      ...aws.lake,
      lakeFormation: () => ({
        ...aws.lake.lakeFormation(""),
        settings: () => answers.shift() ?? Promise.reject(new Error("asked too often")),
      }),
    });
    const settings = () => lake.lakeFormation("us-west-2").settings("123456789012");
    await expect(settings()).rejects.toThrow("throttled");
    await expect(settings()).resolves.toBe(aws.settings);
    await expect(settings()).resolves.toBe(aws.settings);
  });

  it("know a file's version until the file is written or removed", async () => {
    const aws = new FakeAws();
    let current = 1;
    const asked: string[] = [];
    const lake = rememberingLake({
      ...aws.lake,
      files: () =>
        Object.assign(aws.files, {
          version: async (uri: string) => {
            asked.push(uri);
            return String(current);
          },
        }),
    });
    const files = lake.files("us-west-2");
    expect(await files.version?.("s3://lake/a")).toBe("1");
    current = 2;
    expect(await lake.files("us-west-2").version?.("s3://lake/a")).toBe("1");
    await files.write("s3://lake/a", new Uint8Array([1]));
    expect(await files.version?.("s3://lake/a")).toBe("2");
    current = 3;
    await files.remove(["s3://lake/a"]);
    expect(await files.version?.("s3://lake/a")).toBe("3");
    expect(asked).toHaveLength(3);
  });
});
