// Runs a function's handler, one invocation after the other, in one process: an execution environment that stays warm.
// Invocations come as lines of JSON on standard input, results leave as lines of JSON on the descriptor that is named on the command line. What the function writes
// to standard output and standard error is its log. An error outside of a handler ends the process, as in Lambda.
import { createWriteStream, existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const results = createWriteStream("", { fd: Number(process.argv[2]) });
const tell = (message) => new Promise((done) => results.write(`${JSON.stringify(message)}\n`, done));
/** Tells the reader of the log that all of an invocation's is there: writing to a pipe is synchronous. */
const endLog = (requestId) => process.stdout.write(`\n\0end ${requestId}\n`);
const describe = (error) => ({
  errorType: error?.name ?? typeof error,
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? error).split("\n"),
});

async function load(root, handler) {
  const dot = handler.lastIndexOf(".");
  const base = path.join(root, handler.slice(0, dot));
  const file = [".js", ".mjs", ".cjs"].map((extension) => base + extension).find((candidate) => existsSync(candidate));
  if (file === undefined)
    throw Object.assign(new Error(`Cannot find module '${handler.slice(0, dot)}'`), {
      name: "Runtime.ImportModuleError",
    });
  const loaded = await import(pathToFileURL(file));
  const found = loaded[handler.slice(dot + 1)] ?? loaded.default?.[handler.slice(dot + 1)];
  if (typeof found !== "function")
    throw Object.assign(new Error(`${handler} is undefined or not exported`), { name: "Runtime.HandlerNotFound" });
  return found;
}

function contextOf({ requestId, deadline, arn }) {
  return {
    awsRequestId: requestId,
    invokedFunctionArn: arn,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** A handler with a callback, as far as runtimes of Node 22 know one, or one that returns a promise. */
function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    const returned = handler(event, context, (error, result) => (error ? reject(error) : resolve(result)));
    if (typeof returned?.then === "function") returned.then(resolve, reject);
    else if (handler.length < 3) resolve(returned);
  });
}

let handler;
try {
  handler = await load(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
} catch (error) {
  await tell({ kind: "init-error", error: describe(error) });
  process.exit(1);
}
await tell({ kind: "ready" });
const invocations = createInterface({ input: process.stdin });
// Who started this has ended, maybe in the middle of an invocation.
invocations.on("close", () => process.exit(0));
for await (const line of invocations) {
  const invocation = JSON.parse(line);
  process.env._X_AMZN_TRACE_ID = invocation.trace;
  let answer;
  try {
    answer = { kind: "result", result: (await run(handler, invocation.event, contextOf(invocation))) ?? null };
  } catch (error) {
    process.stderr.write(`${JSON.stringify({ level: "ERROR", message: "Invoke Error", ...describe(error) })}\n`);
    answer = { kind: "error", error: describe(error) };
  }
  endLog(invocation.requestId);
  await tell({ ...answer, logged: true });
}
