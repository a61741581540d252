/** Something that has to happen at certain times: task schedules, alerts, and whatever comes later. */
export interface EventSource {
  /** Named in messages. */
  readonly name: string;
  /** The time of the first event that is later than `after`, in milliseconds; undefined: none is planned. */
  nextDue(after: number): number | undefined;
  /**
   * Does everything that is due at exactly this time; resolves when all of it is finished. What starts must have been
   * noted before the first `await`: while time runs freely, nobody waits for the promise before asking for the next event.
   */
  run(at: number): Promise<void>;
}

/** A source, and the time up to which its events have been run. */
export interface SourcePosition {
  readonly source: EventSource;
  /** The account in which all happens that it does; undefined: it looks at other accounts, too. */
  readonly account: string | undefined;
  position: number;
}

/** An event to be run. */
export interface DueEvent {
  readonly entry: SourcePosition;
  readonly at: number;
}

/** What is to be run at one time. */
export interface DueTogether {
  readonly at: number;
  /** Side by side: for each account what is due in it, in its order. */
  readonly perAccount: readonly (readonly SourcePosition[])[];
  /** After that, in this order: what looks at other accounts, too. */
  readonly across: readonly SourcePosition[];
}

/**
 * The first event of all sources that is not later than `until`. Of several at the same time, the one whose source was
 * added first. Throws Error for a source that names a time it has been run for already.
 */
export function firstDue(entries: readonly SourcePosition[], until: number): DueEvent | undefined {
  let first: DueEvent | undefined;
  for (const entry of entries) {
    const at = entry.source.nextDue(entry.position);
    if (at === undefined) continue;
    if (!(at > entry.position)) {
      throw new Error(`${entry.source.name} names ${at} as its next event, which is not after ${entry.position}`);
    }
    if (at <= until && (first === undefined || at < first.at)) first = { entry, at };
  }
  return first;
}

/** All events of the first time at which there are any, not later than `until`. Throws as {@link firstDue} does. */
export function dueTogether(entries: readonly SourcePosition[], until: number): DueTogether | undefined {
  const first = firstDue(entries, until);
  if (first === undefined) return undefined;
  const { at } = first;
  const perAccount = new Map<string, SourcePosition[]>();
  const across: SourcePosition[] = [];
  for (const entry of entries) {
    if (entry.source.nextDue(entry.position) !== at) continue;
    if (entry.account === undefined) across.push(entry);
    else perAccount.set(entry.account, [...(perAccount.get(entry.account) ?? []), entry]);
  }
  return { at, perAccount: [...perAccount.values()], across };
}
