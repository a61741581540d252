/** What was seen, and when. */
export interface Looked<Value> {
  readonly value: Value;
  /** When the look ended. */
  readonly at: Date;
  /** Why the looks since then failed; undefined: none did. */
  readonly failure: string | undefined;
}

/**
 * One look for all who watch: there is never more than one under way, and none while nobody asks. Who asks gets the last one
 * at once; when that is old, a new one begins meanwhile.
 */
export class SharedLook<Value> {
  private last: Looked<Value> | undefined;
  private underWay: Promise<void> | undefined;
  private begunAt = Number.NEGATIVE_INFINITY;

  /**
   * @param look what is shared
   * @param everyMs how old a look may be before another one begins
   */
  constructor(
    private readonly look: () => Promise<Value>,
    private readonly clock: () => Date,
    private readonly everyMs: number,
  ) {}

  /** The last look. It waits only while there is none. @throws what the look throws, while there never was one */
  async latest(): Promise<Looked<Value>> {
    if (this.underWay === undefined && this.clock().getTime() - this.begunAt >= this.everyMs) void this.begin();
    if (this.last === undefined) await (this.underWay ?? this.begin());
    if (this.last === undefined) throw new Error("nothing was seen");
    return this.last;
  }

  private begin(): Promise<void> {
    this.begunAt = this.clock().getTime();
    const running = this.lookOnce().finally(() => {
      this.underWay = undefined;
    });
    this.underWay = running;
    // Told by the next answer; while there never was one, by the one that waits.
    running.catch(() => undefined);
    return running;
  }

  private async lookOnce(): Promise<void> {
    try {
      const value = await this.look();
      this.last = { value, at: this.clock(), failure: undefined };
    } catch (error) {
      if (this.last === undefined) throw error;
      this.last = { ...this.last, failure: error instanceof Error ? error.message : String(error) };
    }
  }
}
