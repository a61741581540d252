import { Terraform } from "../support/harness";
import { describeCases, TIME } from "../support/scripted-life";
import { ScriptedRunner } from "../support/scripted-runner";

describeCases([
  {
    type: "snowflake_account_role",
    config: { name: "R", comment: "it's" },
    script: {
      "SHOW ROLES": [
        { name: "r", comment: "" },
        { name: "R", comment: "it's", owner: "O", ...TIME },
      ],
    },
    create: ["CREATE ROLE \"R\" COMMENT = 'it\\'s'", "SHOW ROLES LIKE 'R'"],
    id: "R",
    state: {
      fully_qualified_name: '"R"',
      comment: "it's",
      show_output: [{ name: "R", comment: "it's", is_default: false, assigned_to_users: 0 }],
    },
    change: { name: "R2" },
    update: ['ALTER ROLE "R" RENAME TO "R2"', 'ALTER ROLE "R2" UNSET COMMENT', "SHOW ROLES LIKE 'R2'"],
    remove: 'DROP ROLE IF EXISTS "R"',
  },
]);

describe("snowflake_grant_account_role", () => {
  const script = { "SHOW GRANTS OF ROLE": [{ role: "A", granted_to: "ROLE", grantee_name: "B" }] };

  it("grants, finds the grant, revokes", async () => {
    const terraform = new Terraform("snowflake_grant_account_role", new ScriptedRunner(script));
    expect(await terraform.apply({ role_name: "A", parent_role_name: '"B"' })).toEqual([
      'GRANT ROLE "A" TO ROLE "B"',
      'SHOW GRANTS OF ROLE "A"',
    ]);
    expect(terraform.state?.id).toBe('"A"|ROLE|"B"');
    expect((await terraform.plan({ role_name: "A", parent_role_name: "C" })).replace).toEqual(["parent_role_name"]);
    expect(await terraform.destroy()).toEqual(['REVOKE ROLE "A" FROM ROLE "B"']);
  });

  it("is imported by the real provider's id", async () => {
    const terraform = new Terraform("snowflake_grant_account_role", new ScriptedRunner(script));
    await terraform.import('"A"|USER|"U"');
    expect(terraform.state).toMatchObject({ role_name: "A", user_name: "U", parent_role_name: null });
    await terraform.import("A|B");
    expect(terraform.diagnostics).toMatchObject([
      { summary: expect.stringContaining("expected <role_name>|<grantee_object_type>|<grantee_identifier>") },
    ]);
  });
});
