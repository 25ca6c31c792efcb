/** Which programs play. */
import type { Song } from "../../midi/song.ts";
import { programs } from "../views.ts";

/** Programs 0-127 that play notes, drums left out. */
export function playingPrograms(song: Song): readonly number[] {
  const { notes } = programs(song);
  const playing: number[] = [];
  for (let program = 0; program < notes.length; program++) if (notes[program]! > 0) playing.push(program);
  return playing;
}
