/** Which programs play. */
import { programOf, type Song } from "../../midi/song.ts";
import { drumTracks } from "../drums/drum-view.ts";
import { programs } from "../views.ts";

/** Programs 0-127 that play notes. Drums off channel 10 have program 0 only because nobody chose one: they are no piano. */
export function playingPrograms(song: Song): readonly number[] {
  const { notes } = programs(song);
  const whole = drumTracks(song);
  let unchosen = 0;
  song.tracks.forEach(({ firstNote, noteCount }, track) => {
    if (whole[track] === 0) return;
    for (let note = firstNote; note < firstNote + noteCount; note++) {
      if (programOf(song.notes.info[note]!) === 0) unchosen++;
    }
  });
  const playing: number[] = [];
  for (let program = 0; program < notes.length; program++) {
    if (notes[program]! > (program === 0 ? unchosen : 0)) playing.push(program);
  }
  return playing;
}
