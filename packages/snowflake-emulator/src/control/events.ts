import { BadRequest } from "./bad-request";

/** Something that happens outside of Snowflake and that a test injects. */
export interface InjectedEvent {
  readonly kind: string;
  /** Whatever belongs to the kind, as sent. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Takes events of one kind. What it throws is told to the caller: BadRequest as 400. */
export type EventHandler = (event: InjectedEvent) => object | Promise<object>;

/** Kinds of events that can be injected, by who takes them. Nobody yet: later parts of the emulator subscribe. */
export class EventInbox {
  readonly #handlers = new Map<string, { readonly about: string; readonly handle: EventHandler }>();

  /**
   * Takes events of a kind from now on.
   * @param about one sentence: what the event is and which details it needs
   * Throws Error when somebody takes them already.
   */
  subscribe(kind: string, about: string, handle: EventHandler): void {
    if (this.#handlers.has(kind)) throw new Error(`events of kind ${kind} have a subscriber already`);
    this.#handlers.set(kind, { about, handle });
  }

  /** The kinds that are taken, with what they are about. */
  kinds(): readonly { readonly kind: string; readonly about: string }[] {
    return [...this.#handlers].map(([kind, { about }]) => ({ kind, about }));
  }

  /** Hands an event to its subscriber and gives its answer. Throws BadRequest for a kind that nobody takes. */
  async inject(event: InjectedEvent): Promise<object> {
    const found = this.#handlers.get(event.kind);
    if (found === undefined) {
      const known = [...this.#handlers.keys()].join(", ");
      throw new BadRequest(
        "body.kind",
        `events of kind "${event.kind}" are not emulated`,
        known === "" ? "there are none yet" : `known are ${known}`,
      );
    }
    return found.handle(event);
  }
}
