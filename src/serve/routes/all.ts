/** The one list of routes. */
import type { Route } from "../route.ts";
import { countRoutes } from "./counts.ts";
import { dupesRoutes } from "./dupes.ts";
import { fileRoutes } from "./file.ts";
import { filesRoutes } from "./files.ts";
import { languageRoutes } from "./language.ts";
import { markRoutes } from "./marks.ts";

/** All routes below /api/v1. */
export const routes: readonly Route[] = [
  ...filesRoutes,
  ...countRoutes,
  ...languageRoutes,
  ...fileRoutes,
  ...dupesRoutes,
  ...markRoutes,
];
