/** What people ask of the work that many machines share, and tell it. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import { type CampaignState, tellCampaigns } from "../catalogue/queue/campaigns.ts";
import {
  type CampaignProgress,
  retryUnits,
  type UnitState,
  unitsGivenUp,
  type WorkerProgress,
  workState,
} from "../catalogue/queue/state.ts";
import { AskedError } from "../errors.ts";
import { needServer } from "./enqueue.ts";
import type { JobWord } from "./job-words.ts";

/** What comes of it: how all stands, some units, or what was told. */
export type JobsAnswer =
  | { readonly campaigns: readonly CampaignProgress[]; readonly workers: readonly WorkerProgress[] }
  | { readonly units: readonly UnitState[] }
  | { readonly retried: number }
  | { readonly told: readonly number[]; readonly state: CampaignState };

const states: Readonly<Partial<Record<JobWord, CampaignState>>> = {
  pause: "paused",
  resume: "open",
  drain: "draining",
  cancel: "cancelled",
};

/** Whether a word changes something, so that the catalogue has to be opened for writing. */
export const isTelling = (word: JobWord | undefined): boolean =>
  word === "retry" || (word && states[word]) !== undefined;

/**
 * Asks or tells.
 *
 * @param number of a unit for `show` and `retry`, of a campaign for the others; all unless said.
 * @throws AskedError `no-server`, `no-campaign`, `no-unit`.
 */
export async function jobs(db: Catalogue, word: JobWord | undefined, number: number | undefined): Promise<JobsAnswer> {
  needServer(db.url);
  const { client } = db.store;
  const unit = number === undefined ? undefined : String(number);
  if (word === undefined) return workState(client);
  if (word === "poisoned") return { units: await unitsGivenUp(client) };
  if (word === "show") {
    if (unit === undefined)
      throw new AskedError("no-unit", "Cannot show a unit: give its number, as in midiq jobs show 12");
    return { units: await unitsGivenUp(client, unit) };
  }
  const state = states[word];
  if (state === undefined) return { retried: await retryUnits(client, unit) };
  return { told: await tellCampaigns(client, state, number), state };
}
