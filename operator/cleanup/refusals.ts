import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { otherAccount } from "../failover/topology";
import { Holdings } from "./holdings";
import { type CleanupObservation, resourcesIn } from "./observation";
import { accountOf } from "./stack-order";
import type { CleanupRefusal } from "./step";

/** What {@link refusalsOf} judges. */
export interface RefusalInput {
  readonly config: TwinbergConfig;
  readonly observation: CleanupObservation;
  /** The account that is done without. */
  readonly without: AccountRole | undefined;
}

/** Why it isn't to be begun: everything at once, each with its fix. None: it may. Pure. */
export function refusalsOf(input: RefusalInput): readonly CleanupRefusal[] {
  return [...unseen(input), ...unknownHoldings(input), ...controller(input), ...sides(input)];
}

function unseen({ observation: { stacks, accounts, aws }, without, config }: RefusalInput): readonly CleanupRefusal[] {
  const states = [...stacks].flatMap(([stack, state]) =>
    state.known
      ? []
      : [
          {
            id: `state.${stack}`,
            text: `Terraform's state of ${stack} can't be read: ${state.reason}`,
            fix: "what isn't known can't be removed safely: make the backend answer, and begin again",
          },
        ],
  );
  const silent = ACCOUNT_ROLES.flatMap((account) => {
    const seen = accounts[account];
    return seen.known || account === without
      ? []
      : [
          {
            id: `account.${account}`,
            text: `the ${account} account ${config.accounts[account].name} can't be looked at: ${seen.reason}`,
            fix: `make it answer, or leave it as it is with --without ${account}, which removes the rest`,
          },
        ];
  });
  const cloud = aws.known
    ? []
    : [{ id: "aws", text: `AWS can't be looked at: ${aws.reason}`, fix: "give credentials of the lake's AWS account" }];
  return [...states, ...silent, ...cloud];
}

/** A configuration that isn't the one that was deployed would have data taken for something else. */
function unknownHoldings({ config, observation }: RefusalInput): readonly CleanupRefusal[] {
  const holdings = new Holdings(config, observation);
  return [...observation.stacks.keys()].flatMap((stack) =>
    resourcesIn(observation, stack).flatMap((resource) => {
      const holding = holdings.of(stack, resource);
      return holding.kind === "unknown"
        ? [
            {
              id: `configuration.${stack}`,
              text: `${resource.address} in ${stack} is the ${holding.name}, which the configuration doesn't name`,
              fix: "take the configuration that this was deployed with, or take the resource out of the state yourself",
            },
          ]
        : [];
    }),
  );
}

function controller({ observation }: RefusalInput): readonly CleanupRefusal[] {
  const { controller: seen } = observation;
  if (!seen.known) {
    return [
      {
        id: "controller",
        text: `whether a failover is going on can't be told: ${seen.reason}`,
        fix: "make the controller's bucket answer; it says who has the lease and what is unfinished",
      },
    ];
  }
  const { lease, unfinished } = seen.value;
  return [
    ...(lease === null
      ? []
      : [
          {
            id: "controller.lease",
            text: `${lease.holder} has the controller's lease for ${lease.drill} until ${lease.until}`,
            fix: "wait until it is released or has ended",
          },
        ]),
    ...(unfinished === null
      ? []
      : [
          {
            id: "controller.drill",
            text: `the drill ${unfinished} was begun and isn't finished`,
            fix: "twinberg status tells how to go on with it, or how to abandon it",
          },
        ]),
  ];
}

/** After a failover each stack would take apart the half that the other one is to: what Snowflake refuses, halfway. */
function sides({ config, observation, without }: RefusalInput): readonly CleanupRefusal[] {
  if (without !== undefined) return [];
  const wrong = ACCOUNT_ROLES.flatMap((account) => {
    const seen = observation.accounts[account];
    if (!seen.known || !hasResources(observation, `failover-${account}`)) return [];
    return [...seen.value.groups].flatMap(([group, side]) =>
      side === account ? [] : [`${group} is ${side} in ${config.accounts[account].name}`],
    );
  });
  return wrong.length === 0
    ? []
    : [
        {
          id: "twin.failed-over",
          text: `the accounts have changed sides: ${wrong.join(", ")}`,
          fix: "twinberg failback first; when the account on the other side is lost, --without primary leaves it as it is",
        },
      ];
}

/**
 * Stacks that stay as they are, and why: those of the account that is done without; where it has the other halves of the
 * failover groups, what is here can't be dropped, and nor can what that needs.
 */
export function stayingStacks(
  { config, observation, without }: RefusalInput,
  graph: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> {
  const staying = new Map<string, string>();
  if (without === undefined) return staying;
  for (const stack of graph.keys()) {
    if (accountOf(config, stack) === without) staying.set(stack, `it is the ${without} account's, which is left out`);
  }
  const here = otherAccount(without);
  const groups = `failover-${here}`;
  if (!hasResources(observation, groups) || !isTied(observation, here)) return staying;
  staying.set(
    groups,
    `its failover groups can't be dropped while ${config.accounts[without].name} has the other halves of them`,
  );
  const needs = [...(graph.get(groups) ?? [])];
  for (let next = needs.pop(); next !== undefined; next = needs.pop()) {
    if (accountOf(config, next) !== here || staying.has(next)) continue;
    staying.set(next, `${groups} needs it`);
    needs.push(...(graph.get(next) ?? []));
  }
  return staying;
}

/** Whether a half here is one that only goes after the other account's: a primary, or one that isn't what its stack has made. */
function isTied({ accounts }: CleanupObservation, here: AccountRole): boolean {
  const seen = accounts[here];
  return seen.known && [...seen.value.groups.values()].some((side) => side === "primary" || side !== here);
}

/** Whether the state has something of a stack. */
export function hasResources(observation: Pick<CleanupObservation, "stacks">, stack: string): boolean {
  return resourcesIn(observation, stack).length > 0;
}
