import type { Clock } from "./clock";
import type { EventSource } from "./time/event-source";

/** Is an account up, or has it gone down with everything that runs in it? */
export class Availability {
  #outages = 0;
  #upSince = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {}

  get down(): boolean {
    return this.#outages > 0;
  }

  /** The account goes down. Outages may overlap. */
  goDown(): void {
    this.#outages += 1;
  }

  /** An outage is over. */
  comeBack(): void {
    if (this.#outages === 0) throw new RangeError("the account is up");
    this.#outages -= 1;
    if (this.#outages === 0) this.#upSince = this.clock.now();
  }

  /** What an account does by itself, not done while it is down: what falls due meanwhile does not come later either. */
  whileUp(source: EventSource): EventSource {
    return {
      name: source.name,
      nextDue: (after) => (this.down ? undefined : source.nextDue(Math.max(after, this.#upSince))),
      run: (at) => source.run(at),
    };
  }
}
