import { organizationBench } from "../support/organization";

/** EAST has the primary database D with the schema D.S, and WEST its replica D, not refreshed yet. */
export async function replicaBench() {
  const bench = organizationBench();
  const { east, west } = bench;
  await east.run(
    "CREATE DATABASE d",
    "CREATE SCHEMA d.s",
    "ALTER DATABASE d ENABLE REPLICATION TO ACCOUNTS org.west",
    "ALTER DATABASE d ENABLE FAILOVER TO ACCOUNTS org.west",
  );
  await west.run("CREATE DATABASE d AS REPLICA OF org.east.d");
  const refresh = () => west.run("ALTER DATABASE d REFRESH");
  return { ...bench, refresh };
}

export type ReplicaBench = Awaited<ReturnType<typeof replicaBench>>;
