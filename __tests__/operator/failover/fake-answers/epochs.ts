import type { FakeAccounts } from "../fake-accounts";
import { refusal } from "../refusal";
import type { FakeAnswer } from "./fake-answer";

/** The table of epochs, and the sessions that are in it. */
export function epochAnswers(_world: FakeAccounts): readonly FakeAnswer[] {
  return [
    [
      /^SELECT COALESCE\(MAX\(EPOCH\)/,
      ({ account }) => [{ EPOCH: Math.max(0, ...account.epochs.map(({ epoch }) => epoch)) }],
    ],
    [
      /^SELECT EPOCH, HOLDER, DRILL FROM/,
      ({ account }) =>
        [...account.epochs]
          .sort((one, other) => other.epoch - one.epoch)
          .slice(0, 1)
          .map(({ epoch, holder, drill }) => ({ EPOCH: epoch, HOLDER: holder, DRILL: drill })),
    ],
    [
      /^INSERT INTO \S+FAILOVER_EPOCH" .*SELECT (\d+), '([^']*)', '([^']*)'/s,
      ({ account, session, match }) => {
        account.epochs.push({ epoch: Number(match[1]), holder: match[2] ?? "", drill: match[3] ?? "", session });
        return [];
      },
    ],
    [
      /^SELECT DISTINCT SESSION_ID .*WHERE EPOCH < (\d+)/s,
      ({ account, session, match }) =>
        [...new Set(account.epochs.filter(({ epoch }) => epoch < Number(match[1])).map((one) => one.session))]
          .filter((id) => id !== session)
          .map((id) => ({ SESSION_ID: String(id) })),
    ],
    [
      /^SELECT SYSTEM\$ABORT_SESSION\((\d+)\)/,
      ({ account, match }) => {
        if (!account.sessions.delete(Number(match[1])))
          throw refusal("002003", `Session '${match[1]}' does not exist or not authorized.`);
        return [{ A: "terminated" }];
      },
    ],
  ];
}
