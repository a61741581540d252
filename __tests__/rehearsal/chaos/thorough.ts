/**
 * With TWINBERG_CHAOS=all (`npm run test:chaos`) every cut point and 200 seeds over the emulator, which take minutes; otherwise so
 * many that a unit test may take.
 */
export const THOROUGH = process.env.TWINBERG_CHAOS === "all";
