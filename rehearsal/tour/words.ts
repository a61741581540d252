import type { StepId } from "../report/claims";

/** What the tour says of a step. */
export interface StepWords {
  /** What happens, and what to look at. */
  readonly seen: string;
  /** Why anybody should care. */
  readonly matters: string;
  /** What to try or read next. Default: nothing. */
  readonly next?: string;
}

/** The tour's words, by step. Numbers aren't in them: those come from a run. */
export const WORDS: Readonly<Record<StepId, StepWords>> = {
  clouds: {
    seen: "Two servers start on this machine: a local AWS (moto's server with corrections) and a local Snowflake organization of two accounts, `EAST` and `WEST`. The deployer of each account logs in with a key pair, as it would for real; its user and role were made by the very statements that `twinberg bootstrap` prints.",
    matters:
      "Nothing outside of `.twinberg/` is touched and no credential is needed. Profiles and logins of your environment are not passed on, so that a rehearsal can't reach a real cloud by mistake.",
    next: "`npm run local` starts just these two, for your own experiments.",
  },
  synth: {
    seen: "The program becomes Terraform JSON: one state a stack, with an order that is read from their dependencies. All rules are applied to the whole program before anything is written.",
    matters:
      "What a cloud would refuse in the middle of an apply, or accept and make you regret, is refused here: all of it at once, with the construct's path and the fix.",
    next: "[Rules](rules.md), [architecture](architecture.md); `npm run twinberg -- rules`.",
  },
  converge: {
    seen: "Real Terraform applies every stack, those that don't need each other at the same time. Watch the order: both accounts before `trust`, because only Snowflake knows which AWS principal it will come as; `trust` before the data stacks, because a table is read when it is made.",
    matters:
      "Two sets of hand-run scripts had this order in their readers' heads. Here one command makes both clouds and both accounts, and a circle of trust between them isn't possible.",
  },
  empty: {
    seen: "The same plan again, of every stack. Each exits with code 0: nothing to do.",
    matters:
      "A second plan that isn't empty means that somebody's next apply changes production for no reason. It is the cheapest test of a provider, and here each of its workarounds passes it.",
    next: "`npm run rehearse -- --scenario converge` stops here, and destroys: the shortest way to try another Terraform, OpenTofu or provider.",
  },
  trust: {
    seen: "For each role in AWS: the account that it is for gets in with the right external id, and is refused with a wrong one; the other account, and a stranger, are refused. The local AWS evaluates the trust policies that Terraform wrote.",
    matters:
      "A role that asks for no external id can be used through any other integration of that Snowflake account. And a trust that lets the secondary in must be there before the disaster.",
    next: "Who may assume what: [policies in AWS](reference/iam-policies.md).",
  },
  "least-privilege": {
    seen: "Each role is asked to do what it must not: put and delete objects, read outside of its prefix, change tables in Glue. Each is denied by policy. What a role must do is asked, too, and allowed.",
    matters: "A reader that can write is one bug away from an empty lake, in both regions at once.",
  },
  load: {
    seen: "`twinberg seed` fills the lake's tables with sample data as Iceberg commits, and once more, which changes nothing. Then everybody counts: pyiceberg, which has nothing to do with this program, and both accounts in three ways each.",
    matters:
      "Seven independent counts of the same rows. The secondary reads the lake itself, not a copy: its data are as new as the primary's.",
    next: "`npm run twinberg -- seed --help`: the same seed gives the same rows.",
  },
  "table-sync": {
    seen: "Glue tables over CSV, JSON and Parquet files become external tables. Then everything that goes wrong in such a pipeline goes wrong: names that look like SQL, events twice and late and never, a key that is rotated under load, an account that is down, a table that Snowflake keeps refusing until its message is a dead letter and an alarm rings. Each time, the external tables end as Glue is.",
    matters:
      "An event-driven sync that is only right when every event arrives once and in order isn't right. And grants survive: a table whose column was added isn't made anew under its readers.",
    next: "[Table sync](table-sync.md); `npm run rehearse -- --scenario table-sync` for this alone.",
  },
  cycle: {
    seen: "A producer appends a batch, makes a table, adds a column, drops the table. One cycle of tasks later the analyst sees each of it, in both accounts. A cycle in which nothing happened is watched, too.",
    matters:
      "New tables need no ticket and no apply: PROD's views follow the lake, with their grants. An idle cycle writes its log rows and nothing else, and plans stay empty after commits: Terraform doesn't fight the writers.",
  },
  fence: {
    seen: "Somebody tries `INSERT` and `DROP` through the catalog-linked database, in both accounts. Snowflake refuses, and the table's metadata in Glue is as it was.",
    matters:
      "In a catalog-linked database that may write, `DROP TABLE` drops the table in Glue, for both accounts. Whether it may is one line of the configuration, and at most one account's.",
  },
  heartbeat: {
    seen: "Eight things are broken, one after the other, in either account, and the heartbeat has to say unhealthy each time and name the reason; after each cure it has to be healthy again. Read the reasons in the claims: they are what an operator would get by mail.",
    matters:
      "A monitor that is green by construction is worse than none. This one is healthy exactly when every check is known to be good; a check that can't tell is bad.",
    next: "What the reasons mean: [troubleshooting](troubleshooting.md).",
  },
  "schema-drift": {
    seen: "A view is changed by hand in the secondary. The secondary compares its definitions with those that the primary wrote down and replication carried; it reports the one that differs, once. An apply puts it right, and the finding is closed.",
    matters:
      "Nothing crosses from the primary but a table. The comparison works while the primary can't be asked, which is when you want to know.",
  },
  validate: {
    seen: "The operator's own look: `twinberg validate` asks both accounts whether they show the same lake, allow what they should and nothing else, and whether their tasks ran.",
    matters: "It is the command for the morning after: it looks at what is, not at what was applied.",
    next: "`npm run twinberg -- validate --help`.",
  },
  "planned-drill": {
    seen: "`twinberg failover --to secondary` while all is well: writers are stopped, the last refresh is taken, groups and connection move, rows are compared, writers start on the other side. A client of the connection lands in the other account. Then every stack is applied, and nothing changes. Then the way back.",
    matters:
      "Nothing is lost in a planned drill, and that is counted, not assumed. And an apply after a failover doesn't undo the failover, which is what the provider's resources would do by themselves.",
    next: "Runbook: [planned drill](runbooks/planned-drill.md).",
  },
  controller: {
    seen: "The controller is killed after each of its steps and called again, until it comes to its end. Two operators fail back at the same time: one acts, the other is told who does. One that slept while another took over wakes up and changes nothing any more.",
    matters:
      "A failover is done at night, by tired people, on a bad network. Whatever ended the command, the same command goes on; and there is never a second one.",
    next: "Runbook: [stopped half-way](runbooks/partial-failures.md).",
  },
  disaster: {
    seen: "The primary account is lost in the middle of a refresh and of a transaction. First the controller refuses, and says which loss would have to be accepted. With that accepted, the secondary is promoted; whoever reads there was answered all the time. The secondary's stacks plan and apply while the primary is dead. Then it comes back: it is fenced, what it alone had is put aside in a schema of its own, it follows, and roles go back.",
    matters:
      "This is what all of the rest is for. The loss is bounded before anybody types yes; the old primary can't be written by mistake; nothing is merged silently and nothing is thrown away.",
    next: "Runbooks: [unplanned loss](runbooks/unplanned-loss.md), [failback](runbooks/failback.md). What still goes down with a region: [limits](limits.md#what-a-regional-outage-of-aws-still-takes-down).",
  },
  chaos: {
    seen: "Not in the full rehearsal: random faults, writes and failovers by a seed, then everything is healed and the same invariants must hold. The same seed lets the same things happen.",
    matters: "The steps above are the accidents that somebody thought of.",
    next: "`npm run rehearse -- --scenario chaos --seed 7`; `npm run test:chaos` for two hundred schedules over the local Snowflake alone.",
  },
  drift: {
    seen: "A role's comment is changed by hand. The plan shows that one attribute and nothing else; an apply sets it again.",
    matters: "A plan that is empty is only worth something if it isn't empty when something differs.",
  },
  cdktf: {
    seen: "The same through the tool that teams use: `cdktf diff` and `cdktf deploy` of one stack.",
    matters:
      "The other steps drive Terraform directly on what was synthesized. This one shows that the usual commands do the same.",
  },
  destroy: {
    seen: "Everything is destroyed in the opposite order, and both clouds are listed: they hold what they held before the first apply.",
    matters:
      "What can't be taken away cleanly can't be tried. With `lake.onDestroy: keep`, the default for real accounts, the same command refuses to touch the bucket and the tables.",
  },
};
