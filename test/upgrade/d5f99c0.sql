-- The catalogue of commit d5f99c0, made by: bun tools/make-old-catalogue.ts d5f99c0
SET check_function_bodies = false;
CREATE TABLE public.analyzer_set (
    id integer NOT NULL,
    list jsonb NOT NULL
);
CREATE TABLE public.content (
    id bigint NOT NULL,
    hash bytea NOT NULL,
    size bigint NOT NULL,
    added timestamp with time zone DEFAULT now() NOT NULL,
    status text NOT NULL,
    problems text[] NOT NULL,
    own_tags text[] NOT NULL,
    tags text[] NOT NULL,
    copies integer NOT NULL,
    path text NOT NULL,
    name text NOT NULL,
    folder text NOT NULL,
    analyzer_set integer NOT NULL,
    bpm real,
    bpm_source text,
    bpm_confidence real,
    bpm_initial real,
    bpm_min real,
    bpm_max real,
    bpm_changes boolean,
    key smallint,
    key_source text,
    key_confidence real,
    key_signature smallint,
    meter integer,
    meter_source text,
    meter_confidence real,
    meter_initial integer,
    meter_changes boolean,
    bars integer,
    duration real,
    quarters real,
    notes integer,
    tracks integer,
    density real,
    polyphony integer,
    polyphony_mean real,
    velocity_mean real,
    velocity_deviation real,
    low smallint,
    high smallint,
    instruments text[],
    families text[],
    programs integer,
    has_drums boolean,
    drum_share real,
    kit text[],
    complexity real,
    song_title text,
    copyright text,
    track_names text[],
    has_lyrics boolean
);
CREATE TABLE public.copy (
    id bigint NOT NULL,
    source integer NOT NULL,
    content bigint,
    path text NOT NULL,
    name text NOT NULL,
    folder text NOT NULL,
    size bigint NOT NULL,
    mtime bigint NOT NULL,
    tags text[] NOT NULL,
    evidence jsonb,
    missing boolean DEFAULT false NOT NULL,
    run integer NOT NULL
);
CREATE TABLE public.detail (
    content bigint NOT NULL,
    data jsonb NOT NULL
);
CREATE TABLE public.failure (
    content bigint NOT NULL,
    analyzer text NOT NULL,
    version integer NOT NULL,
    code text NOT NULL,
    message text NOT NULL
);
CREATE TABLE public.field (
    name text NOT NULL,
    about jsonb NOT NULL
);
CREATE TABLE public.migration (
    name text NOT NULL,
    applied timestamp with time zone DEFAULT now()
);
CREATE TABLE public.reject (
    copy bigint NOT NULL,
    content bigint,
    path text NOT NULL,
    stage text NOT NULL,
    code text NOT NULL,
    message text NOT NULL,
    byte_offset bigint,
    run integer NOT NULL
);
CREATE TABLE public.run (
    id integer NOT NULL,
    started timestamp with time zone DEFAULT now() NOT NULL,
    finished timestamp with time zone,
    version text NOT NULL,
    machine text NOT NULL,
    counts jsonb
);
ALTER TABLE public.run ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.source (
    id integer NOT NULL,
    kind text NOT NULL,
    root text NOT NULL,
    machine text NOT NULL
);
INSERT INTO public.analyzer_set VALUES (1907329252, '[{"id": "complexity", "kind": "analyzer", "version": 1}, {"id": "drums", "kind": "analyzer", "version": 1}, {"id": "duration", "kind": "analyzer", "version": 1}, {"id": "instrumentation", "kind": "tagger", "version": 1}, {"id": "instruments", "kind": "analyzer", "version": 1}, {"id": "key", "kind": "analyzer", "version": 1}, {"id": "meter", "kind": "analyzer", "version": 1}, {"id": "range", "kind": "analyzer", "version": 1}, {"id": "tempo", "kind": "analyzer", "version": 1}, {"id": "tempo-class", "kind": "tagger", "version": 1}, {"id": "texts", "kind": "analyzer", "version": 1}, {"id": "texture", "kind": "analyzer", "version": 1}, {"id": "words", "kind": "tagger", "version": 1}]');
INSERT INTO public.content VALUES (762626428131149286, '\x152ac964422a0bcd631648d034da4610496ecaf153a014d4df6a358e9b2cd9e5', 289, '2026-11-21 11:12:32.779929+00', 'ok', '{}', '{instrumentation:drums-only,speed:fast}', '{instrument:drums,instrumentation:drums-only,speed:fast}', 1, '/tmp/midiq-upgrade-music/drums.mid', 'drums', 'tmp/midiq-upgrade-music', 1907329252, 128, 'event', 1, 128, 128, 128, false, NULL, NULL, NULL, NULL, NULL, 'default', NULL, 1028, false, 8, 15, 32, 32, 1, 2.1333334, 0, NULL, 64, 0, NULL, NULL, '{drums}', '{drums}', 0, true, 1, '{kick,snare}', 10.098574, NULL, NULL, '{}', false);
INSERT INTO public.content VALUES (1635341188355878634, '\x2d63cc4af508ddd5b177799946f6e0ddb7f25d812567455132e4eac8e6421c12', 417, '2026-11-21 11:12:32.779929+00', 'ok', '{}', '{instrumentation:solo-piano,speed:fast}', '{genre:jazz,instrumentation:solo-piano,speed:fast}', 1, '/tmp/midiq-upgrade-music/Jazz/walking bass.mid', 'walking bass', 'tmp/midiq-upgrade-music/Jazz', 1907329252, 150, 'event', 1, 150, 150, 150, false, 5, 'detected', 0.63029075, NULL, NULL, 'default', NULL, 1028, false, 12, 19.2, 48, 48, 1, 2.5, 1, 1, 64, 0, 38, 48, '{"acoustic grand piano",piano}', '{piano}', 1, false, 0, '{}', 20.197147, NULL, NULL, '{}', false);
INSERT INTO public.content VALUES (5906349556807749103, '\xa3ef2341e99f9bdeb0a47cbeda4059feb1ab2cf9405ae740c39036f91235a5bb', 200, '2026-11-21 11:12:32.779929+00', 'partial', '{missing-end-of-track,note-left-on,truncated}', '{instrumentation:solo-piano,speed:fast}', '{instrumentation:solo-piano,speed:fast}', 1, '/tmp/midiq-upgrade-music/cut.mid', 'cut', 'tmp/midiq-upgrade-music', 1907329252, 120, 'event', 1, 120, 120, 120, false, 0, 'detected', 0.8953693, NULL, NULL, 'default', NULL, 1028, false, 5, 10, 20, 20, 1, 2, 2, 1.4, 64, 0, 60, 72, '{"acoustic grand piano",piano}', '{piano}', 1, false, 0, '{}', 29.735096, 'Lead', NULL, '{Lead}', false);
INSERT INTO public.content VALUES (5944866833519643715, '\xa500d1c691e118872cd702835f33cfb72613e560370ed0cf8edbcdd0b6e357e9', 26, '2026-11-21 11:12:32.779929+00', 'ok', '{}', '{}', '{}', 1, '/tmp/midiq-upgrade-music/silent.mid', 'silent', 'tmp/midiq-upgrade-music', 1907329252, NULL, 'default', NULL, 120, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 'default', NULL, 1028, false, 0, 0, 0, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, '{}', '{}', 0, false, NULL, '{}', NULL, NULL, NULL, '{}', false);
INSERT INTO public.content VALUES (5954370867124345721, '\xa544598317c336f39e530da1f284cb1f65366ce4131525040c10456175a7609e', 21, '2026-11-21 11:12:32.779929+00', 'rejected', '{not-midi}', '{}', '{}', 1, '/tmp/midiq-upgrade-music/page.mid', 'page', 'tmp/midiq-upgrade-music', 1907329252, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.content VALUES (7373650490223897192, '\xcca8f01b6f5c54d05f14729f1a8dce9026ebf56c82dfe8ab69c5c8c0862066f3', 42, '2026-11-21 11:12:32.779929+00', 'ok', '{}', '{instrumentation:solo-piano}', '{instrumentation:solo-piano}', 1, '/tmp/midiq-upgrade-music/short.mid', 'short', 'tmp/midiq-upgrade-music', 1907329252, NULL, 'default', NULL, 120, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, 'default', NULL, 1028, false, 1, 0.5, 1, 2, 1, 4, 1, 1, 64, 0, 64, 67, '{"acoustic grand piano",piano}', '{piano}', 1, false, 0, '{}', 16.348574, NULL, NULL, '{}', false);
INSERT INTO public.content VALUES (359664811645140279, '\x09fb927b30a1fa6f8997a305e456702ab5c7cab9536e3f49e6c773a3936551bd', 569, '2026-11-21 11:12:32.779929+00', 'ok', '{}', '{instrumentation:solo-piano,speed:fast}', '{genre:house,instrumentation:solo-piano,role:lead,speed:fast}', 2, '/tmp/midiq-upgrade-music/House/lead 120 bpm Cmaj.mid', 'lead 120 bpm Cmaj', 'tmp/midiq-upgrade-music/House', 1907329252, 120, 'event', 1, 120, 120, 120, false, 0, 'detected', 0.88976085, NULL, NULL, 'default', NULL, 1028, false, 16, 32, 64, 64, 1, 2, 2, 1.5, 64, 0, 60, 72, '{"acoustic grand piano",piano}', '{piano}', 1, false, 0, '{}', 30.546816, 'Lead', NULL, '{Lead}', false);
INSERT INTO public.copy VALUES (45525813792087283, 1875883649, 5944866833519643715, '/tmp/midiq-upgrade-music/silent.mid', 'silent', 'tmp/midiq-upgrade-music', 26, 1700000000000, '{}', NULL, false, 1);
INSERT INTO public.copy VALUES (2351780745334219964, 1875883649, 1635341188355878634, '/tmp/midiq-upgrade-music/Jazz/walking bass.mid', 'walking bass', 'tmp/midiq-upgrade-music/Jazz', 417, 1700000000000, '{genre:jazz}', '[{"tag": "genre:jazz", "why": "\"Jazz\" in the folder \"Jazz\"", "rule": "word jazz in folder", "span": [0, 4], "source": "filename", "confidence": 0.9}]', false, 1);
INSERT INTO public.copy VALUES (2485635369159319462, 1875883649, 359664811645140279, '/tmp/midiq-upgrade-music/House/lead 120 bpm Cmaj.mid', 'lead 120 bpm Cmaj', 'tmp/midiq-upgrade-music/House', 569, 1700000000000, '{genre:house,role:lead}', '[{"tag": "genre:house", "why": "\"House\" in the folder \"House\"", "rule": "word house in folder", "span": [0, 5], "source": "filename", "confidence": 0.9}, {"tag": "role:lead", "why": "\"lead\" in the file name \"lead 120 bpm Cmaj\"", "rule": "word lead in file name", "span": [0, 4], "source": "filename", "confidence": 0.7}]', false, 1);
INSERT INTO public.copy VALUES (2796305773565659781, 1875883649, 5954370867124345721, '/tmp/midiq-upgrade-music/page.mid', 'page', 'tmp/midiq-upgrade-music', 21, 1700000000000, '{}', NULL, false, 1);
INSERT INTO public.copy VALUES (2903096495009143693, 1875883649, 359664811645140279, '/tmp/midiq-upgrade-music/copy of lead.mid', 'copy of lead', 'tmp/midiq-upgrade-music', 569, 1700000000000, '{role:lead}', '[{"tag": "role:lead", "why": "\"lead\" in the file name \"copy of lead\"", "rule": "word lead in file name", "span": [8, 12], "source": "filename", "confidence": 0.7}]', false, 1);
INSERT INTO public.copy VALUES (5613036353325004768, 1875883649, 5906349556807749103, '/tmp/midiq-upgrade-music/cut.mid', 'cut', 'tmp/midiq-upgrade-music', 200, 1700000000000, '{}', NULL, false, 1);
INSERT INTO public.copy VALUES (5696932564070077237, 1875883649, 762626428131149286, '/tmp/midiq-upgrade-music/drums.mid', 'drums', 'tmp/midiq-upgrade-music', 289, 1700000000000, '{instrument:drums}', '[{"tag": "instrument:drums", "why": "\"drums\" in the file name \"drums\"", "rule": "word drums in file name", "span": [0, 5], "source": "filename", "confidence": 0.7}]', false, 1);
INSERT INTO public.copy VALUES (8453212172789002822, 1875883649, 7373650490223897192, '/tmp/midiq-upgrade-music/short.mid', 'short', 'tmp/midiq-upgrade-music', 42, 1700000000000, '{}', NULL, false, 1);
INSERT INTO public.detail VALUES (359664811645140279, '{"tags": [{"tag": "speed:fast", "why": "bpm 120", "rule": "bpm >= 120", "source": "event", "confidence": 1}, {"tag": "instrumentation:solo-piano", "why": "piano", "rule": "piano and nothing else", "source": "detected", "confidence": 0.9}], "texts": [{"text": "Lead", "type": "track-name"}], "tracks": [{"name": "Lead", "notes": 64, "channel": 1, "program": 0}]}');
INSERT INTO public.detail VALUES (762626428131149286, '{"tags": [{"tag": "speed:fast", "why": "bpm 128", "rule": "bpm >= 120", "source": "event", "confidence": 1}, {"tag": "instrumentation:drums-only", "why": "drums", "rule": "drums and nothing else", "source": "detected", "confidence": 0.9}], "tracks": [{"name": null, "notes": 32, "channel": 10, "program": 0}]}');
INSERT INTO public.detail VALUES (1635341188355878634, '{"tags": [{"tag": "speed:fast", "why": "bpm 150", "rule": "bpm >= 120", "source": "event", "confidence": 1}, {"tag": "instrumentation:solo-piano", "why": "piano", "rule": "piano and nothing else", "source": "detected", "confidence": 0.9}], "tracks": [{"name": null, "notes": 48, "channel": 1, "program": 0}]}');
INSERT INTO public.detail VALUES (5906349556807749103, '{"tags": [{"tag": "speed:fast", "why": "bpm 120", "rule": "bpm >= 120", "source": "event", "confidence": 1}, {"tag": "instrumentation:solo-piano", "why": "piano", "rule": "piano and nothing else", "source": "detected", "confidence": 0.9}], "texts": [{"text": "Lead", "type": "track-name"}], "tracks": [{"name": "Lead", "notes": 20, "channel": 1, "program": 0}], "problems": [{"code": "truncated", "count": 1, "track": 0, "offset": 197}, {"code": "note-left-on", "count": 1, "track": 0, "offset": 200}, {"code": "missing-end-of-track", "count": 1, "track": 0, "offset": 200}]}');
INSERT INTO public.detail VALUES (5944866833519643715, '{"tracks": [{"name": null, "notes": 0}]}');
INSERT INTO public.detail VALUES (7373650490223897192, '{"tags": [{"tag": "instrumentation:solo-piano", "why": "piano", "rule": "piano and nothing else", "source": "detected", "confidence": 0.9}], "tracks": [{"name": null, "notes": 2, "channel": 1, "program": 0}]}');
INSERT INTO public.field VALUES ('bpm', '{"kind": "number", "name": "bpm", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm", "aliases": ["tempo"], "choices": [], "version": 1, "examples": ["bpm 120..130", "bpm about 128", "tempo:140"], "description": "main tempo: the one that lasts longest, in time"}');
INSERT INTO public.field VALUES ('bpm.src', '{"kind": "choice", "name": "bpm.src", "unit": "", "owner": "tempo", "table": "content", "column": "bpm_source", "aliases": [], "choices": ["event", "default", "filename", "detected", "manual"], "version": 1, "examples": [], "description": "where bpm comes from"}');
INSERT INTO public.field VALUES ('bpm.conf', '{"kind": "number", "name": "bpm.conf", "unit": "", "owner": "tempo", "table": "content", "column": "bpm_confidence", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "how sure bpm is, 0 to 1"}');
INSERT INTO public.field VALUES ('bpm_initial', '{"kind": "number", "name": "bpm_initial", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_initial", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "tempo at the start; 120 where the file says none"}');
INSERT INTO public.field VALUES ('bpm.min', '{"kind": "number", "name": "bpm.min", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_min", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "slowest tempo"}');
INSERT INTO public.field VALUES ('bpm.max', '{"kind": "number", "name": "bpm.max", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_max", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "fastest tempo"}');
INSERT INTO public.field VALUES ('bpm.changes', '{"kind": "flag", "name": "bpm.changes", "unit": "", "owner": "tempo", "table": "content", "column": "bpm_changes", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "the tempo changes while notes sound"}');
INSERT INTO public.field VALUES ('key', '{"kind": "key", "name": "key", "unit": "", "owner": "key", "table": "content", "column": "key", "aliases": [], "choices": [], "version": 1, "examples": ["key Am", "key C,G,D", "key 8A", "key.conf above .7"], "description": "key; unknown where nothing is tonal"}');
INSERT INTO public.field VALUES ('key.src', '{"kind": "choice", "name": "key.src", "unit": "", "owner": "key", "table": "content", "column": "key_source", "aliases": [], "choices": ["event", "default", "filename", "detected", "manual"], "version": 1, "examples": [], "description": "where key comes from"}');
INSERT INTO public.field VALUES ('key.conf', '{"kind": "number", "name": "key.conf", "unit": "", "owner": "key", "table": "content", "column": "key_confidence", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "how sure key is, 0 to 1"}');
INSERT INTO public.field VALUES ('key_signature', '{"kind": "key", "name": "key_signature", "unit": "", "owner": "key", "table": "content", "column": "key_signature", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "what the file''s first key signature says; C major is often a default"}');
INSERT INTO public.field VALUES ('meter', '{"kind": "meter", "name": "meter", "unit": "", "owner": "meter", "table": "content", "column": "meter", "aliases": [], "choices": [], "version": 1, "examples": ["meter 3/4", "meter 6/8,12/8"], "description": "main meter"}');
INSERT INTO public.field VALUES ('meter.src', '{"kind": "choice", "name": "meter.src", "unit": "", "owner": "meter", "table": "content", "column": "meter_source", "aliases": [], "choices": ["event", "default", "filename", "detected", "manual"], "version": 1, "examples": [], "description": "where meter comes from"}');
INSERT INTO public.field VALUES ('meter.conf', '{"kind": "number", "name": "meter.conf", "unit": "", "owner": "meter", "table": "content", "column": "meter_confidence", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "how sure meter is, 0 to 1"}');
INSERT INTO public.field VALUES ('meter_initial', '{"kind": "meter", "name": "meter_initial", "unit": "", "owner": "meter", "table": "content", "column": "meter_initial", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "meter at the start; 4/4 where the file says none"}');
INSERT INTO public.field VALUES ('meter.changes', '{"kind": "flag", "name": "meter.changes", "unit": "", "owner": "meter", "table": "content", "column": "meter_changes", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "the meter changes while notes sound"}');
INSERT INTO public.field VALUES ('bars', '{"kind": "integer", "name": "bars", "unit": "bars", "owner": "meter", "table": "content", "column": "bars", "aliases": [], "choices": [], "version": 1, "examples": ["bars 4,8,16"], "description": "bars up to the end of the last note"}');
INSERT INTO public.field VALUES ('duration', '{"kind": "duration", "name": "duration", "unit": "s", "owner": "duration", "table": "content", "column": "duration", "aliases": ["len", "length"], "choices": [], "version": 1, "examples": ["len 0:30..2:00", "len ..90s"], "description": "length to the end of the last note"}');
INSERT INTO public.field VALUES ('quarters', '{"kind": "number", "name": "quarters", "unit": "quarters", "owner": "duration", "table": "content", "column": "quarters", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "length in quarter notes"}');
INSERT INTO public.field VALUES ('notes', '{"kind": "integer", "name": "notes", "unit": "notes", "owner": "texture", "table": "content", "column": "notes", "aliases": [], "choices": [], "version": 1, "examples": ["notes 500.."], "description": "number of notes, drums included"}');
INSERT INTO public.field VALUES ('tracks', '{"kind": "integer", "name": "tracks", "unit": "tracks", "owner": "texture", "table": "content", "column": "tracks", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "tracks that hold notes"}');
INSERT INTO public.field VALUES ('density', '{"kind": "number", "name": "density", "unit": "notes/s", "owner": "texture", "table": "content", "column": "density", "aliases": [], "choices": [], "version": 1, "examples": ["density 2..8"], "description": "notes in a second, drums included"}');
INSERT INTO public.field VALUES ('polyphony', '{"kind": "integer", "name": "polyphony", "unit": "notes", "owner": "texture", "table": "content", "column": "polyphony", "aliases": ["poly"], "choices": [], "version": 1, "examples": ["notes 500.. poly ..4"], "description": "most notes that sound at once, drums excluded"}');
INSERT INTO public.field VALUES ('polyphony_mean', '{"kind": "number", "name": "polyphony_mean", "unit": "notes", "owner": "texture", "table": "content", "column": "polyphony_mean", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "mean number of notes while any sounds, drums excluded"}');
INSERT INTO public.field VALUES ('velocity_mean', '{"kind": "number", "name": "velocity_mean", "unit": "velocity", "owner": "texture", "table": "content", "column": "velocity_mean", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "mean velocity"}');
INSERT INTO public.field VALUES ('velocity_deviation', '{"kind": "number", "name": "velocity_deviation", "unit": "velocity", "owner": "texture", "table": "content", "column": "velocity_deviation", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "standard deviation of the velocity; 0 where all notes are alike"}');
INSERT INTO public.field VALUES ('low', '{"kind": "pitch", "name": "low", "unit": "pitch", "owner": "range", "table": "content", "column": "low", "aliases": [], "choices": [], "version": 1, "examples": ["low C2.."], "description": "lowest pitch"}');
INSERT INTO public.field VALUES ('high', '{"kind": "pitch", "name": "high", "unit": "pitch", "owner": "range", "table": "content", "column": "high", "aliases": [], "choices": [], "version": 1, "examples": ["high ..G3"], "description": "highest pitch"}');
INSERT INTO public.field VALUES ('instruments', '{"kind": "set", "name": "instruments", "unit": "", "owner": "instruments", "table": "content", "column": "instruments", "aliases": ["inst", "instrument"], "choices": [], "version": 1, "examples": ["inst piano", "inst all [piano, bass, drums]"], "description": "instruments: General MIDI names (acoustic grand piano), families (piano), and drums"}');
INSERT INTO public.field VALUES ('families', '{"kind": "set", "name": "families", "unit": "", "owner": "instruments", "table": "content", "column": "families", "aliases": ["family"], "choices": [], "version": 1, "examples": ["family only [piano]"], "description": "General MIDI families, and drums"}');
INSERT INTO public.field VALUES ('programs', '{"kind": "integer", "name": "programs", "unit": "programs", "owner": "instruments", "table": "content", "column": "programs", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "different programs that play notes"}');
INSERT INTO public.field VALUES ('has_drums', '{"kind": "flag", "name": "has_drums", "unit": "", "owner": "drums", "table": "content", "column": "has_drums", "aliases": ["drums"], "choices": [], "version": 1, "examples": ["drums", "no drums"], "description": "drums play"}');
INSERT INTO public.field VALUES ('drum_share', '{"kind": "number", "name": "drum_share", "unit": "", "owner": "drums", "table": "content", "column": "drum_share", "aliases": [], "choices": [], "version": 1, "examples": ["drum_share 1"], "description": "share of the notes that are drums"}');
INSERT INTO public.field VALUES ('kit', '{"kind": "set", "name": "kit", "unit": "", "owner": "drums", "table": "content", "column": "kit", "aliases": [], "choices": [], "version": 1, "examples": ["kit all [kick, clap]"], "description": "pieces of the drum kit that are hit: kick, snare, hat ..."}');
INSERT INTO public.field VALUES ('complexity', '{"kind": "number", "name": "complexity", "unit": "", "owner": "complexity", "table": "content", "column": "complexity", "aliases": [], "choices": [], "version": 1, "examples": ["complexity ..60", "sort -complexity"], "description": "0 (one repeated note) to 100"}');
INSERT INTO public.field VALUES ('song_title', '{"kind": "text", "name": "song_title", "unit": "", "owner": "texts", "table": "content", "column": "song_title", "aliases": [], "choices": [], "version": 1, "examples": ["song_title waltz"], "description": "title that the file gives itself"}');
INSERT INTO public.field VALUES ('copyright', '{"kind": "text", "name": "copyright", "unit": "", "owner": "texts", "table": "content", "column": "copyright", "aliases": [], "choices": [], "version": 1, "examples": ["copyright /yamaha/i"], "description": "copyright text of the file"}');
INSERT INTO public.field VALUES ('track_names', '{"kind": "set", "name": "track_names", "unit": "", "owner": "texts", "table": "content", "column": "track_names", "aliases": ["track"], "choices": [], "version": 1, "examples": ["track lead"], "description": "names of the tracks"}');
INSERT INTO public.field VALUES ('has_lyrics', '{"kind": "flag", "name": "has_lyrics", "unit": "", "owner": "texts", "table": "content", "column": "has_lyrics", "aliases": ["lyrics"], "choices": [], "version": 1, "examples": ["has_lyrics"], "description": "lyrics are in the file"}');
INSERT INTO public.migration VALUES ('0001-base.sql', '2026-11-21 11:12:32.638454+00');
INSERT INTO public.reject VALUES (2796305773565659781, 5954370867124345721, '/tmp/midiq-upgrade-music/page.mid', 'parse', 'not-midi', 'Cannot read as MIDI: the file is an HTML page', 0, 1);
INSERT INTO public.run OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-21 11:12:32.677585+00', '2026-11-21 11:12:32.817326+00', '1', 'vm', NULL);
INSERT INTO public.source VALUES (1875883649, 'file', '', 'vm');
SELECT pg_catalog.setval('public.run_id_seq', 1, true);
ALTER TABLE ONLY public.analyzer_set
    ADD CONSTRAINT analyzer_set_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.content
    ADD CONSTRAINT content_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.copy
    ADD CONSTRAINT copy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.detail
    ADD CONSTRAINT detail_pkey PRIMARY KEY (content);
ALTER TABLE ONLY public.failure
    ADD CONSTRAINT failure_pkey PRIMARY KEY (content, analyzer);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.reject
    ADD CONSTRAINT reject_pkey PRIMARY KEY (copy, stage, code);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (id);
CREATE INDEX content_bpm ON public.content USING btree (bpm);
CREATE INDEX content_complexity ON public.content USING btree (complexity);
CREATE INDEX content_duration ON public.content USING btree (duration);
CREATE INDEX content_instruments ON public.content USING gin (instruments);
CREATE INDEX content_key_bpm ON public.content USING btree (key, bpm);
CREATE INDEX content_tags ON public.content USING gin (tags);
CREATE INDEX copy_content ON public.copy USING btree (content);
