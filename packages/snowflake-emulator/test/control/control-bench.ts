import type { AddressInfo } from "node:net";
import { VirtualClock } from "../../src/clock";
import { EventInbox } from "../../src/control/events";
import { Outbox } from "../../src/control/outbox";
import { createControlServer } from "../../src/control/server";
import type { ControlTargets, SnapshotInfo } from "../../src/control/targets";
import { FaultList } from "../../src/http/fault-list";
import { Scheduler } from "../../src/time/scheduler";
import { FakeTimers } from "../time/fake-timers";

export const START = Date.UTC(2026, 0, 1);

/** A control endpoint over a frozen clock, without accounts behind it. */
export class ControlBench {
  readonly clock = new VirtualClock(START);
  readonly scheduler = new Scheduler(
    this.clock,
    (error) => {
      throw error;
    },
    new FakeTimers(new VirtualClock(START)),
  );
  readonly faults = new FaultList();
  readonly outbox = new Outbox(this.clock);
  readonly events = new EventInbox();
  /** What was done to snapshots, in order. */
  readonly done: string[] = [];
  readonly #snapshots = new Map<string, SnapshotInfo>();
  readonly #server = createControlServer(this.#targets());
  #url = "";

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address() as AddressInfo;
    this.#url = `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  /** Sends a request: the status and the JSON of the answer. */
  async send(method: string, path: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
    const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${this.#url}${path}`, { method, body: text });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  }

  #targets(): ControlTargets {
    const { faults } = this;
    return {
      accounts: [{ identifier: "ORG-EAST", queries: () => [] }],
      scheduler: this.scheduler,
      faults: {
        list: () => faults.list(),
        add: (fault) => faults.add(fault),
        remove: (id) => faults.remove(id),
        clear: () => faults.clear(),
        expireSessions: (which, account) => {
          this.done.push(`expire ${which} ${account ?? "all"}`);
          return 2;
        },
      },
      snapshots: {
        list: () => [...this.#snapshots.values()],
        make: async (name) => {
          const info = { name, takenAt: this.clock.now() };
          this.#snapshots.set(name, info);
          return info;
        },
        restore: async (name) => {
          this.done.push(`restore ${name}`);
          return this.#snapshots.has(name);
        },
        remove: async (name) => this.#snapshots.delete(name),
        reset: async () => {
          this.done.push("reset");
        },
      },
      outbox: this.outbox,
      events: this.events,
    };
  }
}
