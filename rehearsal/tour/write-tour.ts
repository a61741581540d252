import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { reportSchema } from "../report/schema";
import { recordedRunSchema, recordRun } from "./recorded-run";
import { tourPage } from "./tour-page";

const kept = path.join(__dirname, "run.json");
const [report, log] = process.argv.slice(2);
if (report !== undefined) {
  if (log === undefined)
    throw new Error("give the run's output beside its report: npm run docs:tour -- report.json rehearsal.log");
  const run = recordRun(reportSchema.parse(JSON.parse(readFileSync(report, "utf8"))), readFileSync(log, "utf8"));
  writeFileSync(kept, `${JSON.stringify(run, undefined, 2)}\n`);
}
const run = recordedRunSchema.parse(JSON.parse(readFileSync(kept, "utf8")));
writeFileSync(path.resolve(__dirname, "../../docs/tour.md"), tourPage(run));
