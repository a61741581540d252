import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../../src/account";
import { VirtualClock } from "../../../src/clock";
import type { GroupMembers } from "../../../src/objects/failover-group";
import { systemRandomness } from "../../../src/randomness";
import {
  applyAccountObjects,
  linkAccountObjectsByName,
  receiveAccountObjects,
  snapshotAccountObjects,
} from "../../../src/replication/account-objects";
import { Bench } from "../../support/accounts";
import { WEST } from "../../support/test-accounts";
import { storageIntegration, volume } from "./carried";

const MEMBERS: GroupMembers = {
  objectTypes: ["EXTERNAL VOLUMES", "INTEGRATIONS", "ROLES", "USERS", "WAREHOUSES"],
  integrationTypes: ["STORAGE INTEGRATIONS"],
  databases: [],
  volumes: "ALL",
};

async function keptAccount(directory: string): Promise<Account> {
  const account = new Account("ORG", WEST, new VirtualClock(), systemRandomness, { directory });
  await account.keepIn(directory, WEST.administrator);
  return account;
}

it("what has been received is there after a restart, as a rehearsal said, also where users are read-only", async () => {
  const bench = new Bench();
  await bench.run("CREATE ROLE r", "CREATE USER u", "GRANT ROLE r TO USER u", "CREATE WAREHOUSE w");
  await bench.run("GRANT USAGE ON WAREHOUSE w TO ROLE r", storageIntegration("i"), volume("v"));
  const directory = mkdtempSync(join(tmpdir(), "snowflake-state-"));
  const west = await keptAccount(directory);
  const { state } = west;
  linkAccountObjectsByName(west, bench.account, MEMBERS);
  const snapshot = snapshotAccountObjects(bench.account, MEMBERS);
  const receipt = receiveAccountObjects(west, snapshot, { databases: new Map(), received: null });
  const group = state.newId.bind(state);
  const receive = (id: number) => {
    const { volumes } = applyAccountObjects(west, receipt);
    state.objects.FAILOVER_GROUP.add({
      id,
      name: "G",
      parentId: null,
      ownerRoleId: null,
      createdOn: 0,
      comment: null,
      role: {
        kind: "secondary",
        primary: { account: "EAST", groupId: 1 },
        suspended: false,
        scheduledSince: 0,
        refreshedAt: null,
        members: { ...MEMBERS, volumes },
        snapshotAt: 0,
      },
    });
  };
  const id = state.changes.transact(group);
  const rehearsed = state.changes.rehearse(() => receive(id));
  expect(state.objects.USER.has("U")).toBe(false);
  const committed: unknown[] = [];
  state.changes.onCommit((changes) => committed.push(...structuredClone(changes)));
  state.changes.transactUnguarded(() => receive(id));
  expect(committed).toEqual(rehearsed);
  const externalId = state.objects.INTEGRATION.get("I");
  await west.close();

  const again = await keptAccount(directory);
  const { objects } = again.state;
  expect(objects.INTEGRATION.get("I")).toEqual(externalId);
  expect([objects.ROLE.has("R"), objects.USER.has("U"), objects.EXTERNAL_VOLUME.has("V")]).toEqual([true, true, true]);
  expect(() =>
    again.state.changes.transact(() => objects.USER.setOwner(objects.USER.get("U") ?? fail(), null)),
  ).toThrow("users are replicated to this account by failover group 'G'");
  await again.close();
});

function fail(): never {
  throw new Error("no user U");
}
