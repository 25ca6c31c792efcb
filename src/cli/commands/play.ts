/** midiq play: files made heard, by a synthesizer that is here or as sound rendered by us; or written as sound. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MidiError } from "../../midi/diagnosis.ts";
import { parseSong } from "../../midi/smf.ts";
import { readRegular } from "../../regular-file.ts";
import { bankHint } from "../../sound/banks.ts";
import { MissingSynthesizer, renderSong } from "../../sound/render.ts";
import { waveOf } from "../../sound/wave.ts";
import { counted } from "../../text/counted.ts";
import { shortPath } from "../../text/short-path.ts";
import { refuseExisting, writeWhole } from "../export/whole-file.ts";
import { exits, Mistake } from "../failure.ts";
import { type OwnPath, ownPaths } from "../own-paths.ts";
import { type ChoosingOptions, choose } from "../reach/chosen.ts";
import { findBank, findPlayer, type Player } from "../reach/players.ts";
import { playAll } from "../reach/playing.ts";
import { run } from "../reach/programs.ts";

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
  if (options.to !== undefined) refuseExisting(options.to, false);
  const player = options.to === undefined ? await findPlayer(bank) : undefined;
  const files = await choose(words, "play", options);
  if (files.length === 0) return exits.nothing;
  const reach = ownPaths(player?.name ?? "the synthesizer");
  if (!player) return writeSound(files, reach, bank, options);
  let status: number = exits.found;
  let heard = 0;
  const folder = mkdtempSync(join(tmpdir(), "midiq-play-"));
  try {
    const ended = await playAll(files.length, async (number, signal) => {
      const [file] = await reach.of(files.slice(number, number + 1));
      if (!file) return true;
      process.stderr.write(`${number + 1} of ${files.length}  ${shortPath(file.path)}\n`);
      const why = await playOne(player, file, { ...options, folder, signal });
      if (why === undefined) {
        heard++;
        return true;
      }
      process.stderr.write(`midiq: ${shortPath(file.path)}: ${why.message}\n`);
      status = exits.mistake;
      return !why.isOfAll;
    });
    if (ended === "stopped") status = exits.interrupted;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const note of reach.notes()) process.stderr.write(`${note}\n`);
  if (files.length > 1)
    process.stderr.write(`Played ${heard} of ${counted(files.length, "file")} with ${player.name}\n`);
  return status;
}

/** Why a file was not played, and whether others would not be either. */
interface Unplayed {
  readonly message: string;
  readonly isOfAll: boolean;
}

interface PlayingOne extends PlayOptions {
  /** For sound that is rendered. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

async function playOne(
  player: Player,
  file: OwnPath,
  { folder, signal, seconds }: PlayingOne,
): Promise<Unplayed | undefined> {
  let path = file.own;
  if (player.plays === "sound") {
    path = join(folder, "preview.wav");
    try {
      writeFileSync(path, await soundOf(file.own, player.bank as string, { signal, ...(seconds && { seconds }) }));
    } catch (error) {
      return { message: reasonOf(error), isOfAll: false };
    }
    if (signal.aborted) return undefined;
  }
  const enough = seconds === undefined ? undefined : AbortSignal.timeout(seconds * 1000);
  const { status, said } = await run(player.call(path), enough ? AbortSignal.any([signal, enough]) : signal);
  if (signal.aborted || enough?.aborted || status === 0) return undefined;
  return { message: `${player.name} ended with status ${status}${said === "" ? "" : `: ${said}`}`, isOfAll: true };
}

/** What is wrong with one file; a fault of ours goes on. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (error instanceof MidiError || typeof code === "string") return (error as Error).message;
  throw error;
}

const soundOf = async (
  path: string,
  bank: string,
  how: { readonly signal?: AbortSignal; readonly seconds?: number },
): Promise<Uint8Array> => waveOf(await renderSong(parseSong(new Uint8Array(readRegular(path))), { bank, ...how }));

/** Writes one file as sound. */
async function writeSound(
  files: readonly { readonly path: string; readonly hash: string }[],
  reach: ReturnType<typeof ownPaths>,
  bank: string | undefined,
  { to = "", seconds }: PlayOptions,
): Promise<number> {
  if (files.length > 1)
    throw new Mistake(`Cannot write ${counted(files.length, "file")} into "${to}": name one file, or add --limit 1`);
  if (bank === undefined) throw new Mistake(`Cannot render without a sound bank: ${bankHint}`);
  const [file] = await reach.of(files);
  for (const note of reach.notes()) process.stderr.write(`${note}\n`);
  if (!file) return exits.mistake;
  try {
    const sound = await soundOf(file.own, bank, seconds === undefined ? {} : { seconds });
    await writeWhole(to, false, (write) => write(sound));
  } catch (error) {
    if (error instanceof MissingSynthesizer)
      throw new Mistake(`Cannot render: ${error.message}; install it next to midiq`);
    if (error instanceof MidiError) throw new Mistake(`${shortPath(file.path)}: ${error.message}`);
    throw error;
  }
  process.stderr.write(`${shortPath(file.path)} -> ${to}\n`);
  return exits.found;
}
