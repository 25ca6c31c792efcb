/** A browser for the tests of the page: Debian's Chromium, which `.ci/run` installs. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((one) =>
  existsSync(one),
);
/** Whether there is one. */
export const hasBrowser = path !== undefined;
if (!hasBrowser) console.log("skipped: the tests of the page want Chromium (apt-get install chromium)");

/** Starts one that plays without being clicked, and asks nobody else. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: path as string,
    args: ["--no-sandbox", "--disable-background-networking", "--autoplay-policy=no-user-gesture-required"],
  });
