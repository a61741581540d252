/** Exit codes of the `twinberg` command. */
export const exitCodes = {
  /** Done, and all is well. */
  ok: 0,
  /** Done, and something is not well; or a cloud refused, or didn't answer: the command's output says what. */
  unhealthy: 1,
  /** The command line or the configuration is wrong, or there is a bug: nothing was done. */
  usage: 2,
  /** Planned only, and there is something to change. */
  changes: 3,
  /** Ended by Ctrl-C, cleanly: as a shell counts it. */
  interrupted: 130,
} as const;
