/** Exit codes of `npm run rehearse` and `npm run local`. */
export const exitCodes = {
  /** Every claim held. */
  ok: 0,
  /** The rehearsal ran and at least one claim failed. */
  claimFailed: 1,
  /** The rehearsal could not start: a tool is missing, the configuration is wrong, another one runs. */
  cannotStart: 2,
  /** Ended by Ctrl-C or SIGTERM (128 + SIGINT). */
  interrupted: 130,
} as const;
