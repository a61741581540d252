/** What the function rarely needs, in a file of its own beside the rest: to load it all at each cold start takes longer. */

export { openQueue } from "./queue";
export { traceCalls } from "./tracing";
export { webIdentityToken } from "./web-identity";
