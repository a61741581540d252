import type { AccountRole } from "../../config/schema";
import type { FailoverHost, FailoverMessage } from "./message";

/** A kind of message: its code and level are fixed, and what it must tell. */
export interface MessageType<Data extends object> {
  readonly code: string;
  readonly level: FailoverMessage["level"];
  /** What each of its facts is. */
  readonly fields: Readonly<Record<keyof Data & string, string>>;
  /** The sentence for people. */
  readonly text: (data: Data) => string;
}

/** Declares a kind of message. */
export function messageType<Data extends object>(type: MessageType<Data>): MessageType<Data> {
  return type;
}

/** Tells a host. What is missing or of another type doesn't compile. */
export function tell<Data extends object>(host: FailoverHost, type: MessageType<Data>, data: Data, at: Date): void {
  host.notify({
    code: type.code,
    level: type.level,
    text: type.text(data),
    data: Object.fromEntries(Object.entries(data)),
    at,
  });
}

const holder = { epoch: "its epoch", holder: "operator and machine", drill: "the drill's id" };
const step = { step: "the step's id", account: "where it acts" };
const command = { command: "what to run next" };

/** Every message of the controller. The table in docs/failover-messages.md is generated from this. */
export const MESSAGES = {
  leaseTaken: messageType<{ epoch: number; holder: string; drill: string }>({
    code: "F101",
    level: "info",
    fields: holder,
    text: ({ epoch, holder, drill }) => `${holder} has the lease with epoch ${epoch}, for drill ${drill}`,
  }),
  leaseHeld: messageType<{ epoch: number; holder: string; drill: string; until: Date }>({
    code: "F102",
    level: "error",
    fields: { ...holder, until: "when it ends if it isn't renewed" },
    text: ({ epoch, holder, drill, until }) =>
      `${holder} is at it: it holds the lease with epoch ${epoch} for drill ${drill}, until ${until.toISOString()} unless it renews it; nothing was done here`,
  }),
  stale: messageType<{ own: number; epoch: number; holder: string; drill: string; where: string }>({
    code: "F103",
    level: "error",
    fields: { own: "the epoch that is stale", ...holder, where: "what told it" },
    text: ({ own, epoch, holder, drill, where }) =>
      `this controller's epoch ${own} is stale: ${where} has epoch ${epoch} of ${holder}, drill ${drill}; it stops here`,
  }),
  sessionsAborted: messageType<{ account: AccountRole; sessions: readonly string[] }>({
    code: "F104",
    level: "info",
    fields: { account: "where", sessions: "their ids" },
    text: ({ account, sessions }) => `${account}: aborted ${sessions.length} sessions of older controllers`,
  }),
  notReleased: messageType<{ reason: string; until: Date }>({
    code: "F105",
    level: "warning",
    fields: { reason: "why not", until: "when it ends by itself" },
    text: ({ reason, until }) =>
      `the lease could not be released: ${reason}; it ends by itself at ${until.toISOString()} at the latest`,
  }),
  noBucket: messageType<{ reason: string; command: string }>({
    code: "F106",
    level: "error",
    fields: { reason: "what S3 answered", ...command },
    text: ({ reason, command }) => `${reason}; without lease and journal nothing is changed; to go on: ${command}`,
  }),
  notCopied: messageType<{ drill: string; reason: string }>({
    code: "F107",
    level: "warning",
    fields: { drill: "the drill's id", reason: "why the local copy could not be written" },
    text: ({ drill, reason }) =>
      `the journal of ${drill} has no complete local copy: ${reason}; the bucket's is complete`,
  }),
  planned: messageType<{ drill: string | null; to: AccountRole; mode: string; steps: readonly string[] }>({
    code: "F201",
    level: "info",
    fields: {
      drill: "the drill that goes on, if one does",
      to: "the target",
      mode: "planned or unplanned",
      steps: "ids of the steps",
    },
    text: ({ drill, to, mode, steps }) =>
      `${drill === null ? "" : `drill ${drill} goes on: `}${mode} to ${to}, ${steps.length} steps`,
  }),
  nothingToDo: messageType<{ to: AccountRole }>({
    code: "F202",
    level: "result",
    fields: { to: "the target" },
    text: ({ to }) => `nothing to do: ${to} is active, and the other account follows it`,
  }),
  refused: messageType<{ refusal: string; text: string; fix: string; acceptedBy: number | null }>({
    code: "F203",
    level: "error",
    fields: {
      refusal: "the precondition's id, as in status",
      text: "what isn't so, and why",
      fix: "what to do about it",
      acceptedBy: "seconds for --accept-data-loss that accept it; null: nothing does",
    },
    text: ({ text, fix, acceptedBy }) =>
      `${text}; ${fix}${acceptedBy === null ? "" : `; or accept it with --accept-data-loss ${acceptedBy}`}`,
  }),
  declined: messageType<{ question: string }>({
    code: "F204",
    level: "error",
    fields: { question: "what was answered with no" },
    text: () => "not confirmed: nothing was done",
  }),
  otherDrillUnfinished: messageType<{ drill: string; command: string }>({
    code: "F205",
    level: "error",
    fields: { drill: "the unfinished one", ...command },
    text: ({ drill, command }) =>
      `drill ${drill} is unfinished: continue it with ${command}, or leave it as it is with ${command} --abandon`,
  }),
  continuedAs: messageType<{ drill: string; mode: string }>({
    code: "F206",
    level: "warning",
    fields: { drill: "its id", mode: "how it goes on" },
    text: ({ drill, mode }) => `drill ${drill} goes on as ${mode}`,
  }),
  nothingToAbandon: messageType<Record<never, never>>({
    code: "F207",
    level: "error",
    fields: {},
    text: () => "there is no unfinished drill to abandon",
  }),
  stepBegan: messageType<{ step: string; title: string; account: string; number: number; of: number }>({
    code: "F301",
    level: "info",
    fields: { ...step, title: "what it does", number: "from 1", of: "how many there are" },
    text: ({ title, number, of }) => `[${number}/${of}] ${title}`,
  }),
  stepEnded: messageType<{ step: string; account: string; outcome: string; seconds: number; observed: unknown }>({
    code: "F302",
    level: "info",
    fields: {
      ...step,
      outcome: "done, or already: it was so",
      seconds: "that it took, by the controller's clock",
      observed: "what was seen",
    },
    text: ({ step, outcome, seconds }) =>
      `${step}: ${outcome === "already" ? "was so already" : outcome}, ${seconds} s`,
  }),
  stepUnreachable: messageType<{ step: string; account: string; reason: string }>({
    code: "F303",
    level: "warning",
    fields: { ...step, reason: "why it can't be reached" },
    text: ({ step, account, reason }) => `${step}: NOT DONE, since ${account} can't be reached: ${reason}`,
  }),
  stepFailed: messageType<{ step: string; account: string; reason: string; advice: string | null; command: string }>({
    code: "F304",
    level: "error",
    fields: {
      ...step,
      reason: "Snowflake's message, or what isn't so",
      advice: "what to do first, if anything",
      ...command,
    },
    text: ({ step, account, reason, advice, command }) =>
      `${step} failed in ${account}: ${reason}${advice === null ? "" : `; ${advice}`}; to go on from here: ${command}`,
  }),
  primaryDied: messageType<{ step: string; account: string; reason: string; command: string }>({
    code: "F305",
    level: "error",
    fields: { ...step, reason: "what it answered, if anything", ...command },
    text: ({ step, account, reason, command }) =>
      `${step}: ${account} doesn't answer any more, and a planned run needs it: ${reason}; to go on from here without it: ${command}`,
  }),
  waiting: messageType<{ step: string; for: string }>({
    code: "F306",
    level: "info",
    fields: { step: "the step's id", for: "what" },
    text: (data) => `${data.step}: waiting for ${data.for}`,
  }),
  paused: messageType<{ step: string; command: string }>({
    code: "F307",
    level: "error",
    fields: { step: "what was not approved", ...command },
    text: ({ step, command }) => `stopped before ${step}, which was not approved; to go on from here: ${command}`,
  }),
  changed: messageType<{ step: string; account: AccountRole; statement: string }>({
    code: "F308",
    level: "info",
    fields: { step: "the step's id", account: "where", statement: "its text" },
    text: ({ account, statement }) => `${account}: ${statement}`,
  }),
  interrupted: messageType<{ step: string; command: string }>({
    code: "F309",
    level: "error",
    fields: { step: "where it stopped", ...command },
    text: ({ step, command }) => `interrupted at ${step}; to go on from here: ${command}`,
  }),
  unfenced: messageType<{ account: AccountRole; reason: string; command: string }>({
    code: "F310",
    level: "warning",
    fields: { account: "the old active account", reason: "why it can't be reached", ...command },
    text: ({ account, reason, command }) =>
      `${account} IS NOT FENCED: it can't be reached (${reason}), and may still write the lake and its own copy of what is replicated; when it is back: ${command}`,
  }),
  nothingToRead: messageType<{ database: string }>({
    code: "F311",
    level: "warning",
    fields: { database: "the database that applications read" },
    text: ({ database }) => `there is no view in ${database}: that it can be read was not proven`,
  }),
  compared: messageType<{ tables: number; rows: number }>({
    code: "F401",
    level: "info",
    fields: { tables: "how many are equal on both sides", rows: "of all of them" },
    text: ({ tables, rows }) => `${tables} tables with ${rows} rows are the same in both accounts`,
  }),
  recoveryPoint: messageType<{ seconds: number; snapshotAt: Date; clock: string }>({
    code: "F402",
    level: "info",
    fields: {
      seconds: "of writes that are lost at most",
      snapshotAt: "what the promoted account holds",
      clock: "whose clock",
    },
    text: ({ seconds, snapshotAt, clock }) =>
      `recovery point: at most ${seconds} s of writes are lost, those since ${snapshotAt.toISOString()} (${clock})`,
  }),
  recoveryTime: messageType<{ seconds: number; clock: string }>({
    code: "F403",
    level: "info",
    fields: { seconds: "from the operator's yes to a client's first answer", clock: "whose clock" },
    text: ({ seconds, clock }) => `recovery time: ${seconds} s from the yes to a client's first answer (${clock})`,
  }),
  quarantined: messageType<{ account: AccountRole; schema: string; tables: Readonly<Record<string, number>> }>({
    code: "F404",
    level: "warning",
    fields: { account: "where", schema: "where the rows are kept", tables: "rows by table" },
    text: ({ account, schema, tables }) =>
      `${account} had written what the other account doesn't have: kept in ${schema}: ${Object.entries(tables)
        .map(([table, rows]) => `${table} ${rows} rows`)
        .join(", ")}`,
  }),
  completed: messageType<{ drill: string; to: AccountRole; unreachable: readonly string[] }>({
    code: "F901",
    level: "result",
    fields: { drill: "its id", to: "the account that is active now", unreachable: "steps that are left for later" },
    text: ({ drill, to, unreachable }) =>
      `drill ${drill} is complete: ${to} is active${unreachable.length === 0 ? "" : `; not done, as the other account can't be reached: ${unreachable.join(", ")}`}`,
  }),
  abandoned: messageType<{ drill: string }>({
    code: "F902",
    level: "result",
    fields: { drill: "its id" },
    text: ({ drill }) => `drill ${drill} is abandoned: both accounts are left as they are`,
  }),
};
