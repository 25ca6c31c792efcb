/** Plays one file by a player, which may need it as sound; or makes the sound alone. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MidiError } from "../midi/diagnosis.ts";
import { parseSong } from "../midi/smf.ts";
import { readRegular } from "../regular-file.ts";
import { renderSong } from "../sound/render.ts";
import { waveOf } from "../sound/wave.ts";
import type { Player } from "./players.ts";
import { run } from "./programs.ts";

/** How much is played, and until when. */
export interface PlayingOptions {
  /** Only the first seconds. */
  readonly seconds?: number | undefined;
  readonly signal?: AbortSignal;
}

/** Why a file was not played, and whether others would not be either. */
export interface Unplayed {
  readonly message: string;
  readonly isOfAll: boolean;
}

/**
 * Plays a file to its end, to the seconds that are wanted, or until the signal ends it.
 *
 * @param path absolute.
 * @returns why it was not played; undefined when it was.
 * @example
 * const player = await findPlayer(findBank());
 * const why = await playFile("/music/song.mid", player, { seconds: 10 });
 */
export async function playFile(
  path: string,
  player: Player,
  { seconds, signal }: PlayingOptions = {},
): Promise<Unplayed | undefined> {
  const folder = player.plays === "sound" ? mkdtempSync(join(tmpdir(), "midiq-play-")) : undefined;
  try {
    let playable = path;
    if (folder !== undefined) {
      playable = join(folder, "preview.wav");
      try {
        writeFileSync(playable, await soundOf(path, player.bank as string, { seconds, ...(signal && { signal }) }));
      } catch (error) {
        return { message: reasonOf(error), isOfAll: false };
      }
      if (signal?.aborted) return undefined;
    }
    const enough = seconds === undefined ? undefined : AbortSignal.timeout(seconds * 1000);
    const { status, said } = await run(player.call(playable), endOf(signal, enough));
    if (signal?.aborted || enough?.aborted || status === 0) return undefined;
    return { message: `${player.name} ended with status ${status}${said === "" ? "" : `: ${said}`}`, isOfAll: true };
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const endOf = (signal: AbortSignal | undefined, enough: AbortSignal | undefined): AbortSignal | undefined =>
  signal && enough ? AbortSignal.any([signal, enough]) : (signal ?? enough);

/** What is wrong with one file; a fault of ours goes on. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (error instanceof MidiError || typeof code === "string") return (error as Error).message;
  throw error;
}

/**
 * A MIDI file as the bytes of a WAVE file.
 *
 * @param bank path of a sound bank, as `findBank` finds one.
 * @throws MissingSynthesizer where nothing can render, MidiError for a file without
 * music.
 * @example
 * const wave = await soundOf("song.mid", needBank(findBank()));
 */
export async function soundOf(
  path: string,
  bank: string,
  { seconds, signal }: PlayingOptions = {},
): Promise<Uint8Array> {
  const song = parseSong(new Uint8Array(readRegular(path)));
  return waveOf(await renderSong(song, { bank, ...(seconds && { seconds }), ...(signal && { signal }) }));
}
