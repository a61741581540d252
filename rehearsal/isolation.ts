import { isolateThisProcess } from "./environment";

/** The environment as the caller gave it: where programs are, and settings of Terraform, pip and the rehearsal. */
export const callerEnvironment: Readonly<Record<string, string | undefined>> = { ...process.env };

// Done when this module is loaded: drivers read the environment when they are loaded, so it comes before them in the command line's file.
isolateThisProcess(process.env);
