/** What a worker has for the campaign that it is at: one run, begun with its first unit and ended with its last. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Places } from "../catalogue/places/places.ts";
import { aboutOf } from "../catalogue/queue/campaigns.ts";
import { addReports, type Report } from "../pipeline/report.ts";
import type { UnitSetting } from "./run-unit.ts";

/** The setting of a campaign, and what is added to its report. */
interface CampaignSetting extends UnitSetting {
  readonly add: (report: Report) => void;
}

/** Settings, one campaign at a time. */
export interface Settings {
  readonly of: (campaign: number) => Promise<CampaignSetting>;
  /** Ends the run that goes on, without indexes: they are made at the end of the campaign. */
  readonly end: () => Promise<void>;
}

const nothing: Report = { counts: {}, rejected: { byCode: {}, first: [] }, seconds: {} };

/** Settings of one worker. */
export function createSettings(db: Catalogue, places: Places, worker: string): Settings {
  let current: { readonly campaign: number; readonly setting: CampaignSetting; report: Report } | undefined;
  const end = async (): Promise<void> => {
    const over = current;
    current = undefined;
    await over?.setting.run.end(over.report, undefined, AbortSignal.abort());
  };
  return {
    end,
    of: async (campaign) => {
      if (current?.campaign === campaign) return current.setting;
      await end();
      const about = await aboutOf(db.store.client, campaign);
      const run = await db.beginRun({ about: { paths: about.paths, campaign, worker } });
      const setting: CampaignSetting = {
        ...{ run, about, places },
        add: (report) => {
          if (current?.setting === setting) current.report = addReports(current.report, report);
        },
      };
      current = { campaign, setting, report: nothing };
      return setting;
    },
  };
}
