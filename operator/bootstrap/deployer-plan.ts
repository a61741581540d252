import type { AccountRole, TwinbergConfig } from "../../config/schema";
import type { Known } from "../failover/observation";
import type { DeployerKey } from "./key-pair";
import type { SeenByAdministrator, SeenUser } from "./observation";
import { credentialOf } from "./script";
import {
  ADMINISTRATOR,
  accountStatements,
  createRole,
  createUser,
  enableUser,
  grantAdministration,
  grantRole,
  setKey,
  setWorkloadIdentity,
  unsetSecondKey,
} from "./statements";
import type { BootstrapPlan, BootstrapStep, ByHand } from "./step";

/** What an account's deployer lacks. @param key undefined: it needs none */
export function planDeployer(
  config: TwinbergConfig,
  account: AccountRole,
  seen: Known<SeenByAdministrator>,
  key: DeployerKey | undefined,
): BootstrapPlan {
  const { deployer, name } = config.accounts[account];
  const where = `${config.organization}-${name}`;
  const steps: BootstrapStep[] = [];
  const byHand: ByHand[] = [];
  const run = (id: string, title: string, statements: (body: string) => readonly string[]) =>
    steps.push({ kind: "statements", id: `${account}.${id}`, title, account, role: ADMINISTRATOR, statements });
  if (key?.place.kind === "file" && key.publicKey === undefined) {
    const { file } = key.place;
    steps.push({
      kind: "key-pair",
      id: `${account}.key`,
      title: `make a key pair, the private key in ${file}`,
      account,
      file,
    });
  }
  if (!seen.known) {
    byHand.push({
      id: `${account}.deployer`,
      what: `${deployer.user} is in ${where}, with the role ${deployer.role}`,
      reason: seen.reason,
      statements: accountStatements(config, account, credentialOf(config, account, key?.publicKey?.body)),
    });
    return { steps, byHand };
  }
  const { role, user } = seen.value;
  if (role === "absent") run("role", `make the role ${deployer.role} in ${where}`, () => [createRole(deployer)]);
  if (role !== "complete") {
    run("role-grant", `give ${deployer.role} what ${ADMINISTRATOR} may do`, () => [grantAdministration(deployer)]);
  }
  if (user === null) {
    run("user", `make the user ${deployer.user} in ${where}`, (body) => [
      createUser(deployer, credentialOf(config, account, body)),
    ]);
  } else {
    const problem = credentialPlan(config, account, user, key);
    if (problem?.kind === "step") run("credential", problem.title, problem.statements);
    if (problem?.kind === "by-hand") byHand.push({ id: `${account}.credential`, ...problem.byHand });
    if (user.disabled) {
      byHand.push({
        id: `${account}.disabled`,
        what: `${deployer.user} in ${where} is not disabled`,
        reason: "somebody disabled it, who knows why",
        statements: [enableUser(deployer)],
      });
    }
  }
  if (user === null || !user.roles.includes(deployer.role)) {
    run("user-grant", `let ${deployer.user} work as ${deployer.role}`, () => [grantRole(deployer)]);
  }
  return { steps, byHand };
}

type CredentialPlan =
  | { readonly kind: "step"; readonly title: string; readonly statements: (body: string) => readonly string[] }
  | { readonly kind: "by-hand"; readonly byHand: Omit<ByHand, "id"> };

/** How a user that is there comes to be logged in to. A key that it has goes on working: somebody may use it. */
function credentialPlan(
  config: TwinbergConfig,
  account: AccountRole,
  user: SeenUser,
  key: DeployerKey | undefined,
): CredentialPlan | undefined {
  const { deployer } = config.accounts[account];
  if (deployer.login.type === "workload-identity") {
    const { arn } = deployer.login;
    // Which one it is isn't told; that it is the right one, logging in tells.
    if (user.hasWorkloadIdentity) return undefined;
    return {
      kind: "step",
      title: `let ${arn} log in as ${deployer.user}`,
      statements: () => [setWorkloadIdentity(deployer, arn)],
    };
  }
  const [first, second] = user.fingerprints;
  const own = key?.publicKey?.fingerprint;
  if (own !== undefined && (own === first || own === second)) return undefined;
  const free = first === null ? 1 : second === null ? 2 : undefined;
  if (free !== undefined) {
    const beside = free === 2 ? ", beside the key that it has" : "";
    return {
      kind: "step",
      title: `give ${deployer.user} the public key${beside}`,
      statements: (body) => [setKey(deployer, free, body)],
    };
  }
  return {
    kind: "by-hand",
    byHand: {
      what: `${deployer.user} has this key`,
      reason:
        "it has two other keys, and Snowflake keeps no third: unset the one that nobody uses, then run this again",
      statements: [unsetSecondKey(deployer)],
    },
  };
}
