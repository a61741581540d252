import { escapeHtml } from "../../operator/escape-html";
import { productName } from "../terraform/binary";
import { totalsOf } from "./claims";
import type { Report } from "./schema";

const style = `
:root { color-scheme: light dark; --line: #8884; --ok: #1a7f37; --bad: #c62828; --soft: #8881; }
@media (prefers-color-scheme: dark) { :root { --ok: #57c878; --bad: #ff7b72; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { margin-top: 2rem; border-bottom: 1px solid var(--line); }
.ok { color: var(--ok); } .bad { color: var(--bad); } .verdict { font-size: 1.2rem; font-weight: 600; }
.note { border-left: 4px solid var(--bad); background: var(--soft); padding: .5rem 1rem; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top; }
details { border: 1px solid var(--line); border-radius: 6px; padding: .4rem .8rem; margin: .4rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; } code, pre { font: .85rem/1.4 ui-monospace, monospace; }
pre { background: var(--soft); padding: .5rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** The report as one page without any link to elsewhere. Every value is escaped. */
export function renderHtml(report: Report): string {
  const totals = totalsOf(report.claims);
  const { aws, snowflake } = report.providers;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rehearsal: ${report.ok ? "passed" : "failed"}</title>
<style>${style}</style>
</head>
<body>
<h1>Rehearsal</h1>
<p class="verdict ${report.ok ? "ok" : "bad"}">${report.ok ? "Passed" : "Failed"}: ${totals.held} claims hold, ${totals.failed} failed</p>
<table>
<tr><th>Started</th><td>${escapeHtml(report.startedAt)}</td></tr>
<tr><th>Took</th><td>${seconds(report.durationMs)}</td></tr>
<tr><th>Applied by</th><td>${productName(report.terraform.kind)} ${escapeHtml(report.terraform.version)}</td></tr>
<tr><th>AWS provider</th><td>hashicorp/aws ${escapeHtml(aws.version)}, from: ${escapeHtml(aws.source)}</td></tr>
<tr><th>Snowflake provider</th><td>snowflakedb/snowflake ${escapeHtml(snowflake.version)}, from: ${escapeHtml(snowflake.source)}</td></tr>
</table>
${snowflake.source === "stand-in" ? standinNote : ""}
${report.steps.map((step) => renderStep(report, step)).join("\n")}
</body>
</html>
`;
}

const standinNote = `<p class="note">This run used the stand-in Snowflake provider. It does not prove how the real provider
(snowflakedb/snowflake) behaves: its validation, its drift rules and its parsing. What it proves is the program: the stacks, their order,
the statements and what both clouds answer. Run where the Terraform registry can be reached to rehearse with the real one.</p>`;

function renderStep(report: Report, step: Report["steps"][number]): string {
  const claims = report.claims.filter((claim) => claim.step === step.id);
  return `<h2><span class="${step.ok ? "ok" : "bad"}">${step.ok ? "✓" : "✗"}</span> ${escapeHtml(step.title)} <small>${seconds(step.durationMs)}</small></h2>
${claims.length === 0 ? "<p>No claims.</p>" : claims.map(renderClaim).join("\n")}`;
}

function renderClaim(claim: Report["claims"][number]): string {
  const evidence = claim.evidence.map((line) => `<pre>${escapeHtml(line)}</pre>`).join("\n");
  return `<details${claim.ok ? "" : " open"}>
<summary><span class="${claim.ok ? "ok" : "bad"}">${claim.ok ? "✓ holds" : "✗ failed"}</span> <code>${escapeHtml(claim.id)}</code> <small>${escapeHtml(claim.observed)}</small></summary>
<table>
<tr><th>Expected</th><td>${escapeHtml(claim.expected)}</td></tr>
<tr><th>Observed</th><td>${escapeHtml(claim.observed)}</td></tr>
</table>
${evidence}
</details>`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
