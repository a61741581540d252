import type { SessionSettings, SnowflakeSession } from "./session";

/** Sessions that are all closed at the end, however that comes. */
export interface KeptSessions {
  readonly open: (settings: SessionSettings) => Promise<SnowflakeSession>;
  /**
   * Logs out wherever it is logged in, and of logins that come too late, without waiting for them. Never rejects: a session that
   * is gone needs no logging out.
   */
  close(): Promise<void>;
}

/** Keeps the sessions that are opened through it. @param open opens one */
export function keepSessions(open: (settings: SessionSettings) => Promise<SnowflakeSession>): KeptSessions {
  const opened: SnowflakeSession[] = [];
  let closed = false;
  return {
    open: async (settings) => {
      const session = await open(settings);
      // After a time limit or an interrupt: nobody else would log it out.
      if (closed) await session.close();
      else opened.push(session);
      return session;
    },
    close: async () => {
      closed = true;
      await Promise.allSettled(opened.splice(0).map((session) => session.close()));
    },
  };
}
