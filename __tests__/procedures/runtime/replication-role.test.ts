import { roleOf } from "../../../procedures/runtime/replication-role";

/** As SHOW FAILOVER GROUPS tells it. */
const half = (account_name: string, name: string, is_primary: boolean | string) => ({ account_name, name, is_primary });

describe("the role of an account in a failover group", () => {
  const rows = [half("EAST", "DB", "true"), half("WEST", "DB", "false"), half("EAST", "OTHER", "false")];

  it("is that of its own half", () => {
    expect(roleOf(rows, "EAST", "DB")).toBe("primary");
    expect(roleOf(rows, "WEST", "DB")).toBe("secondary");
    expect(roleOf(rows, "EAST", "OTHER")).toBe("secondary");
  });

  it("follows a promotion", () => {
    const after = [half("EAST", "DB", false), half("WEST", "DB", true)];

    expect(roleOf(after, "EAST", "DB")).toBe("secondary");
    expect(roleOf(after, "WEST", "DB")).toBe("primary");
  });

  it("is unknown, and nobody primary, where the account shows no half of its own", () => {
    expect(() => roleOf([], "EAST", "DB")).toThrow(
      /^EAST has no failover group "DB", or it can't be seen without MONITOR/,
    );
    expect(() => roleOf(rows, "WEST", "OTHER")).toThrow(/; it is in EAST$/);
  });
});
