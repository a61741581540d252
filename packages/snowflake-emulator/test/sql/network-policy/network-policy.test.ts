import fc from "fast-check";
import { isWithin, parseRange } from "../../../src/network/ip-range";
import { mayLogIn } from "../../../src/network/network-access";
import { login } from "../../../src/session/login";
import { Bench } from "../../support/accounts";
import { PASSWORD } from "../../support/test-accounts";

describe("network policies", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    await bench.run(
      "CREATE DATABASE d",
      "CREATE NETWORK RULE d.public.office TYPE = IPV4 MODE = INGRESS VALUE_LIST = ('10.1.0.0/16', '127.0.0.1')",
      "CREATE NETWORK RULE d.public.api TYPE = HOST_PORT MODE = EGRESS VALUE_LIST = ('example.com:443')",
      "CREATE NETWORK POLICY p ALLOWED_IP_LIST = ('192.168.1.0/24', '127.0.0.1') BLOCKED_IP_LIST = ('192.168.1.99') COMMENT = 'c'",
    );
  });

  it("and rules are shown and described", async () => {
    await bench.run('ALTER NETWORK POLICY "P" ADD ALLOWED_NETWORK_RULE_LIST = ("D"."PUBLIC"."OFFICE")');
    expect(await bench.row("SHOW NETWORK POLICIES LIKE 'P'")).toMatchObject({
      name: "P",
      comment: "c",
      entries_in_allowed_ip_list: 2,
      entries_in_blocked_ip_list: 1,
      entries_in_allowed_network_rules: 1,
      entries_in_blocked_network_rules: 0,
    });
    expect(await bench.rows("DESCRIBE NETWORK POLICY p")).toEqual([
      { name: "ALLOWED_NETWORK_RULE_LIST", value: '[{"fullyQualifiedRuleName":"D.PUBLIC.OFFICE"}]' },
      { name: "ALLOWED_IP_LIST", value: "192.168.1.0/24,127.0.0.1" },
      { name: "BLOCKED_IP_LIST", value: "192.168.1.99" },
    ]);
    expect(await bench.row("SHOW NETWORK RULES LIKE 'office' IN SCHEMA d.public")).toMatchObject({
      type: "IPV4",
      mode: "INGRESS",
      entries_in_valuelist: 2,
    });
    expect(await bench.row("DESC NETWORK RULE d.public.api")).toMatchObject({ value_list: "example.com:443" });
    await bench.run(
      "ALTER NETWORK POLICY p REMOVE ALLOWED_NETWORK_RULE_LIST = ('d.public.office')",
      "ALTER NETWORK POLICY p UNSET COMMENT, BLOCKED_IP_LIST",
    );
    expect(await bench.rows("DESCRIBE NETWORK POLICY p")).toHaveLength(1);
  });

  it("can't be dropped while they are set, nor rules while a policy has them", async () => {
    await bench.run(
      "CREATE USER ana NETWORK_POLICY = p",
      "ALTER NETWORK POLICY p SET ALLOWED_NETWORK_RULE_LIST = (d.public.office)",
    );
    expect(await bench.error("DROP NETWORK POLICY p")).toMatch(/^001492.*attached to USER with name ANA/s);
    expect(await bench.error("CREATE OR REPLACE NETWORK POLICY p ALLOWED_IP_LIST = ('1.2.3.4')")).toMatch(/^001492/);
    expect(await bench.error("DROP NETWORK RULE d.public.office")).toMatch("used by network policy 'P'");
    await bench.run("ALTER NETWORK POLICY p RENAME TO q");
    expect(await bench.row("SHOW PARAMETERS LIKE 'NETWORK_POLICY' IN USER ana")).toMatchObject({
      value: "Q",
      level: "USER",
    });
    await bench.run(
      "ALTER USER ana UNSET NETWORK_POLICY",
      "DROP NETWORK POLICY q",
      "DROP NETWORK RULE d.public.office",
    );
  });

  it("of a user count before the account's, and keep logins out", async () => {
    const organization = { accounts: [bench.account], find: () => bench.account };
    const enter = () =>
      login(organization, { accountName: "ORG-EAST", loginName: "ANA", password: PASSWORD, parameters: {} });
    await bench.run(`CREATE USER ana PASSWORD = '${PASSWORD}'`, "ALTER ACCOUNT SET NETWORK_POLICY = p");
    expect(enter().user.name).toBe("ANA");
    await bench.run(
      "CREATE NETWORK POLICY far ALLOWED_IP_LIST = ('8.8.8.8')",
      "ALTER USER ana SET NETWORK_POLICY = far",
    );
    expect(enter).toThrow("Incoming request with IP/Token 127.0.0.1 is not allowed to access Snowflake");
    expect(await bench.error("ALTER ACCOUNT SET NETWORK_POLICY = far")).toMatch(
      "cannot be activated. Requestor IP address, 127.0.0.1",
    );
  });

  it("decide by ranges, and block what is both allowed and blocked", () => {
    const part = fc.integer({ min: 0, max: 255 });
    const address = fc.tuple(part, part, part, part).map((parts) => parts.join("."));
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), (one, bits) => {
        const range = parseRange(`${one}/${bits}`);
        expect(range && range.last - range.first + 1).toBe(2 ** (32 - bits));
        expect(isWithin(one, [`${one}/${bits}`])).toBe(true);
        expect(mayLogIn({ allowed: [`${one}/${bits}`], blocked: [one], restricts: true }, one)).toBe(false);
        expect(mayLogIn({ allowed: [], blocked: [], restricts: false }, one)).toBe(true);
      }),
    );
    for (const bad of ["1.2.3", "1.2.3.256", "1.2.3.4/33", "a", "1.2.3.4/1/2", ""])
      expect(parseRange(bad)).toBeUndefined();
  });
});
