import type { DoctorCheck } from "../check";

/** A local server can be started. */
export const portCheck: DoctorCheck = {
  id: "port",
  title: "A free port on 127.0.0.1",
  why: "the rehearsal's local clouds listen on free ports of this machine",
  async look({ bindFreePort }) {
    try {
      return { kind: "ok", found: `can listen, e.g. on ${await bindFreePort()}` };
    } catch (error) {
      return {
        kind: "missing",
        found: `can't listen on 127.0.0.1: ${error instanceof Error ? error.message : String(error)}`,
        fix: "allow this user to listen on the loopback interface, and end programs that hold all ports",
      };
    }
  },
};
