/** Why each statement of a policy is there, by its id: what breaks without it, or what it stops. */
const REASONS: Readonly<Record<string, string>> = {
  TlsOnly: "Nothing goes over the network in clear",
  LakeFormationAndGlueOfThisAccount:
    "Lake Formation reads the registered prefix as this role; the condition keeps other accounts' calls out",
  SnowflakeWithItsExternalId:
    "Snowflake assumes the role; without the external id, any other integration of that account could use it too",
  Lambda: "The function runs as this role",
  ReadObjects: "Data and metadata files are read",
  ListPrefix: "Snowflake lists what is under the prefix; nothing else of the bucket",
  ListPrefixes: "Snowflake lists what is under the stages' prefixes; nothing else of the buckets",
  FindBucket: "Snowflake asks which region the bucket is in",
  FindBuckets: "Snowflake asks which region the buckets are in",
  ReadCatalog: "Snowflake reads the one database and its tables in Glue",
  VendedCredentials:
    "Lake Formation vends credentials for a table's files; the call knows no resources, its grants decide",
  ReadTables: "The wanted state: tables and partitions of the synced databases",
  ListDatabases: "A sweep looks which databases there are",
  Queue: "Takes events, and sends itself tables that a sweep found",
  Facts: "What was synced, and what waits",
  Log: "Writes its own log, whose group is declared",
  Key: "The private key that it logs in to Snowflake with",
  Trace: "X-Ray; the calls know no resources",
  WrittenOnCondition:
    "Nobody overwrites the lease or a journal without a look at what is there: of two controllers, one loses",
  LeaseStays: "A lease that was taken away would let an epoch be given twice",
  LeaseAndJournals: "Whoever runs failover and failback takes the lease and writes the journal",
  FindThem: "Unfinished drills are looked for; without it, what isn't there answers 403 instead of 404",
  Rules: "The three rules deliver events; no other rule of the account does",
};

/** The reason of a statement. @throws Error for one without: a new permission has to be explained */
export function reasonOf(statement: string): string {
  const reason = REASONS[statement] ?? REASONS[statement.replace(/\d+$/, "")];
  if (reason === undefined) {
    throw new Error(
      `the policy statement ${statement || "without a Sid"} has no reason: write it into stacks/reference/statement-reasons.ts`,
    );
  }
  return reason;
}
