/** Table of what our analyzers give, for those who do not read schemas. `bun run fields` makes it of the schemas. */

/** tempo from the file's tempo events if the notes fit their grid, else from onsets */
export interface TempoFeatures {
  /** main tempo in quarters per minute: the median over time; 120 with source default if nothing says one; in bpm */
  bpm: number | null;
  /** where bpm comes from */
  bpm_source: "event" | "default" | "filename" | "detected" | "manual" | null;
  /** confidence of bpm, 0 to 1 */
  bpm_confidence: number | null;
  /** beats per minute as people tap them: dotted quarters in 6/8, 9/8 and 12/8, half notes in cut time, else quarters; in bpm */
  bpm_felt: number | null;
  /** half the tempo; in bpm */
  bpm_half: number | null;
  /** twice the tempo; in bpm */
  bpm_double: number | null;
  /** tempo in the file's tempo events, whether or not the notes agree; in bpm */
  bpm_event: number | null;
  /** tempo at the start; in bpm */
  bpm_initial: number;
  /** slowest tempo; in bpm */
  bpm_min: number | null;
  /** fastest tempo; in bpm */
  bpm_max: number | null;
  /** all tempos while notes sound; at most the 64 longest; in bpm */
  bpm_any: number[];
  /** the tempo changes while notes sound */
  bpm_changes: boolean;
}

/** key or mode of the whole song, and its modulations, from pitch classes, basses and chords; drums excluded */
export interface KeyFeatures {
  /** major or minor key, or mode: D dorian; unknown if nothing is tonal; `key Dm` finds D dorian too */
  key: number | null;
  /** where key comes from */
  key_source: "event" | "default" | "filename" | "detected" | "manual" | null;
  /** confidence of key, 0 to 1 */
  key_confidence: number | null;
  /** the key as major or minor, by its tonic and third: D minor for D dorian, G major for G mixolydian */
  key_parent: number | null;
  /** the second most likely key, of another tonic or another third */
  key_second: number | null;
  /** the file's first key signature; C major is often a default */
  key_signature: number | null;
  /** the file's first key signature has the sharps and flats of the key */
  key_signature_agrees: boolean | null;
  /** keys in the song: C, Am, F#m, D dorian */
  keys: string[];
  /** the key changes in the song */
  key_changes: boolean | null;
  /** number of key changes; relative major and minor, and modes with the same notes, count as one key */
  modulations: number | null;
}

/** meter from time signatures if the notes agree, else from how the notes repeat */
export interface MeterFeatures {
  /** main meter */
  meter: number | null;
  /** where meter comes from */
  meter_source: "event" | "default" | "filename" | "detected" | "manual" | null;
  /** confidence of meter, 0 to 1 */
  meter_confidence: number | null;
  /** meter at the start; 4/4 if the file states none */
  meter_initial: number;
  /** all meters while notes sound: 4/4, 3/4; a pickup and a short last bar are none */
  meter_any: string[];
  /** the meter changes while notes sound; a pickup and a short last bar are no change */
  meter_changes: boolean;
  /** length before the first downbeat; in beats */
  pickup: number | null;
  /** bars up to the end of the last note, which may ring over the last bar line by a beat; in bars */
  bars: number;
}

/** how onsets are placed within the beat */
export interface GrooveFeatures {
  /** where in its beat the second of two eighths lies: 50 straight, 66.7 triplet swing, 75 dotted; in percent */
  swing: number | null;
  /** share of onsets off the beat with no onset on the next beat; drums excluded */
  syncopation: number | null;
  /** coarsest grid that the onsets fit, in parts of a whole note; unknown if they fit none; in per whole note */
  grid: number | null;
  /** onsets exactly on the file's grid, near it, or independent of it */
  timing: "quantised" | "humanised" | "free" | null;
  /** share of the onsets within 3 ms of the file's 32nds and sixteenth triplets */
  quantized: number | null;
  /** played by hand, or made to sound so: `timing` is humanised or free */
  humanized: boolean | null;
  /** root mean square distance of onsets from sixteenths and triplets of the file's grid; in ms */
  timing_deviation: number | null;
  /** GigaMIDI's note onset median metric level, the highest of the tracks; 12 is an expressive performance */
  nomml: number | null;
}

/** length up to the end of the last note */
export interface DurationFeatures {
  /** length to the end of the last note; in s */
  duration: number;
  /** length in quarter notes; in quarters */
  quarters: number;
}

/** number of notes, density, polyphony, velocity */
export interface TextureFeatures {
  /** number of notes, drums included; in notes */
  notes: number;
  /** tracks that hold notes; in tracks */
  tracks: number;
  /** notes per second, drums included; in notes/s */
  density: number | null;
  /** maximum number of notes at once, drums excluded; in notes */
  polyphony: number;
  /** mean number of notes at once, drums excluded; silence is ignored; in notes */
  polyphony_mean: number | null;
  /** mean velocity; in velocity */
  velocity_mean: number | null;
  /** standard deviation of the velocity; 0 if all notes have the same; in velocity */
  velocity_deviation: number | null;
}

/** lowest and highest pitch, drums excluded */
export interface RangeFeatures {
  /** lowest pitch; in pitch */
  low: number | null;
  /** highest pitch; in pitch */
  high: number | null;
}

/** chords by beat: triads decoded with learned weights, then their qualities and basses; drums excluded */
export interface ChordsFeatures {
  /** the progression: numerals and degrees in any key, names as motion, `=` exactly, `~` any rotation */
  chords: string | null;
  /** where chords comes from */
  chords_source: "event" | "default" | "filename" | "detected" | "manual" | null;
  /** confidence of chords, 0 to 1 */
  chords_confidence: number | null;
  /** chords by name in order of time: C-Am7-F/A-G7 */
  chord_names: string | null;
  /** chords as Roman numerals of the local key: I-vi7-IV-V7 */
  progression: string | null;
  /** the chords that repeat most, as Roman numerals of triads */
  chord_loop: string | null;
  /** kinds of chord: maj, m, 7, maj7, sus4 ... */
  chord_qualities: string[];
  /** chords in the progression; in chords */
  chord_count: number;
  /** chords per bar; in chords/bar */
  chord_rate: number | null;
}

/** roles of the parts by pitch, texture, program and name; melody (skyline) and bass as lines */
export interface LinesFeatures {
  /** roles of the parts: melody, bass, chords, pad, drums, other */
  roles: ("melody" | "bass" | "chords" | "pad" | "drums" | "other")[];
  /** the melody in any key: notes in any octave, or steps in semitones; `~` allows one edit */
  melody: string | null;
  /** where the melody goes: r repeats, u d up and down, U D by leaps alone */
  contour: string | null;
  /** the melody in degrees of the local scale; minor is natural minor */
  degrees: string | null;
  /** bars of the melody by its onsets, of the bass where there is no melody */
  rhythm: number[] | null;
  /** lowest pitch of the melody; in pitch */
  melody_low: number | null;
  /** highest pitch of the melody; in pitch */
  melody_high: number | null;
  /** the bass, like melody */
  bass: string | null;
}

/** loops and one-shots by length; repetition and sections by the similarity of bars */
export interface StructureFeatures {
  /** the file is a whole 1, 2, 4, 8 or 16 bars long; its last note may ring over the end or stop before it */
  loop: boolean;
  /** bars of the loop; in bars */
  loop_bars: number | null;
  /** all notes are one event: one hit, one chord or one strum */
  one_shot: boolean;
  /** number of bars after which the music repeats: 1, 2, 4, 8 or 16; in bars */
  phrase_bars: number | null;
  /** share of bars that resemble an earlier bar */
  repetition: number | null;
  /** sections as letters, the same for similar ones: AABA; 8 bars each, 4 in short pieces */
  form: string | null;
  /** different sections; in sections */
  sections: number;
}

/** instruments by General MIDI program */
export interface InstrumentsFeatures {
  /** instruments: General MIDI names (acoustic grand piano), families (piano), and drums */
  instruments: string[];
  /** General MIDI families, and drums */
  families: (
    | "piano"
    | "chromatic percussion"
    | "organ"
    | "guitar"
    | "bass"
    | "strings"
    | "ensemble"
    | "brass"
    | "reed"
    | "pipe"
    | "synth lead"
    | "synth pad"
    | "synth effects"
    | "ethnic"
    | "percussive"
    | "sound effects"
    | "drums"
  )[];
  /** General MIDI program numbers that play notes, 1 to 128, drums excluded */
  program: number[];
  /** different programs that play notes; in programs */
  programs: number;
}

/** drums, as the file declares them, or by the names and notes of its parts */
export interface DrumsFeatures {
  /** drums play */
  has_drums: boolean;
  /** share of the notes that are drums */
  drum_share: number | null;
  /** pieces of the drum kit that are hit: kick, snare, hat ... */
  kit: (
    | "kick"
    | "snare"
    | "rim"
    | "clap"
    | "hat"
    | "openhat"
    | "tom"
    | "crash"
    | "ride"
    | "tambourine"
    | "cowbell"
    | "conga"
    | "timbale"
    | "shaker"
    | "clave"
    | "triangle"
  )[];
}

/** bars of the drums on a grid of sixteenths and triplets, their pattern, kind and feel */
export interface BeatFeatures {
  /** the bar that the drums play most often: a lane for each piece, x for a hit, . for a sixteenth or triplet without one */
  drum_pattern: string | null;
  /** kind of beat of most bars in four: kick on all four; snare on two and four; snare on three alone */
  beat: "four-on-the-floor" | "backbeat" | "half-time" | "other" | null;
  /** where hits between the beats lie */
  drum_feel: "straight" | "triplet" | null;
  /** bars that hold drums; in bars */
  drum_bars: number;
  /** bars with three or more hits of snare and toms above the usual bar; in bars */
  drum_fills: number | null;
  /** bars of the kick; the bars of all pieces are in the same order */
  kick: number[] | null;
  /** bars of the snare; the bars of all pieces are in the same order */
  snare: number[] | null;
  /** bars of the clap; the bars of all pieces are in the same order */
  clap: number[] | null;
  /** bars of the rim; the bars of all pieces are in the same order */
  rim: number[] | null;
  /** bars of the closed hi-hat; the bars of all pieces are in the same order */
  hat: number[] | null;
  /** bars of the open hi-hat; the bars of all pieces are in the same order */
  openhat: number[] | null;
  /** bars of the ride; the bars of all pieces are in the same order */
  ride: number[] | null;
  /** bars of the crash and splash cymbals; the bars of all pieces are in the same order */
  crash: number[] | null;
  /** bars of the toms; the bars of all pieces are in the same order */
  tom: number[] | null;
}

/** variety of pitches and rhythms, density and polyphony in one number */
export interface ComplexityFeatures {
  /** 0 (one repeated note) to 100 */
  complexity: number | null;
}

/** title, copyright, names, markers and lyrics in the file */
export interface TextsFeatures {
  /** title in the file */
  song_title: string | null;
  /** artist in the file: of its RIFF wrapper, or the second title of a karaoke file */
  song_artist: string | null;
  /** copyright text of the file */
  copyright: string | null;
  /** names of the tracks */
  track_names: string[];
  /** instruments as the file names them */
  instrument_names: string[];
  /** markers and cue points */
  markers: string[];
  /** lyrics, a line each, of lyric events or karaoke words; the first 10,000 characters */
  lyrics: string | null;
  /** lyrics are in the file */
  has_lyrics: boolean;
  /** the file is karaoke: it has @ texts, or a track of words */
  karaoke: boolean;
  /** language of the words as a karaoke file states it: ENGL, FRAN */
  language: string | null;
  /** encoding of the texts, decided from all of them */
  text_encoding: string | null;
  /** confidence of the encoding, 0 to 1 */
  text_encoding_confidence: number | null;
}

/** hashes of the notes and of the music, independent of the file's layout and texts, or of key and tempo too */
export interface FingerprintFeatures {
  /** hash of the notes: equal in files that differ only in texts, layout, programs or loudness */
  notes_hash: string | null;
  /** hash of the music: equal in versions in another key or at another tempo */
  music_hash: string | null;
}

/** format and resolution of the file */
export interface SmfFeatures {
  /** 0 one track, 1 tracks that sound together, 2 tracks one after the other */
  format: number;
  /** ticks per quarter note; unknown if ticks are parts of a second (SMPTE); in ticks */
  ppq: number | null;
}
