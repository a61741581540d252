import { z } from "zod";

const faultSchema = z.looseObject({ id: z.number() });
const faultsSchema = z.looseObject({ faults: z.array(z.looseObject({ id: z.number(), applied: z.number() })) });
const clockSchema = z.looseObject({ time: z.string(), events: z.number().optional() });
const queriesSchema = z.looseObject({
  queries: z.array(
    z.looseObject({
      account: z.string(),
      user: z.string(),
      role: z.string(),
      kind: z.string().nullable(),
      status: z.string(),
      sqlText: z.string(),
    }),
  ),
});

/** Something that goes wrong in an account until it is taken back. */
export type AccountFault =
  /** The whole account is down: nobody gets in, what runs there stops, nothing happens by itself. */
  | { readonly kind: "outage" }
  /** Every request takes so many milliseconds more. */
  | { readonly kind: "latency"; readonly milliseconds: number }
  /** Refreshes of a failover group that this account has a replica of wait in a phase. */
  | { readonly kind: "refresh"; readonly group: string; readonly phase: string }
  /** The first so many statements that match a regular expression fail, and are not carried out. */
  | {
      readonly kind: "statement";
      readonly pattern: string;
      readonly times: number;
      readonly error: { readonly code: string; readonly sqlState: string; readonly message: string };
    };

/** A statement that the local Snowflake ran. */
export type RunStatement = z.infer<typeof queriesSchema>["queries"][number];

/** Time and history of the local Snowflake organization, over its control endpoint. Snowflake itself has nothing of the kind. */
export class SnowflakeControl {
  constructor(private readonly url: string) {}

  /** Time stands still until it is advanced: what tasks do then follows from what the rehearsal does, and not from how fast. */
  async freeze(): Promise<void> {
    await this.#post("/clock", { freeze: true });
  }

  /** Lets so much time pass; resolves when all that was due on the way is done. @returns how many events that was */
  async advance(seconds: number): Promise<number> {
    const { events = 0 } = clockSchema.parse(await this.#post("/clock", { advanceSeconds: seconds }));
    return events;
  }

  /** What the clock shows, in ISO. */
  async time(): Promise<string> {
    return clockSchema.parse(await this.#answer(await fetch(`${this.url}/clock`))).time;
  }

  /** Statements of an account (`ORG-ACCOUNT`) since a time, newest first. */
  async statements(account: string, since: string): Promise<readonly RunStatement[]> {
    const query = new URLSearchParams({ account, since, limit: "10000" });
    return queriesSchema.parse(await this.#answer(await fetch(`${this.url}/queries?${query}`))).queries;
  }

  /** Lets something go wrong in an account (`ORG-ACCOUNT`). @returns takes it back */
  async inject(account: string, fault: AccountFault): Promise<() => Promise<void>> {
    return (await this.hold(account, fault)).end;
  }

  /** As {@link inject}, for who wants to know how often it was met. */
  async hold(
    account: string,
    fault: AccountFault,
  ): Promise<{ readonly id: number; readonly end: () => Promise<void> }> {
    const { id } = faultSchema.parse(await this.#post("/faults", { account, ...fault }));
    const end = async () => {
      await this.#answer(await fetch(`${this.url}/faults/${id}`, { method: "DELETE" }));
    };
    return { id, end };
  }

  /** How many requests or statements met a fault that is in force. @throws Error for one that isn't */
  async timesApplied(id: number): Promise<number> {
    const { faults } = faultsSchema.parse(await this.#answer(await fetch(`${this.url}/faults`)));
    const found = faults.find((fault) => fault.id === id);
    if (found === undefined) throw new Error(`the fault ${id} isn't in force any more`);
    return found.applied;
  }

  /** Copies everything that all accounts remember; one of the same name is replaced. */
  async makeSnapshot(name: string): Promise<void> {
    await this.#post("/snapshots", { name });
  }

  /** Puts everything back as it was; the clock goes on, and sessions stay open. */
  async restoreSnapshot(name: string): Promise<void> {
    await this.#post(`/snapshots/${name}/restore`, {});
  }

  async #post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return this.#answer(response);
  }

  async #answer(response: Response): Promise<unknown> {
    if (!response.ok)
      throw new Error(`the local Snowflake's control endpoint answers ${response.status}: ${await response.text()}`);
    return response.json();
  }
}
