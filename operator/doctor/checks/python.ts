import { findPython } from "../../../rehearsal/clouds/python";
import type { DoctorCheck } from "../check";
import { findingFrom } from "../finding";

/** Python is there, with what makes environments. */
export const pythonCheck: DoctorCheck = {
  id: "python",
  title: "Python 3 with venv",
  why: "the rehearsal's local AWS is a Python program in an environment of its own",
  look: ({ env, probe }) =>
    findingFrom(async () => {
      const { version, path } = await findPython(env, probe);
      return `${version} (${path})`;
    }),
};
