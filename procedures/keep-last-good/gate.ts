/** The last heartbeat. */
export interface LastHeartbeat {
  readonly healthy: boolean;
  readonly ageSeconds: number;
}

/** Whether rows may be copied. `quiet`: that they aren't is as it should be. */
export type Gate = { readonly open: true } | { readonly open: false; readonly quiet: boolean; readonly reason: string };

/**
 * Rows are copied where the replicated database is written, and only while the account is known to be healthy: what is copied from an
 * account that is not would overwrite the last good rows.
 */
export function copyGate(
  role: "primary" | "secondary",
  heartbeat: LastHeartbeat | undefined,
  allowedAgeSeconds: number,
): Gate {
  if (role === "secondary") {
    return { open: false, quiet: true, reason: "the replicated database is a secondary here: the primary copies" };
  }
  const shut = (reason: string): Gate => ({ open: false, quiet: false, reason });
  if (heartbeat === undefined) return shut("there was no heartbeat yet");
  if (heartbeat.ageSeconds > allowedAgeSeconds) {
    return shut(`the last heartbeat was ${heartbeat.ageSeconds} s ago, more than ${allowedAgeSeconds}`);
  }
  return heartbeat.healthy ? { open: true } : shut("the last heartbeat was not healthy");
}
