import { readText } from "../read";
import type { ControlRoute } from "../route";
import { optionalAccount } from "./account";

const listMessages: ControlRoute = {
  method: "GET",
  path: "/outbox",
  about: "Email that would have been sent, oldest first.",
  query: { account: "ORG-ACCT" },
  handle({ query }, { outbox, accounts }) {
    const account = optionalAccount(query.get("account"), "query.account", accounts);
    return {
      messages: outbox.list(account).map((one) => ({ ...one, sentAt: new Date(one.sentAt).toISOString() })),
    };
  },
};

const clearMessages: ControlRoute = {
  method: "DELETE",
  path: "/outbox",
  about: "Forgets all messages.",
  handle(_request, { outbox }) {
    const removed = outbox.list().length;
    outbox.clear();
    return { removed };
  },
};

const listKinds: ControlRoute = {
  method: "GET",
  path: "/events",
  about: "The kinds of events that can be injected.",
  handle: (_request, { events }) => ({ kinds: events.kinds() }),
};

const inject: ControlRoute = {
  method: "POST",
  path: "/events",
  about: "Lets something happen outside of Snowflake. Kinds that are not emulated are refused by name.",
  body: { kind: "see GET /events", "…": "whatever belongs to the kind" },
  handle({ body }, { events }) {
    const { kind, ...details } = body;
    return events.inject({ kind: readText(kind, "body.kind"), details });
  },
};

export const messageRoutes: readonly ControlRoute[] = [listMessages, clearMessages, listKinds, inject];
