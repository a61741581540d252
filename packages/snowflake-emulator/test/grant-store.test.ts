import fc from "fast-check";
import { GrantState } from "../src/grants/grant-state";
import {
  forgetObject,
  grantPrivilege,
  grantRole,
  revokeRole,
  revokeWithDependents,
  roleClosure,
} from "../src/grants/grant-store";
import { ChangeLog } from "../src/state/change-log";

const ROLES = [1, 2, 3, 4];
const role = fc.constantFrom(...ROLES);
const step = fc.oneof(
  fc.record({ kind: fc.constant("grantRole" as const), role, to: role }),
  fc.record({ kind: fc.constant("revokeRole" as const), role, to: role }),
  fc.record({ kind: fc.constant("grant" as const), role, on: fc.constantFrom(10, 11) }),
  fc.record({ kind: fc.constant("revoke" as const), role, on: fc.constantFrom(10, 11) }),
  fc.record({ kind: fc.constant("drop" as const), role }),
);

/** The model: two sets of pairs, and reachability by brute force. */
class Model {
  readonly members = new Set<string>();
  readonly held = new Set<string>();

  contains(from: number, to: number): boolean {
    const direct = (a: number) => ROLES.filter((b) => this.members.has(`${b}>${a}`));
    const walk = (at: number, left: number): boolean =>
      at === to || (left > 0 && direct(at).some((n) => walk(n, left - 1)));
    return walk(from, ROLES.length);
  }

  drop(id: number): void {
    for (const pair of [...this.members]) if (pair.split(">").includes(String(id))) this.members.delete(pair);
    for (const pair of [...this.held]) if (pair.startsWith(`${id}:`)) this.held.delete(pair);
  }
}

describe("grant store", () => {
  it("agrees with a simpler model after any sequence of grants, revokes and drops", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const changes = new ChangeLog();
        const state = new GrantState(changes);
        const model = new Model();
        const common = { grantedByRoleId: null, createdOn: 0 };
        changes.transact(() => {
          for (const one of steps) {
            if (one.kind === "grantRole") {
              grantRole(state, { roleId: one.role, grantee: { type: "ROLE", id: one.to }, ...common });
              model.members.add(`${one.role}>${one.to}`);
            } else if (one.kind === "revokeRole") {
              revokeRole(state, { roleId: one.role, grantee: { type: "ROLE", id: one.to } });
              model.members.delete(`${one.role}>${one.to}`);
            } else if (one.kind === "grant") {
              const on = { type: "WAREHOUSE", id: one.on } as const;
              grantPrivilege(state, { privilege: "USAGE", on, granteeRoleId: one.role, grantOption: false, ...common });
              model.held.add(`${one.role}:${one.on}`);
            } else if (one.kind === "revoke") {
              const found = [...state.privileges.values()].filter(
                (grant) => grant.granteeRoleId === one.role && grant.on.type === "WAREHOUSE" && grant.on.id === one.on,
              );
              for (const grant of found) revokeWithDependents(state, grant);
              model.held.delete(`${one.role}:${one.on}`);
            } else {
              forgetObject(state, one.role);
              model.drop(one.role);
            }
          }
        });
        expect(state.roles.size).toBe(model.members.size);
        expect(state.privileges.size).toBe(model.held.size);
        for (const from of ROLES) {
          const closure = roleClosure(state, [from]);
          for (const to of ROLES) expect(closure.has(to)).toBe(model.contains(from, to));
        }
      }),
    );
  });
});
