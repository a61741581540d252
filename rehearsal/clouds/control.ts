import { z } from "zod";

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
