import type { AccountRole } from "../../../config/schema";
import { findGroup, SHOW_FAILOVER_GROUPS, type ShownGroup } from "../../../procedures/runtime/failover-group";
import type { Row } from "../../snowflake/session";
import type { AccountPort } from "../account-port";
import { StepError, UnreachableError } from "../errors";
import type { GroupObservation, Known } from "../observation";
import { Unanswered } from "../observe/ask";
import { observeGroups } from "../observe/groups";
import { ACCOUNT_TIME } from "../statements";
import type { StepWorld } from "../step";

/** What a look at an account tells. @throws UnreachableError when nobody answers */
export async function lookAt<Value>(
  world: StepWorld,
  account: AccountRole,
  look: (port: AccountPort) => Promise<Value>,
): Promise<Value> {
  const port = await world.port(account);
  try {
    return await look(port);
  } catch (error) {
    if (error instanceof Unanswered) throw new UnreachableError(account, error.message);
    throw error;
  }
}

/** A value that must be known. @throws StepError with the reason why it isn't */
export function must<Value>(known: Known<Value>): Value {
  if (!known.known) throw new StepError(known.reason);
  return known.value;
}

/** An account's half of a group. @throws StepError when there is none, or it can't be told */
export async function lookAtGroup(world: StepWorld, account: AccountRole, group: string): Promise<GroupObservation> {
  const groups = world.topology.groups.filter(({ name }) => name === group);
  const observed = await lookAt(world, account, (port) => observeGroups({ ...world.topology, groups }, port));
  return must(observed.get(group) ?? { known: false, reason: `${group} is not configured` });
}

/** Which half of each group an account has, by one statement: where refreshes don't matter. @throws StepError when it lacks one */
export async function lookAtSides(world: StepWorld, account: AccountRole): Promise<ReadonlyMap<string, ShownGroup>> {
  const { accounts, groups } = world.topology;
  const shown = await rowsOf(world, account, SHOW_FAILOVER_GROUPS);
  return new Map(
    groups.map(({ name }) => {
      const group = findGroup(shown, accounts[account], name);
      if (group === undefined) {
        throw new StepError(`there is no failover group ${name} in ${accounts[account]}, or none that can be seen`);
      }
      return [name, group];
    }),
  );
}

/** {@link lookAtSides} of one group. */
export async function lookAtSide(world: StepWorld, account: AccountRole, group: string): Promise<ShownGroup> {
  const side = (await lookAtSides(world, account)).get(group);
  if (side === undefined) throw new StepError(`${group} is not configured`);
  return side;
}

/** Names of the groups that an account isn't the primary of. */
export async function notPrimary(world: StepWorld, account: AccountRole): Promise<readonly string[]> {
  return [...(await lookAtSides(world, account))].flatMap(([name, { isPrimary }]) => (isPrimary ? [] : [name]));
}

/** Rows of a query. */
export function rowsOf(world: StepWorld, account: AccountRole, sql: string): Promise<readonly Row[]> {
  return lookAt(world, account, (port) => port.execute(sql));
}

/** A column of a row as text. @throws StepError when it isn't there */
export function textOf(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (value === undefined || value === null) throw new StepError(`the answer has no ${column}`);
  return String(value);
}

/** The account's clock. */
export async function timeIn(world: StepWorld, account: AccountRole): Promise<Date> {
  const [row] = await rowsOf(world, account, ACCOUNT_TIME);
  return new Date(Number(textOf(row, "NOW")));
}
