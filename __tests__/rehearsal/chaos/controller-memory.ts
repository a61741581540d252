import type { AccountPorts } from "../../../operator/failover/account-port";
import { MemoryJournalStore, MemoryLeaseStore } from "../../../operator/failover/memory-stores";
import { observe } from "../../../operator/failover/observe/observe";
import type { FailoverTopology } from "../../../operator/failover/topology";
import type { ControllerParts } from "../../../rehearsal/chaos/world";

/** What a world has of its own for a controller. */
export interface Surroundings {
  readonly topology: FailoverTopology;
  readonly ports: AccountPorts;
  readonly asClient: ControllerParts["asClient"];
  /** The world's time. */
  readonly clock: () => Date;
  /** Lets the world's time pass. */
  readonly advance: (seconds: number) => Promise<void>;
}

/** Leases, journals and tokens in memory: what all controllers of a world share. */
export class ControllerMemory {
  readonly #leases = new MemoryLeaseStore();
  readonly #journals = new MemoryJournalStore();
  #tokens = 0;

  parts({ topology, ports, asClient, clock, advance }: Surroundings): ControllerParts {
    return {
      topology,
      ports,
      asClient,
      observe: () => observe(topology, ports, clock),
      leases: this.#leases,
      journals: this.#journals,
      clock,
      pause: (ms) => advance(ms / 1000),
      token: () => {
        this.#tokens += 1;
        return `t${this.#tokens}`;
      },
      signal: new AbortController().signal,
      patience: { pollMs: 2000, waitMs: 20_000 },
    };
  }
}
