import type { ControlRoute } from "../route";
import { clockRoutes } from "./clock";
import { faultRoutes } from "./faults";
import { messageRoutes } from "./messages";
import { queryRoutes } from "./queries";
import { snapshotRoutes } from "./snapshots";

const documentation: ControlRoute = {
  method: "GET",
  path: "/",
  about: "This page.",
  handle: () => ({
    about:
      "Control of the emulator: JSON in and out. No part of Snowflake, and only for tests. Errors: {error: {field, reason, fix}}.",
    routes: CONTROL_ROUTES.map(({ method, path, about, body, query }) => ({
      method,
      path,
      about,
      ...(body === undefined ? {} : { body }),
      ...(query === undefined ? {} : { query }),
    })),
  }),
};

export const CONTROL_ROUTES: readonly ControlRoute[] = [
  documentation,
  ...clockRoutes,
  ...faultRoutes,
  ...snapshotRoutes,
  ...queryRoutes,
  ...messageRoutes,
];
