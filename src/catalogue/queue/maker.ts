/** Who made a campaign: results must not depend on who works at it. */
import { createDigest } from "../../digest.ts";
import { version } from "../../version.ts";
import { noteSet } from "../renewing/staleness.ts";
import type { Store } from "../store.ts";

/** By whom a campaign was made, and by whom alone it is worked at. */
export interface Maker {
  readonly version: string;
  readonly analyzerSet: number;
}

/** Who this process is: its version, and the set of its analyzers, which is noted. */
export const makerOf = async ({ client, registry }: Store): Promise<Maker> => ({
  version,
  analyzerSet: await noteSet(client, registry, await createDigest()),
});
