/** What is heard in a song as tables in time: each row has its second, bar and beat, where it comes from, and how sure it is. */
import type { ValueSource } from "../plugin/estimate.ts";

/** Where a row begins. */
export interface Place {
  /** Seconds from the start of the file. */
  readonly seconds: number;
  /** Number of the bar, from 1, as a sequencer shows it. */
  readonly bar: number;
  /** Beat of the bar, from 1, fractional. A beat is what people tap: a dotted quarter in 6/8. */
  readonly beat: number;
}

/** Where a row comes from. */
export interface Told {
  readonly source: ValueSource;
  /** 0 to 1; null where nothing says how sure it is. */
  readonly confidence: number | null;
}

/** What lasts. */
export interface Lasting extends Place, Told {
  /** Length in seconds. */
  readonly duration: number;
}

/** A note. */
export interface NoteRow extends Lasting {
  /** Number of its track, from 1. */
  readonly track: number;
  /** Channel, 1 to 16. */
  readonly channel: number;
  /** MIDI pitch, 0 to 127. */
  readonly pitch: number;
  readonly velocity: number;
  readonly drum: boolean;
}

/** A beat. */
export interface BeatRow extends Place, Told {
  /** Number of the beat in its bar, from 1. */
  readonly position: number;
  readonly downbeat: boolean;
}

/** A bar. */
export interface BarRow extends Lasting {
  /** Beats that it has. */
  readonly beats: number;
  /** Number of notes that begin in it, drums included. */
  readonly notes: number;
  /** Its key and its chords as `keys` and `chords` name them: those that hold or begin in it; null without one. */
  readonly key: string | null;
  readonly chords: string | null;
}

/** A chord, or a stretch without one. */
export interface ChordRow extends Lasting {
  /** As it is read: `F#m7/A`; null where no chord sounds. */
  readonly chord: string | null;
  /** In the syntax of annotations (Harte et al. 2005): `F#:min7/b3`, `N`. */
  readonly harte: string;
  /** Roman numeral in the key that holds; null without one. */
  readonly numeral: string | null;
}

/** A stretch in one key. */
export interface KeyRow extends Lasting {
  /** `A minor`. */
  readonly key: string;
  /** Sharps of its signature; flats are negative. */
  readonly fifths: number;
}

/** A section. */
export interface SectionRow extends Lasting {
  /** Sections that are alike share a letter. */
  readonly section: string;
  /** Length in bars. */
  readonly bars: number;
}

/** A tempo, from where it holds to the next. */
export interface TempoRow extends Lasting {
  /** Quarters per minute. */
  readonly bpm: number;
}

/** A syllable of the lyrics. */
export interface LyricRow extends Lasting {
  readonly text: string;
  /** Number of its line, from 1. */
  readonly line: number;
}

/** All tables of a song, each in order of time. */
export interface Annotations {
  /** Seconds to the end of the last note. */
  readonly duration: number;
  readonly title: string | null;
  /** `4/4`, with where it comes from. */
  readonly meter: Told & { readonly meter: string; readonly numerator: number; readonly denominator: number };
  readonly notes: readonly NoteRow[];
  readonly beats: readonly BeatRow[];
  readonly bars: readonly BarRow[];
  readonly chords: readonly ChordRow[];
  readonly keys: readonly KeyRow[];
  readonly sections: readonly SectionRow[];
  readonly tempos: readonly TempoRow[];
  readonly lyrics: readonly LyricRow[];
}
