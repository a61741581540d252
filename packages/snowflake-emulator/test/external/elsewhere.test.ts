import { copyState, decodeValues, encodeValues, replaceState } from "../../src/state/saved-state";
import { replicaBench } from "../replication/replicas";
import { ExternalBench } from "./external-bench";

const ROLE = "arn:aws:iam::123456789012:role/reader";

describe("external tables elsewhere", () => {
  it("are what they were when the account's state was put away and comes back", async () => {
    const bench = await new ExternalBench().prepare();
    bench.bucket.put("raw/t/x/a.csv", "1,2\n");
    await bench.run(
      "CREATE EXTERNAL TABLE t (a NUMBER AS (VALUE:c1::NUMBER)) LOCATION = @stage/t/ FILE_FORMAT = (TYPE = CSV)",
      `CREATE EXTERNAL TABLE m (p VARCHAR AS (PARSE_JSON(METADATA$EXTERNAL_TABLE_PARTITION):P::VARCHAR)) PARTITION BY (p)
        PARTITION_TYPE = USER_SPECIFIED LOCATION = @stage/t/ FILE_FORMAT = (TYPE = CSV)`,
      "ALTER EXTERNAL TABLE m ADD PARTITION (p = 'o''k') LOCATION 'x'",
    );
    const { state } = bench.account;
    replaceState(state, decodeValues(encodeValues(copyState(state))));
    expect(await bench.values("SELECT a FROM t")).toEqual([["1"]]);
    expect(await bench.values("SELECT p FROM m")).toEqual([["o'k"]]);
    expect(await bench.rows("ALTER EXTERNAL TABLE t REFRESH")).toEqual([]);
    expect(await bench.error("ALTER EXTERNAL TABLE m REFRESH")).toMatch("091095");
  });

  it("are no part of a replica; stages are none either", async () => {
    const { east, west, refresh } = await replicaBench();
    await east.run(
      `CREATE STORAGE INTEGRATION si TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = '${ROLE}' STORAGE_ALLOWED_LOCATIONS = ('s3://lake/')`,
      "CREATE STAGE d.s.stage URL = 's3://lake/' STORAGE_INTEGRATION = si",
      "CREATE EXTERNAL TABLE d.s.t LOCATION = @d.s.stage REFRESH_ON_CREATE = FALSE FILE_FORMAT = (TYPE = CSV)",
    );
    await refresh();
    expect(await west.rows("SHOW EXTERNAL TABLES IN DATABASE d")).toEqual([]);
    expect(await west.rows("SHOW STAGES IN DATABASE d")).toEqual([]);
    expect(await west.error("CREATE STAGE d.s.x URL = 's3://lake/' STORAGE_INTEGRATION = si")).toMatch("003903");
  });

  it("go with their schema, and their stages too", async () => {
    const bench = await new ExternalBench().prepare();
    await bench.run(
      "CREATE SCHEMA d.other",
      "CREATE EXTERNAL TABLE d.other.t LOCATION = @d.public.stage FILE_FORMAT = (TYPE = CSV)",
      "DROP SCHEMA d.public",
    );
    expect(await bench.row("SHOW EXTERNAL TABLES IN DATABASE d")).toMatchObject({ name: "T", invalid: true });
    await bench.run("DROP SCHEMA d.other");
    expect(await bench.rows("SHOW EXTERNAL TABLES IN ACCOUNT")).toEqual([]);
  });

  it("can be made as the Terraform provider writes it", async () => {
    const bench = await new ExternalBench().prepare();
    await bench.run(
      `CREATE STAGE "D"."PUBLIC"."P" URL = 's3://lake/raw/' STORAGE_INTEGRATION = "SI" ENCRYPTION = (TYPE = 'NONE') USE_PRIVATELINK_ENDPOINT = false
        DIRECTORY = (ENABLE = false REFRESH_ON_CREATE = false AUTO_REFRESH = false)
        FILE_FORMAT = (TYPE = CSV COMPRESSION = AUTO RECORD_DELIMITER = '\\n' FIELD_DELIMITER = '|' SKIP_HEADER = 1 NULL_IF = ('', 'NULL')) COMMENT = 'c'`,
      `ALTER STAGE "D"."PUBLIC"."P" SET FILE_FORMAT = (FORMAT_NAME = "D"."PUBLIC"."F") COMMENT = 'x'`.replace(
        /FILE_FORMAT = \(.*?\) /,
        "FILE_FORMAT = (TYPE = PARQUET) ",
      ),
      `CREATE EXTERNAL TABLE "D"."PUBLIC"."T" ("A" VARCHAR AS (VALUE:c1::VARCHAR)) WITH LOCATION = @"D"."PUBLIC"."P"/t REFRESH_ON_CREATE = false AUTO_REFRESH = true
        FILE_FORMAT = (TYPE = CSV) AWS_SNS_TOPIC = 'arn:aws:sns:us-east-1:123456789012:topic' COPY GRANTS COMMENT = 'c'`,
    );
    expect(await bench.row("SHOW EXTERNAL TABLES")).toMatchObject({ name: "T", location: "@D.PUBLIC.P/t/" });
    expect(
      await bench.error(
        "CREATE EXTERNAL TABLE x LOCATION = @stage FILE_FORMAT = (TYPE = CSV) AWS_SNS_TOPIC = 'arn:aws:sqs:us-east-1:123456789012:q'",
      ),
    ).toMatch("001008");
  });
});
