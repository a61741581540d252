/** What holds data, by the names that `--delete-data` takes, each with what it is. */
export const DATA_KINDS = {
  lake: "the lake's bucket, with every object and older version",
  glue: "the Glue database with its tables, and Lake Formation's settings",
  ops: "the replicated native database, in both accounts: recovery points, definitions, last-good copies, quarantined rows",
  monitoring: "each account's own logs: heartbeats, drift, runs, epochs",
  prod: "the database that applications read, where people have put something of their own into it",
  external: "the database of the lake's tables, where people have put something of their own into it",
  sync: "the table sync's databases, where people have put something of their own into them",
  secrets: "the table sync's private key in Secrets Manager",
  controller: "the controller's bucket: its lease, and the journals and evidence of drills",
  state: "Terraform's state of the stacks that are gone",
} as const;

/** A name that `--delete-data` takes. */
export type DataKind = keyof typeof DATA_KINDS;

/** Whether a text is a name that `--delete-data` takes. */
export function isDataKind(text: string): text is DataKind {
  return Object.hasOwn(DATA_KINDS, text);
}

/** All of them, in the order in which they are told. */
export const ALL_DATA_KINDS: readonly DataKind[] = Object.keys(DATA_KINDS).filter(isDataKind);
