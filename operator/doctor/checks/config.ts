import { ConfigError } from "../../../config/config-error";
import type { DoctorCheck } from "../check";

/** The chosen configuration is valid. */
export const configCheck: DoctorCheck = {
  id: "config",
  title: "Configuration",
  why: "says which accounts, lake and roles there are",
  async look({ validateConfig }) {
    try {
      return { kind: "ok", found: validateConfig() };
    } catch (error) {
      if (error instanceof ConfigError) {
        return {
          kind: "missing",
          found: error.message,
          fix: "correct these lines, or choose another file with TWINBERG_CONFIG",
        };
      }
      throw error;
    }
  },
};
