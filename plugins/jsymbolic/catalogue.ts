/** Table of the features of jSymbolic 2.2: published id and name, the definition in our words, and its formula. */
import { z } from "midiq";
import {
  chord,
  chords,
  complex,
  dominant,
  lead,
  longestRun,
  major,
  meters,
  minor,
  modeOf,
  nonStandard,
  numerator,
  over,
  partial,
  peaks,
  programs,
  separation,
  sevenths,
  share,
  span,
} from "./formulas.ts";
import type { Measures } from "./measure.ts";
import { common, deviation, mean, range, ratio, sumOf } from "./statistics.ts";

type Formula<Value> = (m: Measures) => Value | null;

const integer = (description: string, of: Formula<number>, unit = "") => ({
  of,
  schema: z.int().nullable().meta({ description, unit }),
});
const number = (description: string, of: Formula<number>, unit = "") => ({
  of,
  schema: z.number().nullable().meta({ description, unit }),
});
const fraction = (description: string, of: Formula<number>) => ({
  of,
  schema: z.number().min(0).max(1).nullable().meta({ description }),
});
const flag = (description: string, of: Formula<boolean>) => ({
  of,
  schema: z.boolean().nullable().meta({ description }),
});
const mode = (description: string, of: Formula<"major" | "minor">) => ({
  of,
  schema: z.enum(["major", "minor"]).nullable().meta({ description }),
});
const pitch = (description: string, of: Formula<number>) => ({
  of,
  schema: z.int().min(0).max(127).nullable().meta({ description, kind: "pitch", unit: "pitch" }),
});
const pitchClass = (description: string, of: Formula<number>) => ({
  of,
  schema: z.int().min(0).max(11).nullable().meta({ description, kind: "tonic" }),
});
const seconds = (description: string, of: Formula<number>) => ({
  of,
  schema: z.number().min(0).nullable().meta({ description, kind: "duration", unit: "s" }),
});

const features = {
  number_of_pitches: integer("P-4 Number of Pitches: pitches that occur", (m) => m.pitches.present),
  number_of_pitch_classes: integer("P-5 Number of Pitch Classes: pitch classes that occur", (m) => m.classes.present),
  number_of_common_pitches: integer("P-6 Number of Common Pitches: pitches with at least 9 % of the notes each", (m) =>
    common(m.pitches, 0.09),
  ),
  number_of_common_pitch_classes: integer(
    "P-7 Number of Common Pitch Classes: pitch classes with at least 20 % of the notes each",
    (m) => common(m.classes, 0.2),
  ),
  range: integer("P-8 Range: from the lowest pitch to the highest", (m) => m.pitches.range, "semitones"),
  importance_of_bass_register: fraction(
    "P-9 Importance of Bass Register: share of the notes up to pitch 54",
    share("pitches", span(0, 54)),
  ),
  importance_of_middle_register: fraction(
    "P-10 Importance of Middle Register: share of pitches 55 to 72",
    share("pitches", span(55, 72)),
  ),
  importance_of_high_register: fraction(
    "P-11 Importance of High Register: share of pitches from 73 on",
    share("pitches", span(73, 127)),
  ),
  dominant_spread: integer(
    "P-12 Dominant Spread: longest run of neighbours on the circle of fifths with at least 9 % of the notes each",
    (m) => longestRun(m.fifths, 0.09),
  ),
  strong_tonal_centres: integer(
    "P-13 Strong Tonal Centres: peaks on the circle of fifths with at least 9 % of the notes each",
    (m) => peaks(m.fifths, 0.09),
  ),
  mean_pitch: number("P-14 Mean Pitch: mean of the MIDI pitches", (m) => m.pitches.mean),
  mean_pitch_class: number("P-15 Mean Pitch Class: mean of the pitch classes, C being 0", (m) => m.classes.mean),
  most_common_pitch: pitch("P-16 Most Common Pitch: pitch of most notes", (m) => m.pitches.mode),
  most_common_pitch_class: pitchClass("P-17 Most Common Pitch Class: pitch class of most notes", (m) => m.classes.mode),
  prevalence_of_most_common_pitch: fraction(
    "P-18 Prevalence of Most Common Pitch: its share of the notes",
    (m) => m.pitches.prevalence,
  ),
  prevalence_of_most_common_pitch_class: fraction(
    "P-19 Prevalence of Most Common Pitch Class: its share of the notes",
    (m) => m.classes.prevalence,
  ),
  relative_prevalence_of_top_pitches: fraction(
    "P-20 Relative Prevalence of Top Pitches: notes of the second most common pitch by those of the most common",
    (m) => m.pitches.relative,
  ),
  relative_prevalence_of_top_pitch_classes: fraction(
    "P-21 Relative Prevalence of Top Pitch Classes: notes of the second most common one by those of the most common",
    (m) => m.classes.relative,
  ),
  interval_between_most_prevalent_pitches: integer(
    "P-22 Interval Between Most Prevalent Pitches: between the two most common ones",
    (m) => m.pitches.distance,
    "semitones",
  ),
  interval_between_most_prevalent_pitch_classes: integer(
    "P-23 Interval Between Most Prevalent Pitch Classes: between the two most common ones, C being 0",
    (m) => m.classes.distance,
    "semitones",
  ),
  pitch_variability: number(
    "P-24 Pitch Variability: standard deviation of the pitches",
    (m) => m.pitches.deviation,
    "semitones",
  ),
  pitch_class_variability: number(
    "P-25 Pitch Class Variability: standard deviation of the pitch classes, C being 0",
    (m) => m.classes.deviation,
  ),
  pitch_class_variability_after_folding: number(
    "P-26 Pitch Class Variability After Folding: the same by places on the circle of fifths, C being 0",
    (m) => m.fifths.deviation,
  ),
  pitch_skewness: number(
    "P-27 Pitch Skewness: 3 (mean - median) / standard deviation of the pitches",
    (m) => m.pitches.skewness,
  ),
  pitch_class_skewness: number("P-28 Pitch Class Skewness: the same of the pitch classes", (m) => m.classes.skewness),
  pitch_class_skewness_after_folding: number(
    "P-29 Pitch Class Skewness After Folding: the same on the circle of fifths",
    (m) => m.fifths.skewness,
  ),
  pitch_kurtosis: number("P-30 Pitch Kurtosis: sample excess kurtosis of the pitches", (m) => m.pitches.kurtosis),
  pitch_class_kurtosis: number("P-31 Pitch Class Kurtosis: the same of the pitch classes", (m) => m.classes.kurtosis),
  pitch_class_kurtosis_after_folding: number(
    "P-32 Pitch Class Kurtosis After Folding: the same on the circle of fifths",
    (m) => m.fifths.kurtosis,
  ),
  major_or_minor: mode("P-33 Major or Minor: as the first key signature of the file says", modeOf),
  first_pitch: pitch("P-34 First Pitch: lowest of the notes that begin first", (m) => m.first),
  first_pitch_class: pitchClass("P-35 First Pitch Class: its pitch class", (m) =>
    m.first === null ? null : m.first % 12,
  ),
  last_pitch: pitch("P-36 Last Pitch: lowest of the notes that begin last", (m) => m.last),
  last_pitch_class: pitchClass("P-37 Last Pitch Class: its pitch class", (m) => (m.last === null ? null : m.last % 12)),
  most_common_melodic_interval: integer(
    "M-2 Most Common Melodic Interval: up or down",
    (m) => m.intervals.mode,
    "semitones",
  ),
  mean_melodic_interval: number("M-3 Mean Melodic Interval: up or down", (m) => m.intervals.mean, "semitones"),
  number_of_common_melodic_intervals: integer(
    "M-4 Number of Common Melodic Intervals: those that are at least 9 % of all each",
    (m) => common(m.intervals, 0.09),
  ),
  distance_between_most_prevalent_melodic_intervals: integer(
    "M-5 Distance Between Most Prevalent Melodic Intervals: between the two most common ones",
    (m) => m.intervals.distance,
    "semitones",
  ),
  prevalence_of_most_common_melodic_interval: fraction(
    "M-6 Prevalence of Most Common Melodic Interval: its share of all",
    (m) => m.intervals.prevalence,
  ),
  relative_prevalence_of_most_common_melodic_intervals: fraction(
    "M-7 Relative Prevalence of Most Common Melodic Intervals: the second most common by the most common",
    (m) => m.intervals.relative,
  ),
  amount_of_arpeggiation: fraction(
    "M-8 Amount of Arpeggiation: share of unisons, thirds, fifths, sevenths, octaves and tenths among melodic intervals",
    share("intervals", [0, 3, 4, 7, 10, 11, 12, 15, 16]),
  ),
  repeated_notes: fraction("M-9 Repeated Notes: share of unisons among melodic intervals", share("intervals", [0])),
  chromatic_motion: fraction("M-10 Chromatic Motion: share of semitones", share("intervals", [1])),
  stepwise_motion: fraction("M-11 Stepwise Motion: share of minor and major seconds", share("intervals", [1, 2])),
  melodic_thirds: fraction("M-12 Melodic Thirds: share of minor and major thirds", share("intervals", [3, 4])),
  melodic_perfect_fourths: fraction("M-13 Melodic Perfect Fourths: share of perfect fourths", share("intervals", [5])),
  melodic_tritones: fraction("M-14 Melodic Tritones: share of tritones", share("intervals", [6])),
  melodic_perfect_fifths: fraction("M-15 Melodic Perfect Fifths: share of perfect fifths", share("intervals", [7])),
  melodic_sixths: fraction("M-16 Melodic Sixths: share of minor and major sixths", share("intervals", [8, 9])),
  melodic_sevenths: fraction("M-17 Melodic Sevenths: share of minor and major sevenths", share("intervals", [10, 11])),
  melodic_octaves: fraction("M-18 Melodic Octaves: share of octaves", share("intervals", [12])),
  melodic_large_intervals: fraction(
    "M-19 Melodic Large Intervals: share of more than an octave",
    share("intervals", span(13, 127)),
  ),
  minor_major_melodic_third_ratio: number("M-20 Minor Major Melodic Third Ratio: minor thirds by major ones", (m) =>
    ratio(m.intervals.counts[3]!, m.intervals.counts[4]!),
  ),
  direction_of_melodic_motion: fraction(
    "M-22 Direction of Melodic Motion: share of rising ones among rising and falling melodic intervals",
    (m) => ratio(m.motion.rising, m.motion.rising + m.motion.falling),
  ),
  average_length_of_melodic_arcs: number(
    "M-23 Average Length of Melodic Arcs: melodic intervals, unisons aside, by turns from rising to falling or back",
    (m) => ratio(m.motion.rising + m.motion.falling, m.motion.turns),
    "notes",
  ),
  average_interval_spanned_by_melodic_arcs: number(
    "M-24 Average Interval Spanned by Melodic Arcs: mean distance from one turn of a melody to the next",
    (m) => mean(m.arcs),
    "semitones",
  ),
  melodic_pitch_variety: number(
    "M-25 Melodic Pitch Variety: mean number of onsets of a channel until a pitch comes again, at most 16",
    (m) => mean(m.recurrence),
    "notes",
  ),
  average_number_of_simultaneous_pitch_classes: number(
    "C-4 Average Number of Simultaneous Pitch Classes: mean over the time in which pitched notes sound",
    (m) => mean(m.classCount),
  ),
  variability_of_number_of_simultaneous_pitch_classes: number(
    "C-5 Variability of Number of Simultaneous Pitch Classes: its standard deviation over the ticks of that time",
    (m) => deviation(m.classCount),
  ),
  average_number_of_simultaneous_pitches: number(
    "C-6 Average Number of Simultaneous Pitches: the same of pitches, unisons counted once",
    (m) => mean(m.pitchCount),
  ),
  variability_of_number_of_simultaneous_pitches: number(
    "C-7 Variability of Number of Simultaneous Pitches: its standard deviation over the ticks of that time",
    (m) => deviation(m.pitchCount),
  ),
  vertical_minor_third_prevalence: fraction(
    "C-25 Vertical Minor Third Prevalence: share of the sounding time with three semitones between two pitches, octaves aside, counted upwards from the lower one",
    (m) => ratio(m.minorThirds, m.pitchCount.weight),
  ),
  vertical_major_third_prevalence: fraction("C-26 Vertical Major Third Prevalence: the same with four semitones", (m) =>
    ratio(m.majorThirds, m.pitchCount.weight),
  ),
  chord_duration: number(
    "C-27 Chord Duration: mean time without change of the sounding pitch classes",
    (m) => ratio(m.pitchCount.weight / m.song.ticksPerQuarter, m.changes),
    "quarters",
  ),
  partial_chords: fraction(
    "C-28 Partial Chords: share of two pitch classes in the time in which two or more sound",
    chords(partial),
  ),
  standard_triads: fraction(
    "C-29 Standard Triads: share of major and minor triads in that time",
    chords([...major, ...minor]),
  ),
  diminished_and_augmented_triads: fraction(
    "C-30 Diminished and Augmented Triads: their share of that time",
    chords([...chord(0, 3, 6), ...chord(0, 4, 8)]),
  ),
  dominant_seventh_chords: fraction("C-31 Dominant Seventh Chords: their share of that time", chords(dominant)),
  seventh_chords: fraction(
    "C-32 Seventh Chords: share of dominant, minor and major seventh chords in that time",
    chords(sevenths),
  ),
  non_standard_chords: fraction(
    "C-33 Non-Standard Chords: share of three or more pitch classes that are no major or minor triad or seventh chord",
    chords(nonStandard),
  ),
  complex_chords: fraction("C-34 Complex Chords: share of more than four pitch classes", chords(complex)),
  minor_major_triad_ratio: number("C-35 Minor Major Triad Ratio: time of minor triads by that of major ones", (m) =>
    ratio(sumOf(minor, m.chords), sumOf(major, m.chords)),
  ),
  simple_initial_meter: flag(
    "R-2 Simple Initial Meter: the first time signature has 2, 3 or 4 above",
    numerator(2, 3, 4),
  ),
  compound_initial_meter: flag(
    "R-3 Compound Initial Meter: it has 6, 9, 12, 15, 18 or 24 above",
    numerator(6, 9, 12, 15, 18, 24),
  ),
  complex_initial_meter: flag(
    "R-4 Complex Initial Meter: it has 5, 7, 9, 11, 13, 15, 22 or 25 above",
    numerator(5, 7, 9, 11, 13, 15, 22, 25),
  ),
  duple_initial_meter: flag("R-5 Duple Initial Meter: it has 2 or 6 above", numerator(2, 6)),
  triple_initial_meter: flag("R-6 Triple Initial Meter: it has 3 or 9 above", numerator(3, 9)),
  quadruple_initial_meter: flag("R-7 Quadruple Initial Meter: it has 4 or 12 above", numerator(4, 12)),
  metrical_diversity: integer("R-8 Metrical Diversity: different time signatures", meters),
  total_number_of_notes: integer("R-9 Total Number of Notes: drums too", (m) => m.notes, "notes"),
  note_density_per_quarter_note: number(
    "R-10 Note Density per Quarter Note: drums too",
    (m) => ratio(m.notes, m.quarters),
    "notes per quarter",
  ),
  note_density_per_quarter_note_per_voice: number(
    "R-11 Note Density per Quarter Note per Voice: R-10 by the channels with notes",
    (m) => ratio(m.notes, m.quarters * m.playing.length),
    "notes per quarter",
  ),
  range_of_rhythmic_values: integer(
    "R-14 Range of Rhythmic Values: from the shortest to the longest, of twelve",
    (m) => m.values.bins,
  ),
  number_of_different_rhythmic_values_present: integer(
    "R-15 Number of Different Rhythmic Values Present: how many of the twelve occur",
    (m) => m.values.present,
  ),
  number_of_common_rhythmic_values_present: integer(
    "R-16 Number of Common Rhythmic Values Present: how many of them have at least 15 % of the notes",
    (m) => common(m.values, 0.15),
  ),
  prevalence_of_very_short_rhythmic_values: fraction(
    "R-17 Prevalence of Very Short Rhythmic Values: share of notes below an eighth",
    share("values", [0, 1]),
  ),
  prevalence_of_short_rhythmic_values: fraction(
    "R-18 Prevalence of Short Rhythmic Values: below a dotted eighth",
    share("values", [0, 1, 2]),
  ),
  prevalence_of_medium_rhythmic_values: fraction(
    "R-19 Prevalence of Medium Rhythmic Values: an eighth to a half",
    share("values", span(2, 6)),
  ),
  prevalence_of_long_rhythmic_values: fraction(
    "R-20 Prevalence of Long Rhythmic Values: above a dotted quarter",
    share("values", span(6, 11)),
  ),
  prevalence_of_very_long_rhythmic_values: fraction(
    "R-21 Prevalence of Very Long Rhythmic Values: above a whole",
    share("values", span(9, 11)),
  ),
  prevalence_of_dotted_notes: fraction(
    "R-22 Prevalence of Dotted Notes: share of dotted rhythmic values",
    share("values", [3, 5, 7, 9, 11]),
  ),
  shortest_rhythmic_value: number(
    "R-23 Shortest Rhythmic Value: the shortest that occurs",
    (m) => m.values.low,
    "quarters",
  ),
  longest_rhythmic_value: number(
    "R-24 Longest Rhythmic Value: the longest that occurs",
    (m) => m.values.high,
    "quarters",
  ),
  mean_rhythmic_value: number("R-25 Mean Rhythmic Value: mean over the notes", (m) => m.values.mean, "quarters"),
  most_common_rhythmic_value: number(
    "R-26 Most Common Rhythmic Value: that of most notes",
    (m) => m.values.mode,
    "quarters",
  ),
  prevalence_of_most_common_rhythmic_value: fraction(
    "R-27 Prevalence of Most Common Rhythmic Value: its share of the notes",
    (m) => m.values.prevalence,
  ),
  relative_prevalence_of_most_common_rhythmic_values: fraction(
    "R-28 Relative Prevalence of Most Common Rhythmic Values: the second most common by the most common",
    (m) => m.values.relative,
  ),
  difference_between_most_common_rhythmic_values: integer(
    "R-29 Difference Between Most Common Rhythmic Values: how far apart these two stand among the twelve",
    (m) => m.values.distance,
  ),
  rhythmic_value_variability: number(
    "R-30 Rhythmic Value Variability: standard deviation over the notes",
    (m) => m.values.deviation,
    "quarters",
  ),
  rhythmic_value_skewness: number(
    "R-31 Rhythmic Value Skewness: 3 (mean - median) / standard deviation",
    (m) => m.values.skewness,
  ),
  rhythmic_value_kurtosis: number("R-32 Rhythmic Value Kurtosis: sample excess kurtosis", (m) => m.values.kurtosis),
  mean_rhythmic_value_run_length: number(
    "R-34 Mean Rhythmic Value Run Length: mean run of notes of one rhythmic value in a channel of a track",
    (m) => mean(m.runs),
    "notes",
  ),
  variability_in_rhythmic_value_run_lengths: number(
    "R-36 Variability in Rhythmic Value Run Lengths: standard deviation of the runs",
    (m) => deviation(m.runs),
    "notes",
  ),
  mean_rhythmic_value_offset: number(
    "R-38 Mean Rhythmic Value Offset: mean distance of durations from their rhythmic values",
    (m) => mean(m.offsets),
    "quarters",
  ),
  variability_of_rhythmic_value_offsets: number(
    "R-40 Variability of Rhythmic Value Offsets: standard deviation of these distances",
    (m) => deviation(m.offsets),
    "quarters",
  ),
  complete_rests_fraction: fraction(
    "R-41 Complete Rests Fraction: share of the time in which no pitched note sounds",
    (m) => ratio(m.silent, m.seconds),
  ),
  initial_tempo: number("RT-1 Initial Tempo: of the first tempo event; 120 without one", (m) => m.bpm, "bpm"),
  mean_tempo: number("RT-2 Mean Tempo: mean of the file's tempo over its ticks", (m) => mean(m.tempo), "bpm"),
  tempo_variability: number(
    "RT-3 Tempo Variability: standard deviation of the file's tempo over its ticks",
    (m) => deviation(m.tempo),
    "bpm",
  ),
  duration_in_seconds: seconds("RT-4 Duration in Seconds: up to the end of the last track", (m) => m.seconds),
  note_density: number("RT-5 Note Density: notes a second, drums too", (m) => ratio(m.notes, m.seconds), "notes/s"),
  average_time_between_attacks: seconds("RT-7 Average Time Between Attacks: between onsets of all channels", (m) =>
    mean(m.attacks),
  ),
  variability_of_time_between_attacks: seconds(
    "RT-9 Variability of Time Between Attacks: its standard deviation",
    (m) => deviation(m.attacks),
  ),
  minimum_note_duration: seconds("RT-11 Minimum Note Duration: of the shortest note", (m) =>
    m.notes > 0 ? m.durations.low : null,
  ),
  maximum_note_duration: seconds("RT-12 Maximum Note Duration: of the longest note", (m) =>
    m.notes > 0 ? m.durations.high : null,
  ),
  average_note_duration: seconds("RT-13 Average Note Duration: mean over the notes", (m) => mean(m.durations)),
  variability_of_note_durations: seconds("RT-14 Variability of Note Durations: their standard deviation", (m) =>
    deviation(m.durations),
  ),
  amount_of_staccato: fraction("RT-15 Amount of Staccato: share of notes shorter than 0.1 s", (m) =>
    ratio(m.staccato, m.notes),
  ),
  dynamic_range: number(
    "D-1 Dynamic Range: loudest less softest note; loudness is velocity x channel volume / 127",
    (m) => range(m.loudness),
  ),
  variation_of_dynamics: number("D-2 Variation of Dynamics: standard deviation of the loudness of all notes", (m) =>
    deviation(m.loudness),
  ),
  variation_of_dynamics_in_each_voice: number(
    "D-3 Variation of Dynamics In Each Voice: mean of its standard deviation in each channel",
    (m) => mean(over(m.playing, ({ loudness }) => deviation(loudness))),
  ),
  average_note_to_note_change_in_dynamics: number(
    "D-4 Average Note to Note Change in Dynamics: mean change of loudness to the next note of the channel",
    (m) => mean(m.changesOfLoudness),
  ),
  number_of_pitched_instruments: integer("I-8 Number of Pitched Instruments: programs that play", (m) =>
    m.notes > 0 ? (m.programs.present ?? 0) : null,
  ),
  number_of_unpitched_instruments: integer(
    "I-9 Number of Unpitched Instruments: keys 35 to 81 of channel 10 that play",
    (m) => (m.notes > 0 ? (m.keys.present ?? 0) : null),
  ),
  unpitched_percussion_instrument_prevalence: fraction(
    "I-10 Unpitched Percussion Instrument Prevalence: share of their notes",
    (m) => ratio(m.keys.total, m.notes),
  ),
  string_keyboard_prevalence: fraction(
    "I-11 String Keyboard Prevalence: share of the notes of programs 1 to 8",
    programs(span(1, 8)),
  ),
  acoustic_guitar_prevalence: fraction("I-12 Acoustic Guitar Prevalence: of programs 25 and 26", programs([25, 26])),
  electric_guitar_prevalence: fraction("I-13 Electric Guitar Prevalence: of programs 27 to 32", programs(span(27, 32))),
  violin_prevalence: fraction("I-14 Violin Prevalence: of programs 41 and 111", programs([41, 111])),
  saxophone_prevalence: fraction("I-15 Saxophone Prevalence: of programs 65 to 68", programs(span(65, 68))),
  brass_prevalence: fraction("I-16 Brass Prevalence: of programs 57 to 68", programs(span(57, 68))),
  woodwinds_prevalence: fraction("I-17 Woodwinds Prevalence: of programs 69 to 76", programs(span(69, 76))),
  orchestral_strings_prevalence: fraction(
    "I-18 Orchestral Strings Prevalence: of programs 41 to 47",
    programs(span(41, 47)),
  ),
  string_ensemble_prevalence: fraction("I-19 String Ensemble Prevalence: of programs 49 to 52", programs(span(49, 52))),
  electric_instrument_prevalence: fraction(
    "I-20 Electric Instrument Prevalence: of programs 5, 6, 17, 19, 27 to 32 and 34 to 40",
    programs([5, 6, 17, 19, ...span(27, 32), ...span(34, 40)]),
  ),
  maximum_number_of_independent_voices: integer(
    "T-1 Maximum Number of Independent Voices: most channels that sound at once",
    (m) => (m.voiceCount.weight > 0 ? m.voiceCount.high : null),
  ),
  average_number_of_independent_voices: number("T-2 Average Number of Independent Voices: mean where any sounds", (m) =>
    mean(m.voiceCount),
  ),
  variability_of_number_of_independent_voices: number(
    "T-3 Variability of Number of Independent Voices: standard deviation over the ticks where any sounds",
    (m) => deviation(m.voiceCount),
  ),
  voice_equality_number_of_notes: number(
    "T-4 Voice Equality - Number of Notes: standard deviation over the channels",
    (m) => deviation(over(m.playing, ({ notes }) => notes)),
  ),
  voice_equality_dynamics: number(
    "T-6 Voice Equality - Dynamics: standard deviation of the channels' mean loudness",
    (m) => deviation(over(m.playing, ({ loudness }) => loudness.mean)),
  ),
  voice_equality_range: number(
    "T-8 Voice Equality - Range: standard deviation of the channels' ranges",
    (m) => deviation(over(m.pitched, ({ pitches }) => range(pitches))),
    "semitones",
  ),
  importance_of_loudest_voice: number(
    "T-9 Importance of Loudest Voice: mean loudness of the loudest channel less the mean of that of the others",
    (m) => lead(m.playing.map(({ loudness }) => loudness.mean)),
  ),
  relative_range_of_highest_line: fraction(
    "T-12 Relative Range of Highest Line: range of the channel of highest mean pitch by that of all",
    (m) => (m.highest ? ratio(range(m.highest.pitches)!, m.pitches.range!) : null),
  ),
  relative_note_density_of_highest_line: number(
    "T-13 Relative Note Density of Highest Line: its notes by the mean of the pitched channels",
    (m) => (m.highest ? ratio(m.highest.notes * m.pitched.length, m.pitches.total) : null),
  ),
  voice_separation: number(
    "T-17 Voice Separation: mean distance between neighbours among the channels' mean pitches",
    (m) => separation(m.pitched.map(({ pitches }) => pitches.mean)),
    "semitones",
  ),
};

type Shape = { [K in keyof typeof features]: (typeof features)[K]["schema"] };
const names = Object.keys(features) as readonly (keyof Shape)[];

/** The output schema; its shape has the keys of the table by construction. */
export const output = z.object(Object.fromEntries(names.map((name) => [name, features[name].schema])) as Shape);

/** All features of a song from its counts. */
export function valuesOf(m: Measures): z.output<typeof output> {
  const values: Record<string, unknown> = {};
  for (const name of names) values[name] = features[name].of(m);
  // Each row of the table has a formula of the type of its schema.
  return values as z.output<typeof output>;
}
