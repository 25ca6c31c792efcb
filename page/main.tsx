/** Starts the page. */
import { render } from "preact";
import { App } from "./app.tsx";
import { keepFinding } from "./finding.ts";
import { keepKeys } from "./keys.ts";
import { keepRoll } from "./song.ts";

keepFinding();
keepRoll();
keepKeys();
render(<App />, document.body);
