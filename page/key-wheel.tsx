/** Keys in the order of fifths, major outside and minor inside: neighbors sound well one after another. */
import type { Facet, FacetValue } from "./answers.ts";
import { choose } from "./editing.ts";
import { choicesOf } from "./parts.ts";
import { explained } from "./state.ts";

/** Tonics of majors from the top of the circle, clockwise, each with the names that it may have. */
const majors = ["C", "G", "D", "A", "E", "B|Cb", "F#|Gb", "Db|C#", "Ab|G#", "Eb|D#", "Bb|A#", "F"];
const minors = ["A", "E", "B", "F#|Gb", "C#|Db", "G#|Ab", "D#|Eb", "Bb|A#", "F", "C", "G", "D"];
const rings = [
  { mode: "major", tonics: majors, outer: 98, inner: 62 },
  { mode: "minor", tonics: minors, outer: 60, inner: 30 },
];
const step = Math.PI / 6;

const point = (radius: number, turn: number): string =>
  `${(radius * Math.sin(turn)).toFixed(2)} ${(-radius * Math.cos(turn)).toFixed(2)}`;

/** A slice of a ring as the path of an SVG. */
const slice = (inner: number, outer: number, from: number, to: number): string =>
  `M${point(inner, from)}L${point(outer, from)}A${outer} ${outer} 0 0 1 ${point(outer, to)}L${point(inner, to)}A${inner} ${inner} 0 0 0 ${point(inner, from)}Z`;

export function KeyWheel({ facet: { field, values } }: { readonly facet: Facet }) {
  const chosen = choicesOf(explained.value?.parts ?? [], field);
  const found = (tonics: string, mode: string): FacetValue | undefined => {
    const names = tonics.split("|").map((tonic) => `${tonic} ${mode}`);
    return values.find(({ label }) => names.includes(label));
  };
  const largest = Math.max(1, ...values.filter(({ value }) => value !== null).map(({ count }) => count));
  const inWheel = new Set(rings.flatMap(({ mode, tonics }) => tonics.map((one) => found(one, mode))));
  const rest = values.filter((value) => !inWheel.has(value));
  return (
    <>
      <svg class="wheel" viewBox="-100 -100 200 200" role="group" aria-label="Keys in the order of fifths">
        {rings.flatMap(({ mode, tonics, outer, inner }) =>
          tonics.map((tonic, n) => {
            const value = found(tonic, mode);
            const name = (tonic.split("|")[0] ?? tonic) + (mode === "minor" ? "m" : "");
            const turn = n * step;
            const middle = (inner + outer) / 2;
            const pick = (isAdding: boolean): void => void (value && choose(field, value, isAdding));
            return (
              <g
                key={name}
                role="button"
                tabIndex={value ? 0 : -1}
                aria-disabled={value === undefined}
                aria-label={`${name}, ${mode}: ${value?.count ?? 0}`}
                aria-pressed={value !== undefined && chosen.includes(value.query)}
                onClick={(event) => pick(event.shiftKey)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  pick(event.shiftKey);
                }}
              >
                <path class="back" d={slice(inner, outer, turn - step / 2 + 0.02, turn + step / 2 - 0.02)} />
                <path
                  class="fill"
                  d={slice(inner, outer, turn - step / 2 + 0.02, turn + step / 2 - 0.02)}
                  style={{ opacity: value ? 0.12 + (0.88 * value.count) / largest : 0 }}
                />
                <text
                  x={middle * Math.sin(turn)}
                  y={-middle * Math.cos(turn)}
                  class={`${mode} ${value && value.count > largest / 2 ? "on-fill" : ""}`}
                >
                  {name}
                </text>
                <title>{`${tonic.split("|")[0]} ${mode}: ${value?.count ?? 0}`}</title>
              </g>
            );
          }),
        )}
      </svg>
      <div class="axis">
        {rest.map((value) => (
          <button
            type="button"
            class="link"
            key={value.query}
            onClick={(event) => void choose(field, value, event.shiftKey)}
          >
            {value.value === null ? "unknown" : value.label} {value.count}
          </button>
        ))}
      </div>
    </>
  );
}
