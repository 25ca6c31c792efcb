import { describe, expect, test } from "bun:test";
import { core } from "../../mod.ts";
import jsymbolic from "../../plugins/jsymbolic.ts";
import { parseSong } from "../../src/midi/mod.ts";
import { createRegistry } from "../../src/plugin/mod.ts";
import { melody, meta, midi, tempo, timeSignature, track } from "../midi/compose.ts";

const [analyzer] = jsymbolic.provides;
const of = (...tracks: readonly (readonly number[])[]) => analyzer.run(parseSong(midi({}, ...tracks)), {});
type Feature = keyof typeof analyzer.fields;

/** Compares features with values that were worked out by hand. */
function expectValues(song: ReturnType<typeof of>, values: Partial<Record<Feature, number | boolean | string | null>>) {
  for (const [name, value] of Object.entries(values)) {
    const feature = song[name as Feature];
    if (typeof value === "number") expect([name, feature]).toEqual([name, expect.closeTo(value, 6)]);
    else expect([name, feature]).toEqual([name, value]);
  }
}

const volume = (channel: number, value: number): number[] => [0, 0xb0 | channel, 7, value];

// Eight notes in ten quarters at 120: C4 twice, E4 and G4 thrice each.
const tune = of(track(timeSignature(0, 3, 4), melody("C4 1/4 E4 1/4 G4 1/4 E4 1/4 G4 1/4 E4 1/4 G4 1/2 C4 1/2")));

describe("jSymbolic features", () => {
  test("pitches", () =>
    expectValues(tune, {
      number_of_pitches: 3,
      number_of_pitch_classes: 3,
      number_of_common_pitches: 3,
      number_of_common_pitch_classes: 3,
      range: 7,
      importance_of_bass_register: 0,
      importance_of_middle_register: 1,
      mean_pitch: (2 * 60 + 3 * 64 + 3 * 67) / 8,
      most_common_pitch: 64,
      most_common_pitch_class: 4,
      prevalence_of_most_common_pitch: 3 / 8,
      relative_prevalence_of_top_pitches: 1,
      interval_between_most_prevalent_pitches: 3,
      // Distances from the mean, 64.125: -4.125 twice, -0.125 and 2.875 thrice each.
      pitch_variability: Math.sqrt((2 * 4.125 ** 2 + 3 * 0.125 ** 2 + 3 * 2.875 ** 2) / 7),
      // The median is 64.
      pitch_skewness: (3 * 0.125) / Math.sqrt((2 * 4.125 ** 2 + 3 * 0.125 ** 2 + 3 * 2.875 ** 2) / 7),
      // C is 0, G 1, E 4 fifths above C.
      pitch_class_variability_after_folding: Math.sqrt((2 * 1.875 ** 2 + 3 * 2.125 ** 2 + 3 * 0.875 ** 2) / 7),
      dominant_spread: 2,
      strong_tonal_centres: 2,
      first_pitch: 60,
      last_pitch_class: 0,
      major_or_minor: null,
    }));

  test("melodic intervals", () =>
    // +4 +3 -3 +3 -3 +3 -7
    expectValues(tune, {
      most_common_melodic_interval: 3,
      mean_melodic_interval: 26 / 7,
      number_of_common_melodic_intervals: 3,
      distance_between_most_prevalent_melodic_intervals: 1,
      prevalence_of_most_common_melodic_interval: 5 / 7,
      relative_prevalence_of_most_common_melodic_intervals: 1 / 5,
      melodic_thirds: 6 / 7,
      melodic_perfect_fifths: 1 / 7,
      amount_of_arpeggiation: 1,
      repeated_notes: 0,
      minor_major_melodic_third_ratio: 5,
      direction_of_melodic_motion: 4 / 7,
      // Turns at G, E, G, E and G; up to them spans of 7, 3, 3, 3 and 3.
      average_length_of_melodic_arcs: 7 / 5,
      average_interval_spanned_by_melodic_arcs: 19 / 5,
      // E after 2 and 2 onsets, G after 2 and 2, C after 7.
      melodic_pitch_variety: 15 / 5,
    }));

  test("rhythm", () =>
    expectValues(tune, {
      simple_initial_meter: true,
      triple_initial_meter: true,
      compound_initial_meter: false,
      metrical_diversity: 1,
      total_number_of_notes: 8,
      note_density_per_quarter_note: 8 / 10,
      number_of_different_rhythmic_values_present: 2,
      range_of_rhythmic_values: 2,
      prevalence_of_medium_rhythmic_values: 1,
      prevalence_of_long_rhythmic_values: 2 / 8,
      shortest_rhythmic_value: 1,
      longest_rhythmic_value: 2,
      mean_rhythmic_value: 10 / 8,
      prevalence_of_most_common_rhythmic_value: 6 / 8,
      relative_prevalence_of_most_common_rhythmic_values: 1 / 3,
      difference_between_most_common_rhythmic_values: 2,
      rhythmic_value_variability: Math.sqrt((6 * 0.25 ** 2 + 2 * 0.75 ** 2) / 7),
      mean_rhythmic_value_run_length: 4,
      mean_rhythmic_value_offset: 0,
      complete_rests_fraction: 0,
      initial_tempo: 120,
      duration_in_seconds: 5,
      note_density: 8 / 5,
      average_time_between_attacks: 4 / 7,
      minimum_note_duration: 0.5,
      maximum_note_duration: 1,
      average_note_duration: 5 / 8,
      amount_of_staccato: 0,
    }));

  test("chords count by the time in which they sound", () =>
    // Major, minor, diminished, dominant seventh, a fifth and a rest of a quarter each, then one note.
    expectValues(of(track(melody("C4+E4+G4 1/4 A3+C4+E4 1/4 B3+D4+F4 1/4 G3+B3+D4+F4 1/4 C4+G4 1/4 - 1/4 C4 1/2"))), {
      standard_triads: 2 / 5,
      diminished_and_augmented_triads: 1 / 5,
      dominant_seventh_chords: 1 / 5,
      seventh_chords: 1 / 5,
      partial_chords: 1 / 5,
      non_standard_chords: 1 / 5,
      complex_chords: 0,
      minor_major_triad_ratio: 1,
      average_number_of_simultaneous_pitches: (3 + 3 + 3 + 4 + 2 + 1 + 1) / 7,
      average_number_of_simultaneous_pitch_classes: (3 + 3 + 3 + 4 + 2 + 1 + 1) / 7,
      // E-G, A-C, B-D and D-F, B-D and D-F; C-E, C-E, none, G-B.
      vertical_minor_third_prevalence: 4 / 7,
      vertical_major_third_prevalence: 3 / 7,
      chord_duration: 7 / 6,
      complete_rests_fraction: 1 / 8,
      last_pitch: 60,
    }));

  test("voices, loudness and instruments", () => {
    const flute = [0, 0xc1, 73];
    const song = of(
      track(melody("C3 1/4 G3 1/4", { velocity: 100 }), [0, 0xb0, 7, 127]),
      track(volume(1, 0), volume(1, 127), flute, melody("C5 1/4 E5 1/8 C5 1/8", { channel: 1, velocity: 60 })),
      track(melody("C2 1/8 C2 1/8 D2 1/4", { channel: 9, velocity: 80 })),
    );
    expectValues(song, {
      number_of_pitches: 4,
      maximum_number_of_independent_voices: 3,
      average_number_of_independent_voices: 3,
      variability_of_number_of_independent_voices: 0,
      note_density_per_quarter_note_per_voice: 8 / 2 / 3,
      voice_equality_number_of_notes: Math.sqrt(1 / 3),
      voice_equality_range: Math.sqrt(4.5),
      importance_of_loudest_voice: 100 - 70,
      relative_range_of_highest_line: 4 / 28,
      relative_note_density_of_highest_line: 3 / 2.5,
      voice_separation: (72 + 76 + 72) / 3 - 51.5,
      dynamic_range: 40,
      variation_of_dynamics_in_each_voice: 0,
      average_note_to_note_change_in_dynamics: 0,
      number_of_pitched_instruments: 2,
      number_of_unpitched_instruments: 2,
      unpitched_percussion_instrument_prevalence: 3 / 8,
      string_keyboard_prevalence: 2 / 8,
      woodwinds_prevalence: 3 / 8,
      brass_prevalence: 0,
    });
  });

  test("channel volume scales loudness, from its event on", () => {
    const song = of(track(melody("C4 1/4", { velocity: 100 }), volume(0, 64), melody("C4 1/4", { velocity: 100 })));
    expectValues(song, {
      dynamic_range: 100 - (100 * 64) / 127,
      average_note_to_note_change_in_dynamics: 100 - (100 * 64) / 127,
    });
  });

  test("the tempo counts by its ticks, and the key signature says the mode", () =>
    expectValues(of(track(tempo(0, 500_000), tempo(288, 1_000_000), meta(0, 0x59, [0, 1]), melody("C4 1/4"))), {
      initial_tempo: 120,
      mean_tempo: (3 * 120 + 60) / 4,
      duration_in_seconds: 2.5,
      major_or_minor: "minor",
    }));

  test("what never changes has no deviation, whatever the last bits of its sums", () => {
    // A tempo that no binary fraction holds, over 5003 ticks and 384 more.
    const steady = of(track(tempo(0, 468_754), tempo(5003, 468_754), melody("C4 1/1")));
    expect(steady).toMatchObject({ tempo_variability: 0, variability_in_rhythmic_value_run_lengths: null });
  });

  test("what is undefined is null, and no feature is anything but its type", () => {
    const empty = of(track());
    expectValues(empty, { mean_pitch: null, simple_initial_meter: null, most_common_pitch: null, note_density: null });
    const single = of(track(melody("C4 1/4")));
    expectValues(single, { pitch_variability: null, mean_melodic_interval: null, average_time_between_attacks: null });
    for (const song of [empty, single, tune]) expect(analyzer.output.parse(song)).toEqual(song);
  });

  test("a registry takes the features, each under its published id once", () => {
    const { fields } = createRegistry([core, jsymbolic]);
    const own = fields.filter(({ owner }) => owner === "jsymbolic");
    const ids = own.map(({ description }) => /^(?:P|M|C|RT?|D|I|T)-\d+ /.exec(description)?.[0]);
    expect(own.length).toBeGreaterThan(140);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(own.length);
    // The name of a field is the published name.
    const plain = (text: string): string => text.replaceAll(/[- ]+/g, "_").toLowerCase();
    for (const { column, description } of own) {
      expect(column).toBe(`jsymbolic__${plain(/^\S+ (.*?):/.exec(description)![1]!)}`);
    }
  });
});
