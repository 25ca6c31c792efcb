/** Above the roll: play, where it is, transposition and tempo, and one switch for each part. */
import {
  failure,
  isPlaying,
  isSilent,
  loop,
  playerState,
  position,
  silenced,
  soloed,
  switchPart,
  tempo,
  toggle,
  transposition,
} from "./player.ts";
import { song } from "./song.ts";
import { clock } from "./words.ts";

const partColors = 8;

export function PlayerBar() {
  const shown = song.value;
  const repeated = loop.value;
  return (
    <div class="player">
      <button
        type="button"
        class="play"
        aria-label={isPlaying.value ? "Stop" : "Play"}
        disabled={playerState.value === "loading"}
        onClick={toggle}
      >
        {playerState.value === "loading" ? "…" : isPlaying.value ? "■" : "▶"}
      </button>
      <span class="time">
        {clock(position.value)} <span class="dim">/ {clock(shown?.seconds ?? 0)}</span>
      </span>
      <Step name="Transpose" value={`${transposition.value > 0 ? "+" : ""}${transposition.value}`} by={transpose} />
      <Step name="Tempo" value={`${Math.round(tempo.value * 100)}%`} by={changeTempo} />
      {repeated && (
        <button
          type="button"
          class="link"
          onClick={() => {
            loop.value = undefined;
          }}
        >
          loop {clock(repeated.from)}–{repeated.to === undefined ? "…" : clock(repeated.to)} ×
        </button>
      )}
      {playerState.value === "failed" && <span class="is-wrong">{failure.value}</span>}
      <div class="parts">
        {shown?.parts.map((part, n) => (
          <button
            type="button"
            key={n}
            class={isSilent(n) ? "part is-silent" : "part"}
            aria-pressed={!silenced.value.has(n)}
            title={`${part.notes} notes. Click silences, Shift and click plays it alone`}
            onClick={(event) => switchPart(event.shiftKey ? soloed : silenced, n)}
          >
            <i style={{ background: `var(--part-${n % partColors})` }} />
            {part.name || part.role || (part.drums ? "drums" : `part ${n + 1}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Semitones either way. */
const farthest = 12;

export function transpose(by: number): void {
  transposition.value = Math.max(-farthest, Math.min(farthest, transposition.value + by));
}

function changeTempo(by: number): void {
  tempo.value = Math.max(0.5, Math.min(2, Math.round(tempo.value * 20 + by) / 20));
}

function Step({
  name,
  value,
  by,
}: {
  readonly name: string;
  readonly value: string;
  readonly by: (n: number) => void;
}) {
  return (
    <span class="step">
      <span class="dim">{name}</span>
      <button type="button" aria-label={`${name} down`} onClick={() => by(-1)}>
        −
      </button>
      <span>{value}</span>
      <button type="button" aria-label={`${name} up`} onClick={() => by(1)}>
        +
      </button>
    </span>
  );
}
