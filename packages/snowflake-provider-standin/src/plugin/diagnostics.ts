/** One step of an attribute path: an attribute's name or an element's index. */
export type PathStep = string | number;

/** Where in a configuration something is, from the outside in. */
export type AttributePath = readonly PathStep[];

/** What Terraform shows to the user about one problem. */
export interface Diagnostic {
  /** Errors stop the run, warnings don't. */
  readonly severity: "ERROR" | "WARNING";
  /** One line. */
  readonly summary: string;
  /** More lines: reason and fix. */
  readonly detail?: string;
  /** The attribute concerned, where there is one. */
  readonly path?: AttributePath;
}

/** An error that knows how it should be shown. */
export class DiagnosticError extends Error {
  /** @param diagnostics what Terraform shows; at least one of severity ERROR */
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => (d.detail ? `${d.summary}: ${d.detail}` : d.summary)).join("; "));
    this.name = "DiagnosticError";
  }
}

/** An error diagnostic. */
export function problem(summary: string, detail?: string, path?: AttributePath): Diagnostic {
  return {
    severity: "ERROR",
    summary,
    ...(detail === undefined ? {} : { detail }),
    ...(path === undefined ? {} : { path }),
  };
}

/** A warning diagnostic. */
export function warning(summary: string, detail?: string): Diagnostic {
  return { severity: "WARNING", summary, ...(detail === undefined ? {} : { detail }) };
}

/** Whatever was thrown, as diagnostics. */
export function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  return [problem(error instanceof Error ? error.message : String(error))];
}

/** A path as the protocol carries it. */
export function wirePath(path: AttributePath): { readonly steps: readonly object[] } {
  return {
    steps: path.map((step) => (typeof step === "number" ? { element_key_int: step } : { attribute_name: step })),
  };
}

/** Diagnostics as the protocol carries them. */
export function wireDiagnostics(diagnostics: readonly Diagnostic[]): readonly object[] {
  return diagnostics.map(({ severity, summary, detail, path }) => ({
    severity,
    summary,
    detail: detail ?? "",
    ...(path === undefined ? {} : { attribute: wirePath(path) }),
  }));
}
