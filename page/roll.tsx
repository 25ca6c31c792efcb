/** The notes of the open file. A click plays from there, the wheel zooms at the pointer. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { colorsOf, paint, xOf } from "./paint.ts";
import { isSilent, position, seek, silenced, soloed } from "./player.ts";
import { song, songProblem, view } from "./song.ts";
import { clock } from "./words.ts";

/** One turn of the wheel makes the window this much narrower or wider. */
const zoomStep = 1.2;
/** Seconds of the narrowest window. */
const narrowest = 2;

export function Roll() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSignal({ width: 0, height: 0 });
  const scheme = useSignal(0);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const seen = new ResizeObserver(() => {
      size.value = { width: element.clientWidth, height: element.clientHeight };
    });
    seen.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const again = (): void => {
      scheme.value++;
    };
    dark.addEventListener("change", again);
    return () => {
      seen.disconnect();
      dark.removeEventListener("change", again);
    };
  }, []);
  const { width, height } = size.value;
  const { from, to } = view.value;
  const shown = song.value;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context || width === 0) return;
    const ratio = devicePixelRatio;
    canvas.current.width = width * ratio;
    canvas.current.height = height * ratio;
    context.scale(ratio, ratio);
    if (shown) paint(context, shown, { width, height, from, to, isSilent }, colorsOf(canvas.current));
  }, [width, height, shown, from, to, scheme.value, silenced.value, soloed.value]);
  const secondAt = (x: number): number => from + (x / Math.max(1, width)) * (to - from);
  const zoom = (event: WheelEvent): void => {
    if (!shown) return;
    event.preventDefault();
    const at = secondAt(event.offsetX);
    const factor = event.deltaY > 0 ? zoomStep : 1 / zoomStep;
    const whole = Math.max(1, shown.seconds);
    const length = Math.min(whole, Math.max(Math.min(whole, narrowest), (to - from) * factor));
    const start = Math.max(0, Math.min(whole - length, at - (length * (at - from)) / (to - from)));
    view.value = { from: start, to: start + length };
  };
  const x = xOf({ width, from, to }, position.value);
  return (
    <div class="roll">
      <canvas
        ref={canvas}
        role="img"
        aria-label={shown ? `${shown.onset.length} notes in ${clock(shown.seconds)}` : "notes"}
        onClick={(event) => seek(secondAt(event.offsetX))}
        onWheel={zoom}
      />
      {shown && x >= 0 && x <= width && <div class="cursor" style={{ transform: `translateX(${x}px)` }} />}
      {songProblem.value && <p class="nothing">{songProblem.value.title}</p>}
      {shown && <ChordTable />}
    </div>
  );
}

/** What the picture says of chords, for who hears it read. */
function ChordTable() {
  return (
    <table class="unseen">
      <caption>Chords</caption>
      <thead>
        <tr>
          <th>time</th>
          <th>chord</th>
        </tr>
      </thead>
      <tbody>
        {(song.value?.chords ?? []).map(({ at, name }) => (
          <tr key={at}>
            <td>{clock(at)}</td>
            <td>{name ?? "none"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
