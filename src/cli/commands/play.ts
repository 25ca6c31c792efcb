/** midiq play: files made heard, by a synthesizer that is here or as sound rendered by us; or written as sound. */
import { MidiError } from "../../midi/diagnosis.ts";
import { ownPaths } from "../../reach/own-paths.ts";
import { playFile, soundOf } from "../../reach/play-file.ts";
import { findBank, findPlayer, needBank } from "../../reach/players.ts";
import { MissingSynthesizer } from "../../sound/render.ts";
import { counted } from "../../text/counted.ts";
import { shortPath } from "../../text/short-path.ts";
import { refuseExisting, writeWhole } from "../../writing/whole-file.ts";
import { type ChoosingOptions, choose } from "../chosen.ts";
import { exits, Mistake } from "../failure.ts";
import { notesOf } from "../own-path-notes.ts";
import { playAll } from "../playing.ts";
import { atEnd } from "../stop.ts";

/** Options of `midiq play`. */
export interface PlayOptions extends ChoosingOptions {
  /** A WAVE file to write, instead of playing. */
  readonly to?: string;
  /** Only the first seconds of each file. */
  readonly seconds?: number;
  readonly soundfont?: string;
}

/** Plays what a path or a query names: 0, 1 when nothing was found, 2 when it cannot be played, 130 when it was stopped. */
export async function play(words: readonly string[], options: PlayOptions): Promise<number> {
  const bank = findBank(options.soundfont);
  if (options.to !== undefined) refuseExisting(options.to);
  const player = options.to === undefined ? await findPlayer(bank) : undefined;
  const files = await choose(words, "play", options);
  if (files.length === 0) return exits.nothing;
  const reach = ownPaths();
  if (!player) return writeSound(files, reach, bank, options);
  let status: number = exits.found;
  let heard = 0;
  const ended = await playAll(files.length, async (number, signal) => {
    const [file] = await reach.of(files.slice(number, number + 1));
    if (!file) return true;
    process.stderr.write(`${number + 1} of ${files.length}  ${shortPath(file.path)}\n`);
    const why = await playFile(file.own, player, { seconds: options.seconds, signal });
    if (why === undefined) {
      heard++;
      return true;
    }
    process.stderr.write(`midiq: ${shortPath(file.path)}: ${why.message}\n`);
    status = exits.mistake;
    return !why.isOfAll;
  });
  if (ended === "stopped") status = exits.interrupted;
  for (const note of notesOf(reach, player.name)) process.stderr.write(`${note}\n`);
  if (files.length > 1)
    process.stderr.write(`Played ${heard} of ${counted(files.length, "file")} with ${player.name}\n`);
  return status;
}

/** Writes one file as sound. */
async function writeSound(
  files: readonly { readonly path: string; readonly hash: string }[],
  reach: ReturnType<typeof ownPaths>,
  bank: string | undefined,
  { to = "", seconds }: PlayOptions,
): Promise<number> {
  if (files.length > 1)
    throw new Mistake(`Cannot write ${counted(files.length, "file")} into "${to}": name one file, or add --limit 1`);
  const found = needBank(bank);
  const [file] = await reach.of(files);
  for (const note of notesOf(reach, "the synthesizer")) process.stderr.write(`${note}\n`);
  if (!file) return exits.mistake;
  try {
    const sound = await soundOf(file.own, found, { seconds });
    await writeWhole(to, (write) => write(sound), { atEnd });
  } catch (error) {
    if (error instanceof MissingSynthesizer)
      throw new Mistake(`Cannot render: ${error.message}; install it next to midiq`);
    if (error instanceof MidiError) throw new Mistake(`${shortPath(file.path)}: ${error.message}`);
    throw error;
  }
  process.stderr.write(`${shortPath(file.path)} -> ${to}\n`);
  return exits.found;
}
