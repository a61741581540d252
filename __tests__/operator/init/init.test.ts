import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { loadConfig } from "../../../config/load";
import { parseConfig } from "../../../config/parse";
import { type InitTools, initCommand } from "../../../operator/commands/init";
import { exitCodes } from "../../../operator/exit-codes";
import type { AnswersSoFar } from "../../../operator/init/answers";
import { BACKENDS, QUESTIONS } from "../../../operator/init/questions";
import { configText } from "../../../operator/init/write-config";
import { runProgram } from "../../../operator/program";

const NEEDED = {
  "--organization": "MYORG",
  "--primary-account": "EAST",
  "--primary-region": "AWS_US_EAST_1",
  "--secondary-account": "WEST",
  "--secondary-region": "AWS_US_WEST_2",
  "--aws-account": "111122223333",
  "--lake-formation-admins": "arn:aws:iam::111122223333:role/deployer, arn:aws:iam::111122223333:role/lake-admin",
  "--glue-database": "analytics",
};

const flags = (given: Readonly<Record<string, string>>): readonly string[] => Object.entries(given).flat();

describe("twinberg init", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "init-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function init(args: readonly string[], tools: Partial<InitTools> = {}, interrupted = new AbortController()) {
    const out: string[] = [];
    const errors: string[] = [];
    let made = 0;
    const command = initCommand({
      openTerminal: () => undefined,
      random: (bytes) => {
        made += 1;
        return String(made).padStart(bytes * 2, "0");
      },
      ...tools,
    });
    const context = {
      env: {},
      root: folder,
      write: (text: string) => void out.push(text),
      progress: (text: string) => void errors.push(text),
      signal: interrupted.signal,
    };
    const code = await runProgram(["init", ...args], [command], context, (text) => void errors.push(text));
    return { code, out: out.join(""), errors: errors.join("") };
  }

  const written = () => path.join(folder, "config", "mine.yaml");

  /** A person who answers in order; an answer may be an empty line. */
  function typing(answers: readonly string[]) {
    const prompts: string[] = [];
    const left = [...answers];
    const ask = async (prompt: string) => {
      prompts.push(prompt);
      return left.shift() ?? "";
    };
    return { prompts, tools: { openTerminal: () => ({ ask, close: () => undefined }) } };
  }

  it("writes what loadConfig accepts, from flags and defaults", async () => {
    const { code } = await init(["--yes", ...flags(NEEDED)]);
    expect(code).toBe(exitCodes.ok);
    const config = loadConfig(written());
    expect(config).toMatchObject({
      organization: "MYORG",
      accounts: {
        primary: { name: "EAST", edition: "BUSINESS_CRITICAL", deployer: { user: "TERRAFORM", role: "ACCOUNTADMIN" } },
        secondary: { name: "WEST", deployer: { login: { type: "key-pair" } } },
      },
      aws: {
        accountId: "111122223333",
        region: "us-east-1",
        lakeFormationAdmins: ["arn:aws:iam::111122223333:role/deployer", "arn:aws:iam::111122223333:role/lake-admin"],
      },
      lake: { bucket: "myorg-lake-us-east-1", glueDatabase: "analytics", tables: [], onDestroy: "keep" },
      failover: {
        controller: { bucket: "myorg-twinberg-controller", region: "us-east-2" },
        connection: { name: "LAKE" },
      },
      backend: {
        type: "s3",
        bucket: "myorg-terraform-state",
        region: "us-east-2",
        replica: { bucket: "myorg-terraform-state-copy", region: "us-west-2" },
      },
    });
    expect(config.local).toBeUndefined();
    const ids = [...Object.values(config.externalIds.shared), config.externalIds.primary.catalog];
    expect(new Set(ids).size).toBe(3);
  });

  describe("for local clouds", () => {
    const local = { "--local-aws": "http://127.0.0.1:5000", "--local-snowflake": "http://127.0.0.1:5001" };

    it("says where they are, and proposes a state on the disk", async () => {
      const { code } = await init(["--yes", ...flags({ ...NEEDED, ...local })]);
      expect(code).toBe(exitCodes.ok);
      expect(loadConfig(written())).toMatchObject({
        local: { awsEndpoint: "http://127.0.0.1:5000", snowflakeEndpoint: "http://127.0.0.1:5001" },
        backend: { type: "local", directory: "state" },
      });
    });

    it("refuses one cloud without the other", async () => {
      const withoutSnowflake = await init(["--yes", ...flags({ ...NEEDED, "--local-aws": local["--local-aws"] })]);
      expect(withoutSnowflake).toMatchObject({ code: exitCodes.usage });
      expect(withoutSnowflake.errors).toContain("--local-snowflake is missing");
      const withoutAws = await init([
        "--yes",
        ...flags({ ...NEEDED, "--local-snowflake": local["--local-snowflake"] }),
      ]);
      expect(withoutAws).toMatchObject({ code: exitCodes.usage });
      expect(withoutAws.errors).toContain('--local-snowflake "http://127.0.0.1:5001" means nothing');
    });

    it("refuses what is no URL", async () => {
      const { code, errors } = await init(["--yes", ...flags({ ...NEEDED, ...local, "--local-aws": "here" })]);
      expect({ code, errors }).toEqual({
        code: exitCodes.usage,
        errors: expect.stringContaining('--local-aws "here" is not an endpoint'),
      });
    });

    it("asks nobody whether the clouds are local", async () => {
      const { prompts, tools } = typing([]);
      await init(flags(NEEDED), tools);
      expect(prompts.filter((prompt) => prompt.includes("local"))).toHaveLength(0);
    });
  });

  it("declares the tables that twinberg seed fills, for who wants them", async () => {
    await init(["--yes", ...flags({ ...NEEDED, "--tables": "sample" })]);
    const demo = loadConfig(path.resolve(__dirname, "..", "..", "..", "config", "demo.yaml"));
    const shape = ({ lake }: typeof demo) => lake.tables.map(({ name, columns }) => ({ name, columns }));
    expect(shape(loadConfig(written()))).toEqual(shape(demo));
  });

  it("ends with commands that can be typed as they stand", async () => {
    const { errors } = await init(["--yes", ...flags(NEEDED)]);
    const typed = errors.split("\n").filter((line) => line.startsWith("  "));
    expect(typed).toEqual([
      "  export TWINBERG_CONFIG=config/mine.yaml",
      expect.stringMatching(/^ {2}npx twinberg bootstrap /),
      expect.stringMatching(/^ {2}npx twinberg preflight /),
    ]);
  });

  it("explains each section in the file, and leads editors to the schema", async () => {
    await init(["--yes", ...flags(NEEDED)]);
    const text = readFileSync(written(), "utf8");
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/twinberg\.schema\.json\n/);
    expect(text.match(/#/g)?.length).toBeGreaterThan(25);
  });

  it("prints exactly what administrators run", async () => {
    const { out } = await init(["--yes", ...flags(NEEDED)]);
    const statements = out.split("\n").filter((line) => line !== "" && !line.startsWith("--"));
    expect(statements).toEqual([
      "USE ROLE ORGADMIN;",
      "SHOW ACCOUNTS;",
      "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('MYORG.EAST', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true');",
      "SELECT SYSTEM$GLOBAL_ACCOUNT_SET_PARAMETER('MYORG.WEST', 'ENABLE_ACCOUNT_DATABASE_REPLICATION', 'true');",
      ...["EAST", "WEST"].flatMap((account) => [
        "USE ROLE ACCOUNTADMIN;",
        `CREATE USER IF NOT EXISTS "TERRAFORM" TYPE = SERVICE RSA_PUBLIC_KEY = '<public key of TERRAFORM in MYORG-${account}>' DEFAULT_ROLE = 'ACCOUNTADMIN' COMMENT = 'Terraform and the operators'' commands log in as this user (twinberg)';`,
        'GRANT ROLE "ACCOUNTADMIN" TO USER "TERRAFORM";',
      ]),
    ]);
  });

  it("has no key in it with workload identity", async () => {
    const arn = "arn:aws:iam::111122223333:role/deployer";
    const { out, errors } = await init([
      "--yes",
      ...flags({ ...NEEDED, "--login": "workload-identity", "--aws-role": arn }),
    ]);
    expect(out).toContain(`WORKLOAD_IDENTITY = (TYPE = AWS ARN = '${arn}')`);
    expect(`${out}${errors}`).not.toContain("key pairs");
    expect(loadConfig(written()).accounts.primary.deployer.login).toEqual({ type: "workload-identity", arn });
  });

  it("tells programs the file and the statements", async () => {
    const { code, out } = await init(["--json", ...flags(NEEDED)]);
    expect(code).toBe(exitCodes.ok);
    expect(JSON.parse(out)).toEqual({ file: written(), statements: expect.arrayContaining(["SHOW ACCOUNTS;"]) });
  });

  it("never overwrites without --force, and says so before it asks", async () => {
    await init(["--yes", ...flags(NEEDED)]);
    const before = readFileSync(written(), "utf8");
    const { prompts, tools } = typing([]);
    const refused = await init([], tools);
    expect(refused).toMatchObject({
      code: exitCodes.usage,
      errors: expect.stringContaining("give --force to replace it"),
    });
    expect(prompts).toEqual([]);
    expect(readFileSync(written(), "utf8")).toBe(before);
    const forced = await init(["--yes", "--force", ...flags({ ...NEEDED, "--organization": "OTHER" })]);
    expect(forced.code).toBe(exitCodes.ok);
    expect(loadConfig(written()).organization).toBe("OTHER");
  });

  it("asks what the flags don't say, again until it can be used, and proposes what follows from the answers", async () => {
    const { "--organization": _organization, ...others } = NEEDED;
    const { prompts, tools } = typing(["my org", "MYORG"]);
    const { code, errors } = await init(flags(others), tools);
    expect(code).toBe(exitCodes.ok);
    expect(prompts.slice(0, 2)).toEqual(["Snowflake organization: ", "Snowflake organization: "]);
    expect(errors).toContain('"my org" is not a Snowflake name in upper case');
    expect(errors).toContain("SELECT CURRENT_ORGANIZATION_NAME();");
    expect(prompts).toContain("bucket of the lake [myorg-lake-us-east-1]: ");
    expect(prompts).toContain("region of the lake [us-east-1]: ");
    expect(loadConfig(written()).organization).toBe("MYORG");
  });

  it("asks only what the other answers leave open", async () => {
    const { prompts, tools } = typing([]);
    await init(flags({ ...NEEDED, "--backend": "cloud", "--cloud-organization": "acme" }), tools);
    expect(prompts.some((prompt) => prompt.includes("state"))).toBe(false);
    expect(loadConfig(written()).backend).toMatchObject({ type: "cloud", organization: "acme" });
  });

  it("names everything that is missing or wrong at once, where nobody is asked", async () => {
    const { code, errors } = await init(["--primary-account", "east", "--cloud-organization", "acme"]);
    expect(code).toBe(exitCodes.usage);
    for (const text of [
      "--organization is missing: Snowflake organization",
      '--primary-account "east" is not a Snowflake name in upper case',
      "--aws-account is missing",
      "--lake-formation-admins is missing",
      '--cloud-organization "acme" means nothing with the other answers',
    ])
      expect(errors).toContain(text);
    expect(existsSync(written())).toBe(false);
  });

  it("refuses answers that don't go together, and writes nothing", async () => {
    const { code, errors } = await init(["--yes", ...flags({ ...NEEDED, "--secondary-account": "EAST" })]);
    expect({ code, errors }).toEqual({
      code: exitCodes.usage,
      errors: expect.stringContaining("the two must be different accounts"),
    });
    expect(existsSync(written())).toBe(false);
  });

  it("ends at Ctrl-C, and writes nothing", async () => {
    const interrupted = new AbortController();
    const ask = async () => {
      interrupted.abort();
      interrupted.signal.throwIfAborted();
      return "";
    };
    const { code } = await init([], { openTerminal: () => ({ ask, close: () => undefined }) }, interrupted);
    expect(code).toBe(exitCodes.interrupted);
    expect(existsSync(written())).toBe(false);
  });

  it("teaches with --help, each question a flag", async () => {
    const { code, out } = await init(["--help"]);
    expect(code).toBe(exitCodes.ok);
    for (const { name } of QUESTIONS) expect(out).toContain(`--${name} <value>`);
  });
});

describe("the text of a configuration", () => {
  it("is accepted for whatever the questions accept", () => {
    const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/);
    const bucket = fc.stringMatching(/^[a-z][a-z0-9]{3,20}$/);
    const answers = fc.record({
      organization: name,
      backend: fc.constantFrom(...BACKENDS),
      login: fc.constantFrom("key-pair", "workload-identity", "environment"),
      connection: fc.oneof(fc.constant("none"), name),
      bucket,
      "glue-database": fc.stringMatching(/^[a-z0-9_][a-z0-9_-]{0,12}$/),
      "deployer-user": fc.oneof(name, fc.constantFrom("NULL", "TRUE", "NO", "Y", "ON")),
      "alert-email": fc.constantFrom("none", "oncall@example.com"),
      "credit-quota": fc.integer({ min: 1, max: 100_000 }).map(String),
    });
    fc.assert(
      fc.property(answers, (some) => {
        const arn = "arn:aws:iam::111122223333:role/deployer";
        const all: AnswersSoFar = {
          "primary-account": "EAST",
          "primary-region": "AWS_US_EAST_1",
          "primary-edition": "BUSINESS_CRITICAL",
          "secondary-account": "WEST",
          "secondary-region": "AWS_EU_WEST_1",
          "secondary-edition": "VIRTUAL_PRIVATE",
          "deployer-role": "ACCOUNTADMIN",
          "aws-role": arn,
          "aws-account": "011122223333",
          "aws-region": "us-east-1",
          "lake-formation-admins": `${arn}, arn:aws:iam::011122223333:user/someone`,
          "controller-bucket": "a-controller",
          "controller-region": "us-east-2",
          "state-bucket": "a-state",
          "state-region": "us-east-2",
          "state-copy-region": "none",
          "cloud-organization": "no",
          ...some,
        };
        const config = parseConfig(
          "it",
          configText({ answers: all, schema: "s", sampleTables: [], externalId: (purpose) => purpose }),
        );
        expect(config.accounts.primary.deployer.user).toBe(some["deployer-user"]);
        expect(config.lake.glueDatabase).toBe(some["glue-database"]);
      }),
      { numRuns: 60 },
    );
  });
});
