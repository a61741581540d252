import type { AccountRole } from "../../config/schema";
import type { FailoverHost } from "../../operator/failover/message";
import { topologyOf } from "../../operator/failover/topology";
import { withSession } from "../../operator/snowflake/session";
import { quoteIdentifier } from "../../sql/identifier";
import { type AccountFault, SnowflakeControl } from "../clouds/control";
import { withOpenDrill } from "../drills/controllers";
import type { CloudFacts } from "../steps/step";
import type { RehearsalTools } from "../tools";
import type { ChaosWorld, ControllerParts, Undo } from "./world";

/** Who runs a schedule brings its own intent and ears. */
const NOBODY: FailoverHost = { notify: () => undefined, confirm: () => Promise.resolve(false) };

/** The local clouds, as Terraform converged them. */
export class LocalChaosWorld implements ChaosWorld {
  readonly topology: ChaosWorld["topology"];
  readonly #control: SnowflakeControl;

  constructor(
    private readonly tools: RehearsalTools,
    private readonly clouds: CloudFacts,
  ) {
    this.topology = topologyOf(tools.config);
    this.#control = new SnowflakeControl(clouds.controlUrl);
  }

  execute(account: AccountRole, sql: string): ReturnType<ChaosWorld["execute"]> {
    return withSession(this.clouds.sessions[account], async (session) => {
      await session.execute(`USE WAREHOUSE ${quoteIdentifier(this.tools.config.warehouses.query.name)}`);
      return session.execute(sql);
    });
  }

  withController<T>(to: AccountRole, work: (parts: ControllerParts) => Promise<T>): Promise<T> {
    const intent = { to, mode: "unplanned", acceptedLossSeconds: null } as const;
    return withOpenDrill(this.tools, this.clouds, { intent, host: NOBODY }, work);
  }

  async advance(seconds: number): Promise<void> {
    await this.#control.advance(seconds);
  }

  outage(account: AccountRole): Promise<Undo> {
    return this.#inject(account, { kind: "outage" });
  }

  latency(account: AccountRole, milliseconds: number): Promise<Undo> {
    return this.#inject(account, { kind: "latency", milliseconds });
  }

  failing(account: AccountRole, pattern: string, times: number): Promise<Undo> {
    const error = { code: "000604", sqlState: "57014", message: "SQL execution canceled" };
    return this.#inject(account, { kind: "statement", pattern, times, error });
  }

  #inject(account: AccountRole, fault: AccountFault): Promise<Undo> {
    const { config } = this.tools;
    return this.#control.inject(`${config.organization}-${config.accounts[account].name}`, fault);
  }
}
