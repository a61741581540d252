import { Bench } from "../../support/accounts";

let bench: Bench;

beforeEach(async () => {
  bench = new Bench();
  await bench.run(
    ...["owner", "next", "reader"].map((role) => `CREATE ROLE ${role}`),
    "CREATE WAREHOUSE w INITIALLY_SUSPENDED = TRUE",
    "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE owner",
    "GRANT USAGE ON WAREHOUSE w TO ROLE next",
    "GRANT USAGE ON WAREHOUSE w TO ROLE reader",
  );
});

const grantors = async () =>
  Object.fromEntries(
    (await bench.rows("SHOW GRANTS ON WAREHOUSE w"))
      .filter(({ privilege }) => privilege === "USAGE")
      .map(({ grantee_name, granted_by }) => [grantee_name, granted_by]),
  );

describe("the grantor", () => {
  it("is the owner", async () => {
    expect(await grantors()).toEqual({ NEXT: "OWNER", READER: "OWNER" });
  });

  it("is the new owner of what changes hands with its grants, also of what that one held before", async () => {
    await bench.run("GRANT OWNERSHIP ON WAREHOUSE w TO ROLE next COPY CURRENT GRANTS");
    expect(await grantors()).toEqual({ NEXT: "NEXT", READER: "NEXT" });
  });

  it("is the role that drops the one that granted", async () => {
    await bench.run("DROP ROLE owner");
    expect(await grantors()).toEqual({ NEXT: "ACCOUNTADMIN", READER: "ACCOUNTADMIN" });
  });
});
