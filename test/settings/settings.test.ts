import { expect, test } from "bun:test";
import core from "../../src/core.ts";
import type { LoadedConfig } from "../../src/plugin/config.ts";
import { settingsInEffect } from "../../src/settings/in-effect.ts";
import { limitsOf } from "../../src/settings/limits.ts";
import { chooseLocations } from "../../src/settings/locations.ts";
import { choosePlugins } from "../../src/settings/plugins.ts";

const config: LoadedConfig = {
  file: "/home/me/midiq.config.ts",
  from: { db: "/home/me/midiq.config.ts" },
  db: "/home/me/catalogue",
  plugins: [],
  workers: undefined,
  keep: undefined,
  locations: undefined,
};
const said = { db: "/home/me/catalogue", plugins: [core], config, isGiven: () => false, env: {}, isTerminal: false };
const from = (more: object, name = "db"): string =>
  settingsInEffect({ ...said, ...more }).find((one) => one.name === name)?.from ?? "";

test("an option wins over the environment, that over a configuration, that over the default", () => {
  const env = { MIDIQ_DB: "/elsewhere" };
  expect(from({ env, isGiven: () => true })).toBe("--db, which does not exist yet");
  expect(from({ env })).toBe("$MIDIQ_DB, which does not exist yet");
  expect(from({})).toBe("/home/me/midiq.config.ts, which does not exist yet");
  expect(from({ config: undefined })).toBe("default: .midiq in this folder, which does not exist yet");
  expect(from({}, "workers")).toBe("default: one per processor");
});

test("the password of a server is not among the settings", () => {
  const settings = settingsInEffect({ ...said, db: "postgres://me:secret@localhost/midi" });
  expect(JSON.stringify(settings)).not.toContain("secret");
});

test("what cannot be read is an error with a code, which says what would do", async () => {
  expect(() => limitsOf({ archiveLimit: ["maxRatio"], fileLimit: [] })).toThrow(
    expect.objectContaining({ name: "AskedError", code: "bad-limit" }),
  );
  expect(() => chooseLocations(["nas"])).toThrow(expect.objectContaining({ code: "bad-location" }));
  await expect(choosePlugins({ plugin: [], set: ["tempo"] })).rejects.toMatchObject({ code: "bad-option" });
});

test("a location that was named wins over that of the configuration", () => {
  expect(chooseLocations(["nas2=/mnt/midi"], { "/mnt/midi": "nas1", "/mnt/more": "nas3" })).toEqual({
    "/mnt/midi": "nas2",
    "/mnt/more": "nas3",
  });
});
