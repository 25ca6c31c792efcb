// Bach's Prelude in C: five notes a bar, and the figure that he plays them with.

import type { Tune } from "../tune.ts";

/** Bars 1 to 32, lowest note first. */
const bars =
  `CEGce CDAdf B,DGdf CEGce CEAea CD^FAd B,DGdg B,CEGc A,CEGc D,A,D^Fc G,B,DGB G,_B,EG^c F,A,DAd F,_A,DFB E,G,CGc E,F,A,CF
  D,F,A,CF G,,D,G,B,F C,E,G,CE C,G,_B,CE F,,F,A,CE ^F,,C,A,C_E _A,,F,B,CD G,,F,G,B,D G,,E,G,CE G,,D,G,CF G,,D,G,B,F
  G,,_E,A,C^F G,,E,G,CG G,,D,G,CF G,,D,G,B,F C,,C,G,_B,E`.split(/\s+/);

const notesOf = (bar: string): string[] => bar.match(/[\^_]?[A-Ga-g][,']*/g) ?? [];

/** The first two notes are held under the figure, which comes twice a bar. */
function figure(): { upper: string; tenor: string; bass: string } {
  const voices = bars.map((bar) => {
    const [bass = "", tenor = "", low = "", middle = "", top = ""] = notesOf(bar);
    const half = `z2 ${low}${middle}${top}${low}${middle}${top}`;
    return { upper: `${half} ${half}`, tenor: `z ${tenor}7 z ${tenor}7`, bass: `${bass}8 ${bass}8` };
  });
  const line = (name: "upper" | "tenor" | "bass") => voices.map((voice) => voice[name]).join(" | ");
  return {
    upper: `${line("upper")} | z2 F,A,CFCA, CA,F,A,F,D,F,D, | z2 GBdfdB dBGB DFED | [EGc]16 |`,
    tenor: `${line("tenor")} | z C,15 | z B,,15 | C,16 |`,
    bass: `${line("bass")} | C,,16 | C,,16 | C,,16 |`,
  };
}

export function preludeInC(file: string): Tune {
  const { upper, tenor, bass } = figure();
  return {
    file,
    title: "Prelude in C (The Well-Tempered Clavier I)",
    by: "Johann Sebastian Bach, 1722",
    key: "C major",
    meter: "4/4",
    bpm: 69,
    unit: "1/16",
    parts: [
      { name: "Right hand", instrument: "Acoustic Grand Piano", voice: upper, loudness: 64 },
      { name: "Tenor", instrument: "Acoustic Grand Piano", voice: tenor, loudness: 62 },
      { name: "Bass", instrument: "Acoustic Grand Piano", voice: bass, loudness: 66 },
    ],
    loose: 0.01,
    swells: [
      { bar: 1, by: -6 },
      { bar: 24, by: 2 },
      { bar: 29, by: 12 },
      { bar: 35, by: -10 },
    ],
    tempoMarks: [{ bar: 33, bpm: 46, until: 35 }],
  };
}
