/** Cuts of the power in the story of an add. */
import { join } from "node:path";
import { makePile } from "../../eval/crash/pile.ts";
import { cutPower, type Left } from "../../eval/power/cuts.ts";
import { record } from "../../eval/power/story.ts";

/** Records an add below a folder, cuts the power in it so many times, and tells what each cut left. */
export async function cut(
  folder: string,
  { sync, count, files = 30 }: { readonly sync: boolean; readonly count: number; readonly files?: number },
): Promise<readonly Left[]> {
  const pile = makePile(join(folder, "files"), files, "");
  const steps = [{ task: "add", files: pile.first }, ...(sync ? [{ task: "mark", files: "" } as const] : [])] as const;
  const story = await record(folder, sync ? "synced" : "unsynced", steps, sync);
  const all: Left[] = [];
  await cutPower(story, { home: folder, count, seed: 7, onLeft: (left) => void all.push(left) });
  return all;
}
