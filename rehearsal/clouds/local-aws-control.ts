import { z } from "zod";

const dropSchema = z.looseObject({ count: z.number() });

/** Time and faults of the local AWS, over its own routes. AWS itself has nothing of the kind. */
export class LocalAwsControl {
  /** @param endpoint URL of the local AWS */
  constructor(private readonly endpoint: string) {}

  /** What waits for a time, in queues and in schedules, sees so many seconds pass. Schedules fire as often as they are due. */
  async advance(seconds: number): Promise<void> {
    await this.#answer("advance", { method: "POST", body: JSON.stringify({ seconds }) });
  }

  /** The next so many events of Glue are lost; 0 ends it. */
  async dropEvents(count: number): Promise<void> {
    await this.#answer("drop-events", { method: "POST", body: JSON.stringify({ count }) });
  }

  /** How many events of Glue are still to be lost. */
  async eventsToDrop(): Promise<number> {
    return dropSchema.parse(await this.#answer("drop-events", { method: "GET" })).count;
  }

  async #answer(path: string, request: { readonly method: string; readonly body?: string }): Promise<unknown> {
    const response = await fetch(`${this.endpoint}/local-aws/${path}`, {
      ...request,
      headers: { "content-type": "application/json" },
    });
    if (!response.ok) throw new Error(`the local AWS answers ${response.status} to ${path}: ${await response.text()}`);
    return response.json();
  }
}
