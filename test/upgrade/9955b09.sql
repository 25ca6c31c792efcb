-- The catalogue of commit 9955b09, made by: bun tools/make-old-catalogue.ts 9955b09
SET check_function_bodies = false;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE FUNCTION public.clear_marks(ids bigint[], names text[]) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare changed int4 := count_cleared(ids, names);
begin
  delete from manual_tag m where m.content = any(ids) and (cardinality(names) = 0 or is_named(m.tag, names));
  perform refresh_tags(ids);
  return changed;
end $$;
CREATE FUNCTION public.count_cleared(ids bigint[], names text[]) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
  select count(distinct m.content)::int4 from manual_tag m
  where m.content = any(ids) and (cardinality(names) = 0 or is_named(m.tag, names))
$$;
CREATE FUNCTION public.count_marks(ids bigint[], given text[], removed text[]) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
  select count(*)::int4 from content c where c.id = any(ids) and (
    exists (select 1 from unnest(given) g where not exists (
      select 1 from manual_tag m where m.content = c.id and m.tag = g and m.given))
    or exists (select 1 from unnest(c.tags) t where is_named(t, removed) and t <> all(given)))
$$;
CREATE FUNCTION public.is_named(tag text, names text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  select tag = any(names) or substr(tag, strpos(tag, ':') + 1) = any(names)
$$;
CREATE FUNCTION public.mark_tags(ids bigint[], given text[], removed text[]) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare changed int4 := count_marks(ids, given, removed);
begin
  insert into manual_tag (content, tag, given)
    select c.id, t, false from content c, unnest(c.tags) t
    where c.id = any(ids) and is_named(t, removed) and t <> all(mark_tags.given)
    on conflict (content, tag) do update set given = false, added = now();
  insert into manual_tag (content, tag, given) select c.id, g, true from content c, unnest(mark_tags.given) g where c.id = any(ids)
    on conflict (content, tag) do update set given = true, added = now() where not manual_tag.given;
  perform refresh_tags(ids);
  return changed;
end $$;
CREATE FUNCTION public.refresh_tags(ids bigint[]) RETURNS void
    LANGUAGE sql
    AS $$
  select from content where id = any(ids) order by id for update;
  update content c set tags = n.tags, tag_sources = n.sources
  from (select o.id, tags_of(o.id, o.own_tags) as tags, tag_sources_of(o.id, o.own_tag_sources) as sources
    from content o where o.id = any(ids)) n
  where c.id = n.id and (c.tags, c.tag_sources) is distinct from (n.tags, n.sources)
$$;
CREATE FUNCTION public.tag_sources_of(content bigint, own_tag_sources text[]) RETURNS text[]
    LANGUAGE sql STABLE
    AS $$
  select array(
    select t from (
      select unnest(own_tag_sources)
        union select unnest(k.tag_sources) from copy k where k.content = tag_sources_of.content
          and (not k.missing or not exists (select 1 from copy o where o.content = tag_sources_of.content and not o.missing))
        union select 'manual' from manual_tag m where m.content = tag_sources_of.content and m.given
    ) u(t) order by t collate "C")
$$;
CREATE FUNCTION public.tags_of(content bigint, own_tags text[]) RETURNS text[]
    LANGUAGE sql STABLE
    AS $$
  select array(
    select t from (
      (select unnest(own_tags)
        union select unnest(k.tags) from copy k where k.content = tags_of.content
          and (not k.missing or not exists (select 1 from copy o where o.content = tags_of.content and not o.missing))
        union select m.tag from manual_tag m where m.content = tags_of.content and m.given)
      except select m.tag from manual_tag m where m.content = tags_of.content and not m.given
    ) u(t) order by t collate "C")
$$;
CREATE TABLE public.analyzer_set (
    id integer NOT NULL,
    list jsonb NOT NULL,
    stale text[] DEFAULT '{}'::text[] NOT NULL
);
CREATE TABLE public.archive (
    id bigint NOT NULL,
    source integer NOT NULL,
    path text NOT NULL,
    size bigint NOT NULL,
    mtime bigint NOT NULL,
    members integer NOT NULL
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
    terms integer[],
    own_tag_sources text[],
    tag_sources text[],
    rating smallint,
    analyzed timestamp with time zone DEFAULT now() NOT NULL,
    bpm real,
    bpm_source text,
    bpm_confidence real,
    bpm_half real,
    bpm_double real,
    bpm_event real,
    bpm_initial real,
    bpm_min real,
    bpm_max real,
    bpm_any real[],
    bpm_changes boolean,
    key smallint,
    key_source text,
    key_confidence real,
    key_second smallint,
    key_signature smallint,
    key_signature_agrees boolean,
    keys text[],
    key_changes boolean,
    modulations integer,
    meter integer,
    meter_source text,
    meter_confidence real,
    meter_initial integer,
    meter_any text[],
    meter_changes boolean,
    pickup real,
    bars integer,
    swing real,
    syncopation real,
    grid integer,
    timing text,
    quantized real,
    humanized boolean,
    timing_deviation real,
    nomml integer,
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
    chords text,
    chords_source text,
    chords_confidence real,
    chord_names text,
    progression text,
    chord_loop text,
    chord_qualities text[],
    chord_count integer,
    chord_rate real,
    roles text[],
    melody text,
    contour text,
    degrees text,
    rhythm bigint[],
    melody_low smallint,
    melody_high smallint,
    bass text,
    loop boolean,
    loop_bars integer,
    one_shot boolean,
    phrase_bars integer,
    repetition real,
    form text,
    sections integer,
    instruments text[],
    families text[],
    program smallint[],
    programs integer,
    has_drums boolean,
    drum_share real,
    kit text[],
    drum_pattern text,
    beat text,
    drum_feel text,
    drum_bars integer,
    drum_fills integer,
    kick bigint[],
    snare bigint[],
    clap bigint[],
    rim bigint[],
    hat bigint[],
    openhat bigint[],
    ride bigint[],
    crash bigint[],
    tom bigint[],
    complexity real,
    song_title text,
    copyright text,
    track_names text[],
    instrument_names text[],
    markers text[],
    lyrics text,
    has_lyrics boolean,
    karaoke boolean,
    language text,
    text_encoding text,
    text_encoding_confidence real,
    notes_hash text,
    music_hash text,
    format integer,
    ppq integer
)
WITH (toast_tuple_target='1024');
ALTER TABLE ONLY public.content ALTER COLUMN hash SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN status SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN problems SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN own_tags SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN tags SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN path SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN name SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN folder SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN terms SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.content ALTER COLUMN own_tag_sources SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN tag_sources SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN bpm_source SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN key_source SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN keys SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN meter_source SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN meter_any SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN timing SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN chords_source SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN chord_qualities SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN roles SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN instruments SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN families SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN kit SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN beat SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN drum_feel SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN track_names SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN instrument_names SET STORAGE MAIN;
ALTER TABLE ONLY public.content ALTER COLUMN markers SET STORAGE MAIN;
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
    run integer NOT NULL,
    name_bpm real,
    name_key smallint,
    name_differs boolean,
    archive text,
    tag_sources text[],
    name_bars smallint,
    name_track smallint
);
CREATE TABLE public.deferred_index (
    name text NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL
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
CREATE TABLE public.manual_tag (
    content bigint NOT NULL,
    tag text NOT NULL,
    given boolean NOT NULL,
    added timestamp with time zone DEFAULT now() NOT NULL
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
    counts jsonb,
    kind text DEFAULT 'add'::text NOT NULL,
    options jsonb,
    analyzer_set integer,
    seconds jsonb
);
ALTER TABLE public.run ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.saved_query (
    name text NOT NULL,
    parameters text[] NOT NULL,
    query text NOT NULL,
    about text,
    added timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.section (
    content bigint NOT NULL,
    bar integer NOT NULL,
    bars integer NOT NULL,
    notes integer NOT NULL,
    density real,
    n smallint NOT NULL,
    key smallint,
    drums boolean NOT NULL,
    letter text NOT NULL,
    chords text
);
CREATE TABLE public.source (
    id integer NOT NULL,
    kind text NOT NULL,
    root text NOT NULL,
    machine text NOT NULL
);
CREATE TABLE public.timing (
    part text NOT NULL,
    files bigint NOT NULL,
    seconds double precision NOT NULL
);
CREATE TABLE public.track (
    content bigint NOT NULL,
    notes integer NOT NULL,
    density real,
    velocity_mean real,
    n smallint NOT NULL,
    program smallint,
    channel smallint NOT NULL,
    low smallint,
    high smallint,
    polyphony smallint,
    drums boolean NOT NULL,
    role text,
    name text,
    instruments text[] NOT NULL
);
CREATE TABLE public.unsettled (
    content bigint NOT NULL
);
CREATE TABLE public.vector (
    content bigint NOT NULL,
    facets bytea NOT NULL,
    minhash bytea
);
INSERT INTO public.analyzer_set VALUES (1251668569, '[{"id": "beat", "kind": "analyzer", "options": "", "version": 2}, {"id": "chords", "kind": "analyzer", "options": "", "version": 2}, {"id": "complexity", "kind": "analyzer", "options": "", "version": 1}, {"id": "drums", "kind": "analyzer", "options": "", "version": 1}, {"id": "duration", "kind": "analyzer", "options": "", "version": 1}, {"id": "fingerprint", "kind": "analyzer", "options": "", "version": 1}, {"id": "groove", "kind": "analyzer", "options": "", "version": 2}, {"id": "instruments", "kind": "analyzer", "options": "", "version": 2}, {"id": "key", "kind": "analyzer", "options": "", "version": 2}, {"id": "lines", "kind": "analyzer", "options": "", "version": 2}, {"id": "meter", "kind": "analyzer", "options": "", "version": 3}, {"id": "range", "kind": "analyzer", "options": "", "version": 1}, {"id": "smf", "kind": "analyzer", "options": "", "version": 1}, {"id": "song-facts", "kind": "analyzer", "options": "", "version": 2}, {"id": "structure", "kind": "analyzer", "options": "", "version": 1}, {"id": "tempo", "kind": "analyzer", "options": "", "version": 3}, {"id": "texts", "kind": "analyzer", "options": "", "version": 2}, {"id": "texture", "kind": "analyzer", "options": "", "version": 1}, {"id": "instrumentation", "kind": "tagger", "needs": "instruments 700d0b61", "options": "", "version": 1}, {"id": "name-facts", "kind": "tagger", "options": "", "version": 2}, {"id": "tempo-class", "kind": "tagger", "needs": "tempo 764fa94e", "options": "", "version": 1}, {"id": "text-words", "kind": "tagger", "needs": "song-facts 797975de", "options": "tables 46097266", "version": 1}, {"id": "words", "kind": "tagger", "options": "tables 2f018307", "version": 2}]', '{}');
INSERT INTO public.content VALUES (5906349556807749103, '\xa3ef2341e99f9bdeb0a47cbeda4059feb1ab2cf9405ae740c39036f91235a5bb', 200, '2026-11-30 18:16:55.440707+00', 'partial', '{missing-eot,note-left-on,truncated}', '{instrumentation:solo-piano,speed:fast}', '{instrumentation:solo-piano,speed:fast}', 1, '/tmp/midiq-upgrade-music/cut.mid', 'cut', 'tmp/midiq-upgrade-music', 1251668569, '{-2067393166,-2046508913,-1916601746,-1792657216,-1711624959,-1682002888,-1661101680,-1656839190,-1628034466,-1529783269,-1355275495,-1159972349,-1109880651,-1102507551,-1093725882,-984287231,-930387846,-889759111,-862044405,-841027108,-827358208,-825599315,-796727944,-746794788,-654203668,-516485973,-372228675,-357635597,-229043594,-196019217,-192093109,-122142226,-117352856,-87483612,-35943913,66573484,98113509,123446987,194468001,401985923,604331970,606983695,797371777,835133815,846188771,911036878,983355048,1002726756,1117560055,1192420878,1229383858,1293723066,1376925845,1410361047,1465637715,1470260708,1525208914,1808979727,1817331775,1895581734,2069538057,2097437725}', '{detected,event}', '{detected,event}', NULL, '2026-11-30 18:16:55.440707+00', 120, 'event', 1, 60, 240, 120, 120, 120, 120, '{120}', false, 0, 'detected', 0.68880963, 7, NULL, NULL, '{C}', false, 0, 1028, 'detected', 0.9817482, 1028, '{4/4}', false, 0, 5, NULL, 0, 4, 'quantised', 1, false, 0, 0, 10, 20, 20, 1, 2, 2, 1.4, 64, 0, 60, 72, 'j9naj5j9naj5j4n|0Mc9Vd7Tc0Mc9Vd7Tc0Mc4QdH', 'detected', 0.7201073, 'C-Am-G-C-Am-G-C-Em/G', 'I-vi-V-I-vi-V-I-iii', 'I-vi-V', '{m,maj}', 8, 1.6, '{melody}', 'qpjulbqpjulbqpj', 'UUDUdDUUDUdDUUD', '1353171353171353', '{68736258049,16777217}', 60, 72, 'qpjrkfqpjrkfqpj', false, NULL, false, 2, 0.6, 'A', 1, '{"acoustic grand piano",piano}', '{piano}', '{1}', 1, false, 0, '{}', NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 29.735096, 'Lead', NULL, '{Lead}', '{}', '{}', NULL, false, false, NULL, 'utf-8', 1, '3478ee588529789b', '2da2d3ef99cc8c85', 0, 96);
INSERT INTO public.content VALUES (762626428131149286, '\x152ac964422a0bcd631648d034da4610496ecaf153a014d4df6a358e9b2cd9e5', 289, '2026-11-30 18:16:55.440707+00', 'ok', '{}', '{instrumentation:drums-only,speed:fast}', '{instrument:drums,instrumentation:drums-only,speed:fast}', 1, '/tmp/midiq-upgrade-music/drums.mid', 'drums', 'tmp/midiq-upgrade-music', 1251668569, '{-2113234056,-2006637806,-1619916296,-1557244627,-1112296643,-971154492,-906573214,-886232726,-853127765,-715084217,-550415424,-409085845,-51030319,170732777,375148734,489359296,550884268,779673350,913796693,984718055,1299086300,1354690603,1432872441,1636247141,1754900728,1804832851,1813098092,1858919883,1866312124,1888771001,2058406411,2112355570}', '{detected,event}', '{detected,event,filename}', NULL, '2026-11-30 18:16:55.440707+00', 128, 'event', 1, 64, 256, 128, 128, 128, 128, '{128}', false, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, 1028, 'detected', 0.9790875, 1028, '{4/4}', false, 0, 8, NULL, 0, 4, 'quantised', 1, false, 0, 0, 15, 32, 32, 1, 2.1333334, 0, NULL, 64, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', 0, NULL, '{drums}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true, 8, false, 1, 0.875, 'AA', 1, '{drums}', '{drums}', '{}', 0, true, 1, '{kick,snare}', 'kick x.......x....... snare ....x.......x...', 'backbeat', NULL, 8, 0, '{16777217}', '{68719480832}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10.098574, NULL, NULL, '{}', '{}', '{}', NULL, false, false, NULL, NULL, NULL, '4e7a436e0ccac6e0', 'ef460700ac930268', 0, 96);
INSERT INTO public.content VALUES (5954370867124345721, '\xa544598317c336f39e530da1f284cb1f65366ce4131525040c10456175a7609e', 21, '2026-11-30 18:16:55.440707+00', 'rejected', '{not-midi}', '{}', '{}', 1, '/tmp/midiq-upgrade-music/page.mid', 'page', 'tmp/midiq-upgrade-music', 1251668569, '{}', '{}', '{}', NULL, '2026-11-30 18:16:55.440707+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.content VALUES (7373650490223897192, '\xcca8f01b6f5c54d05f14729f1a8dce9026ebf56c82dfe8ab69c5c8c0862066f3', 42, '2026-11-30 18:16:55.440707+00', 'ok', '{}', '{instrumentation:solo-piano}', '{instrumentation:solo-piano}', 1, '/tmp/midiq-upgrade-music/short.mid', 'short', 'tmp/midiq-upgrade-music', 1251668569, '{}', '{detected}', '{detected}', NULL, '2026-11-30 18:16:55.440707+00', NULL, 'default', NULL, NULL, NULL, NULL, 120, NULL, NULL, '{}', false, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 'default', NULL, 1028, '{}', false, NULL, 1, NULL, 0, NULL, 'quantised', 1, false, NULL, 1, 0.5, 1, 2, 1, 4, 1, 1, 64, 0, 64, 67, NULL, NULL, NULL, NULL, NULL, NULL, '{}', 0, NULL, '{other}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, false, NULL, 0, NULL, 0, '{"acoustic grand piano",piano}', '{piano}', '{1}', 1, false, 0, '{}', NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 16.348574, NULL, NULL, '{}', '{}', '{}', NULL, false, false, NULL, NULL, NULL, '1ebd6c7ac6846635', '4e485d6b0602dc35', 0, 96);
INSERT INTO public.content VALUES (5944866833519643715, '\xa500d1c691e118872cd702835f33cfb72613e560370ed0cf8edbcdd0b6e357e9', 26, '2026-11-30 18:16:55.440707+00', 'ok', '{}', '{}', '{}', 1, '/tmp/midiq-upgrade-music/silent.mid', 'silent', 'tmp/midiq-upgrade-music', 1251668569, '{}', '{}', '{}', NULL, '2026-11-30 18:16:55.440707+00', NULL, 'default', NULL, NULL, NULL, NULL, 120, NULL, NULL, '{}', false, NULL, NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, 'default', NULL, 1028, '{}', false, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', 0, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, false, NULL, NULL, NULL, 0, '{}', '{}', '{}', 0, false, NULL, '{}', NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', '{}', '{}', NULL, false, false, NULL, NULL, NULL, NULL, NULL, 0, 96);
INSERT INTO public.content VALUES (1635341188355878634, '\x2d63cc4af508ddd5b177799946f6e0ddb7f25d812567455132e4eac8e6421c12', 417, '2026-11-30 18:16:55.440707+00', 'ok', '{}', '{instrumentation:solo-piano,speed:fast}', '{genre:jazz,instrumentation:solo-piano,speed:fast}', 1, '/tmp/midiq-upgrade-music/Jazz/walking bass.mid', 'walking bass', 'tmp/midiq-upgrade-music/Jazz', 1251668569, '{-2059532530,-2042399492,-2009330793,-2003981284,-1975878170,-1950204360,-1947937476,-1935656168,-1872142177,-1684107281,-1396601414,-1129077962,-790812446,-762483688,-639221796,-513540013,-490308441,-445334403,-387521540,-226969678,-180708642,-43894998,23854582,331179134,419634174,666731998,670477615,685703124,704249606,834963652,911877654,1008639846,1153601796,1223107496,1376811524,1407643932,1470260708,1584102260,1661460706,1680115685,1871803538,1985373550}', '{detected,event}', '{detected,event,filename}', NULL, '2026-11-30 18:16:55.440707+00', 150, 'event', 1, 75, 300, 150, 150, 150, 150, '{150}', false, 14, 'detected', 0.62802964, 5, NULL, NULL, '{Dm}', false, 0, 772, 'detected', 0.57033634, 1028, '{3/4}', false, 0, 16, NULL, 0, 4, 'quantised', 1, false, 0, 0, 19.2, 48, 48, 1, 2.5, 1, 1, 64, 0, 38, 48, 'n3j9n3j9n3j9n3j9n3j9n3j9n3j9n3j|2Mg5PcJ2Md5Pc2Mg5PcJ2Md5Pc2Mg5PcJ2Md5Pc2Mg5PcJ2Md5Pc', 'detected', 0.4665745, 'Dm7-F/A-Dm-F-Dm7-F/A-Dm-F-Dm7-F/A-Dm-F-Dm7-F/A-Dm-F', 'i7-III-i-III-i7-III-i-III-i7-III-i-III-i7-III-i-III', 'i-III', '{m,m7,maj}', 16, 1, '{bass}', NULL, NULL, NULL, '{4295032833}', NULL, NULL, 'pqpcpqpcpqpcpqpcpqpcpqpcpqpcpqpcpqpcpqpcpqpcpqp', true, 16, false, 4, 0.75, 'AAAA', 1, '{"acoustic grand piano",piano}', '{piano}', '{1}', 1, false, 0, '{}', NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 20.197147, NULL, NULL, '{}', '{}', '{}', NULL, false, false, NULL, NULL, NULL, '06e650d8e1557422', 'fa720b03e6584051', 0, 96);
INSERT INTO public.content VALUES (359664811645140279, '\x09fb927b30a1fa6f8997a305e456702ab5c7cab9536e3f49e6c773a3936551bd', 569, '2026-11-30 18:16:55.440707+00', 'ok', '{}', '{instrumentation:solo-piano,speed:fast}', '{genre:house,instrumentation:solo-piano,role:lead,speed:fast}', 2, '/tmp/midiq-upgrade-music/House/lead 120 bpm Cmaj.mid', 'lead 120 bpm Cmaj', 'tmp/midiq-upgrade-music/House', 1251668569, '{-2067393166,-2046508913,-1916601746,-1792657216,-1711624959,-1682002888,-1661101680,-1656839190,-1628034466,-1529783269,-1355275495,-1159972349,-1109880651,-1102507551,-1093725882,-984287231,-930387846,-889759111,-862044405,-841027108,-827358208,-825599315,-796727944,-746794788,-654203668,-516485973,-372228675,-357635597,-229043594,-196019217,-192093109,-122142226,-87483612,-35943913,66573484,98113509,123446987,401985923,604331970,606983695,797371777,835133815,911036878,983355048,1002726756,1117560055,1192420878,1229383858,1293723066,1376925845,1410361047,1465637715,1470260708,1525208914,1808979727,1817331775,1895581734,2069538057,2097437725}', '{detected,event}', '{detected,event,filename}', NULL, '2026-11-30 18:16:55.440707+00', 120, 'event', 1, 60, 240, 120, 120, 120, 120, '{120}', false, 0, 'detected', 0.48742053, 7, NULL, NULL, '{C}', false, 0, 1028, 'detected', 0.9926244, 1028, '{4/4}', false, 0, 16, NULL, 0, 4, 'quantised', 1, false, 0, 0, 32, 64, 64, 1, 2, 2, 1.5, 64, 0, 60, 72, 'j9naj5j9naj5j9naj5j9naj5j9naj5j9naj5j9naj5j9naj|0Mc9Vd7Tc0Mc9Vd7Tc0Mc9Vd7Tc0Mc9Vd7Tc0Mc9Vd7Tc0Mc9Vd7Tc0Mc9Vd7Tc0Mc9Vd7Tc', 'detected', 0.73138565, 'C-Am-G-C-Am-G-C-Am-G-C-Am-G-C-Am-G-C-Am-G-C-Am-G-C-Am-G', 'I-vi-V-I-vi-V-I-vi-V-I-vi-V-I-vi-V-I-vi-V-I-vi-V-I-vi-V', 'I-vi-V', '{m,maj}', 24, 1.5, '{melody}', 'qpjulbqpjulbqpjulbqpjulbqpjulbqpjulbqpjulbqpjul', 'UUDUdDUUDUdDUUDUdDUUDUdDUUDUdDUUDUdDUUDUdDUUDUd', '135317135317135317135317135317135317135317135317', '{68736258049,16777217}', 60, 72, 'qpjrkfqpjrkfqpjrkfqpjrkfqpjrkfqpjrkfqpjrkfqpjrk', true, 16, false, 2, 0.875, 'AAAA', 1, '{"acoustic grand piano",piano}', '{piano}', '{1}', 1, false, 0, '{}', NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 30.546816, 'Lead', NULL, '{Lead}', '{}', '{}', NULL, false, false, NULL, 'utf-8', 1, 'c6b70b582db43a5d', 'f578fe01bd255e8a', 0, 96);
INSERT INTO public.copy VALUES (2903096495009143693, 1875883649, 359664811645140279, '/tmp/midiq-upgrade-music/copy of lead.mid', 'copy of lead', 'tmp/midiq-upgrade-music', 569, 1700000000000, '{}', NULL, false, 1, NULL, NULL, NULL, NULL, '{}', NULL, NULL);
INSERT INTO public.copy VALUES (5613036353325004768, 1875883649, 5906349556807749103, '/tmp/midiq-upgrade-music/cut.mid', 'cut', 'tmp/midiq-upgrade-music', 200, 1700000000000, '{}', NULL, false, 1, NULL, NULL, NULL, NULL, '{}', NULL, NULL);
INSERT INTO public.copy VALUES (5696932564070077237, 1875883649, 762626428131149286, '/tmp/midiq-upgrade-music/drums.mid', 'drums', 'tmp/midiq-upgrade-music', 289, 1700000000000, '{instrument:drums}', '[{"by": "words", "tag": "instrument:drums", "why": "\"drums\" in the file name \"drums\"", "rule": "word drums in file name", "span": [0, 5], "source": "filename", "confidence": 0.7}]', false, 1, NULL, NULL, NULL, NULL, '{filename}', NULL, NULL);
INSERT INTO public.copy VALUES (2796305773565659781, 1875883649, 5954370867124345721, '/tmp/midiq-upgrade-music/page.mid', 'page', 'tmp/midiq-upgrade-music', 21, 1700000000000, '{}', NULL, false, 1, NULL, NULL, NULL, NULL, '{}', NULL, NULL);
INSERT INTO public.copy VALUES (8453212172789002822, 1875883649, 7373650490223897192, '/tmp/midiq-upgrade-music/short.mid', 'short', 'tmp/midiq-upgrade-music', 42, 1700000000000, '{}', NULL, false, 1, NULL, NULL, NULL, NULL, '{}', NULL, NULL);
INSERT INTO public.copy VALUES (45525813792087283, 1875883649, 5944866833519643715, '/tmp/midiq-upgrade-music/silent.mid', 'silent', 'tmp/midiq-upgrade-music', 26, 1700000000000, '{}', NULL, false, 1, NULL, NULL, NULL, NULL, '{}', NULL, NULL);
INSERT INTO public.copy VALUES (2351780745334219964, 1875883649, 1635341188355878634, '/tmp/midiq-upgrade-music/Jazz/walking bass.mid', 'walking bass', 'tmp/midiq-upgrade-music/Jazz', 417, 1700000000000, '{genre:jazz}', '[{"by": "words", "tag": "genre:jazz", "why": "\"Jazz\" in the folder \"Jazz\"", "rule": "word jazz in folder", "span": [0, 4], "source": "filename", "confidence": 0.9}]', false, 1, NULL, NULL, NULL, NULL, '{filename}', NULL, NULL);
INSERT INTO public.copy VALUES (2485635369159319462, 1875883649, 359664811645140279, '/tmp/midiq-upgrade-music/House/lead 120 bpm Cmaj.mid', 'lead 120 bpm Cmaj', 'tmp/midiq-upgrade-music/House', 569, 1700000000000, '{genre:house,role:lead}', '[{"by": "words", "tag": "genre:house", "why": "\"House\" in the folder \"House\"", "rule": "word house in folder", "span": [0, 5], "source": "filename", "confidence": 0.9}, {"by": "words", "tag": "role:lead", "why": "\"lead\" in the file name \"lead 120 bpm Cmaj\"", "rule": "word lead in file name", "span": [0, 4], "source": "filename", "confidence": 0.7}]', false, 1, 120, 0, false, NULL, '{filename}', NULL, NULL);
INSERT INTO public.detail VALUES (359664811645140279, '{"tags": [{"by": "tempo-class", "tag": "speed:fast", "why": "bpm 120", "rule": "bpm >= 120", "source": "event", "confidence": 1}, {"by": "instrumentation", "tag": "instrumentation:solo-piano", "why": "piano", "rule": "piano and nothing else", "source": "detected", "confidence": 0.9}], "texts": [{"text": "Lead", "type": "track-name"}], "title": "Lead", "places": {"bass": "000010100010100010100010100010100010100010100010", "chords": "010110110110110110110110", "melody": "000010100010100010100010100010100010100010100010"}, "tracks": [{"name": "Lead", "notes": 64, "channel": 1, "program": 0}]}');
INSERT INTO public.detail VALUES (5906349556807749103, '{"tags": [{"by": "tempo-class", "tag": "speed:fast", "why": "bpm 120", "rule": "bpm >= 120", "source": "event", "confidence": 1}, {"by": "instrumentation", "tag": "instrumentation:solo-piano", "why": "piano", "rule": "piano and nothing else", "source": "detected", "confidence": 0.9}], "texts": [{"text": "Lead", "type": "track-name"}], "title": "Lead", "places": {"bass": "0000101000101000", "chords": "01011010", "melody": "0000101000101000"}, "tracks": [{"name": "Lead", "notes": 20, "channel": 1, "program": 0}], "problems": [{"code": "truncated", "count": 1, "track": 0, "offset": 197}, {"code": "note-left-on", "count": 1, "track": 0, "offset": 200}, {"code": "missing-eot", "count": 1, "track": 0, "offset": 200}]}');
INSERT INTO public.detail VALUES (762626428131149286, '{"tags": [{"by": "tempo-class", "tag": "speed:fast", "why": "bpm 128", "rule": "bpm >= 120", "source": "event", "confidence": 1}, {"by": "instrumentation", "tag": "instrumentation:drums-only", "why": "drums", "rule": "drums and nothing else", "source": "detected", "confidence": 0.9}], "tracks": [{"name": null, "notes": 32, "channel": 10, "program": 0}]}');
INSERT INTO public.detail VALUES (7373650490223897192, '{"tags": [{"by": "instrumentation", "tag": "instrumentation:solo-piano", "why": "piano", "rule": "piano and nothing else", "source": "detected", "confidence": 0.9}], "tracks": [{"name": null, "notes": 2, "channel": 1, "program": 0}]}');
INSERT INTO public.detail VALUES (5944866833519643715, '{"tracks": [{"name": null, "notes": 0}]}');
INSERT INTO public.detail VALUES (1635341188355878634, '{"tags": [{"by": "tempo-class", "tag": "speed:fast", "why": "bpm 150", "rule": "bpm >= 120", "source": "event", "confidence": 1}, {"by": "instrumentation", "tag": "instrumentation:solo-piano", "why": "piano", "rule": "piano and nothing else", "source": "detected", "confidence": 0.9}], "places": {"bass": "000100100100100100100100100100100100100100100100", "chords": "0201120112011201", "melody": null}, "tracks": [{"name": null, "notes": 48, "channel": 1, "program": 0}]}');
INSERT INTO public.field VALUES ('bpm', '{"kind": "number", "name": "bpm", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm", "aliases": ["tempo"], "choices": [], "version": 3, "examples": ["bpm 120..130", "bpm about 128", "tempo:140"], "description": "main tempo: the one in the middle of the time"}');
INSERT INTO public.field VALUES ('bpm.src', '{"kind": "choice", "name": "bpm.src", "unit": "", "owner": "tempo", "table": "content", "column": "bpm_source", "aliases": [], "choices": ["event", "default", "filename", "detected", "manual"], "version": 3, "examples": [], "description": "where bpm comes from"}');
INSERT INTO public.field VALUES ('bpm.conf', '{"kind": "number", "name": "bpm.conf", "unit": "", "owner": "tempo", "table": "content", "column": "bpm_confidence", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "how sure bpm is, 0 to 1"}');
INSERT INTO public.field VALUES ('bpm.half', '{"kind": "number", "name": "bpm.half", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_half", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "half the tempo"}');
INSERT INTO public.field VALUES ('bpm.double', '{"kind": "number", "name": "bpm.double", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_double", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "twice the tempo"}');
INSERT INTO public.field VALUES ('bpm.event', '{"kind": "number", "name": "bpm.event", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_event", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "what the tempo events say, whether the notes agree or not"}');
INSERT INTO public.field VALUES ('bpm_initial', '{"kind": "number", "name": "bpm_initial", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_initial", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "tempo at the start; 120 where the file says none"}');
INSERT INTO public.field VALUES ('bpm.min', '{"kind": "number", "name": "bpm.min", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_min", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "slowest tempo"}');
INSERT INTO public.field VALUES ('bpm.max', '{"kind": "number", "name": "bpm.max", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_max", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "fastest tempo"}');
INSERT INTO public.field VALUES ('bpm.any', '{"kind": "numbers", "name": "bpm.any", "unit": "bpm", "owner": "tempo", "table": "content", "column": "bpm_any", "aliases": [], "choices": [], "version": 3, "examples": ["bpm.any 140"], "description": "every tempo that holds while notes sound; of more than 64 those that last longest"}');
INSERT INTO public.field VALUES ('bpm.changes', '{"kind": "flag", "name": "bpm.changes", "unit": "", "owner": "tempo", "table": "content", "column": "bpm_changes", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "the tempo changes while notes sound"}');
INSERT INTO public.field VALUES ('key', '{"kind": "key", "name": "key", "unit": "", "owner": "key", "table": "content", "column": "key", "aliases": [], "choices": [], "version": 2, "examples": ["key Am", "key C,G,D", "key 8A", "key.conf above .7"], "description": "key; unknown where nothing is tonal"}');
INSERT INTO public.field VALUES ('key.src', '{"kind": "choice", "name": "key.src", "unit": "", "owner": "key", "table": "content", "column": "key_source", "aliases": [], "choices": ["event", "default", "filename", "detected", "manual"], "version": 2, "examples": [], "description": "where key comes from"}');
INSERT INTO public.field VALUES ('key.conf', '{"kind": "number", "name": "key.conf", "unit": "", "owner": "key", "table": "content", "column": "key_confidence", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "how sure key is, 0 to 1"}');
INSERT INTO public.field VALUES ('key_second', '{"kind": "key", "name": "key_second", "unit": "", "owner": "key", "table": "content", "column": "key_second", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "the key that is next likely"}');
INSERT INTO public.field VALUES ('key_signature', '{"kind": "key", "name": "key_signature", "unit": "", "owner": "key", "table": "content", "column": "key_signature", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "what the file''s first key signature says; C major is often a default"}');
INSERT INTO public.field VALUES ('key_signature_agrees', '{"kind": "flag", "name": "key_signature_agrees", "unit": "", "owner": "key", "table": "content", "column": "key_signature_agrees", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "the file''s first key signature has the sharps and flats of the key"}');
INSERT INTO public.field VALUES ('keys', '{"kind": "set", "name": "keys", "unit": "", "owner": "key", "table": "content", "column": "keys", "aliases": ["key.any"], "choices": [], "version": 2, "examples": ["keys Am", "keys all [C, D]", "key.any Am"], "description": "keys of the song''s stretches: C, Am, F#m"}');
INSERT INTO public.field VALUES ('key.changes', '{"kind": "flag", "name": "key.changes", "unit": "", "owner": "key", "table": "content", "column": "key_changes", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "the key changes in the song"}');
INSERT INTO public.field VALUES ('modulations', '{"kind": "integer", "name": "modulations", "unit": "", "owner": "key", "table": "content", "column": "modulations", "aliases": [], "choices": [], "version": 2, "examples": ["modulations 1.."], "description": "changes of key; between relative major and minor is none"}');
INSERT INTO public.field VALUES ('meter', '{"kind": "meter", "name": "meter", "unit": "", "owner": "meter", "table": "content", "column": "meter", "aliases": [], "choices": [], "version": 3, "examples": ["meter 3/4", "meter 6/8,12/8"], "description": "main meter"}');
INSERT INTO public.field VALUES ('meter.src', '{"kind": "choice", "name": "meter.src", "unit": "", "owner": "meter", "table": "content", "column": "meter_source", "aliases": [], "choices": ["event", "default", "filename", "detected", "manual"], "version": 3, "examples": [], "description": "where meter comes from"}');
INSERT INTO public.field VALUES ('meter.conf', '{"kind": "number", "name": "meter.conf", "unit": "", "owner": "meter", "table": "content", "column": "meter_confidence", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "how sure meter is, 0 to 1"}');
INSERT INTO public.field VALUES ('meter_initial', '{"kind": "meter", "name": "meter_initial", "unit": "", "owner": "meter", "table": "content", "column": "meter_initial", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "meter at the start; 4/4 where the file says none"}');
INSERT INTO public.field VALUES ('meter.any', '{"kind": "set", "name": "meter.any", "unit": "", "owner": "meter", "table": "content", "column": "meter_any", "aliases": [], "choices": [], "version": 3, "examples": ["meter.any 3/4", "meter.any all [3/4, 4/4]"], "description": "every meter that holds while notes sound: 4/4, 3/4"}');
INSERT INTO public.field VALUES ('meter.changes', '{"kind": "flag", "name": "meter.changes", "unit": "", "owner": "meter", "table": "content", "column": "meter_changes", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "the meter changes while notes sound"}');
INSERT INTO public.field VALUES ('pickup', '{"kind": "number", "name": "pickup", "unit": "beats", "owner": "meter", "table": "content", "column": "pickup", "aliases": [], "choices": [], "version": 3, "examples": [], "description": "length before the first downbeat"}');
INSERT INTO public.field VALUES ('bars', '{"kind": "integer", "name": "bars", "unit": "bars", "owner": "meter", "table": "content", "column": "bars", "aliases": [], "choices": [], "version": 3, "examples": ["bars 4,8,16"], "description": "bars up to the end of the last note"}');
INSERT INTO public.field VALUES ('swing', '{"kind": "number", "name": "swing", "unit": "percent", "owner": "groove", "table": "content", "column": "swing", "aliases": [], "choices": [], "version": 2, "examples": ["swing 56..66", "swing above 54"], "description": "where in its beat the second of two eighths lies: 50 straight, 66.7 triplet swing, 75 dotted"}');
INSERT INTO public.field VALUES ('syncopation', '{"kind": "number", "name": "syncopation", "unit": "", "owner": "groove", "table": "content", "column": "syncopation", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "share of the onsets that lie off the beat with no onset on the next beat, drums left out"}');
INSERT INTO public.field VALUES ('grid', '{"kind": "integer", "name": "grid", "unit": "per whole note", "owner": "groove", "table": "content", "column": "grid", "aliases": [], "choices": [], "version": 2, "examples": ["grid 16", "grid 12,24"], "description": "coarsest grid on which the onsets lie, in parts of a whole note; null where they lie on none"}');
INSERT INTO public.field VALUES ('timing', '{"kind": "choice", "name": "timing", "unit": "", "owner": "groove", "table": "content", "column": "timing", "aliases": [], "choices": ["quantised", "humanised", "free"], "version": 2, "examples": [], "description": "onsets exactly on the file''s grid, about it, or apart from it"}');
INSERT INTO public.field VALUES ('quantized', '{"kind": "number", "name": "quantized", "unit": "", "owner": "groove", "table": "content", "column": "quantized", "aliases": ["quantised"], "choices": [], "version": 2, "examples": ["quantized >= 0.95"], "description": "share of the onsets within 3 ms of the file''s 32nds and sixteenth triplets"}');
INSERT INTO public.field VALUES ('humanized', '{"kind": "flag", "name": "humanized", "unit": "", "owner": "groove", "table": "content", "column": "humanized", "aliases": ["humanised"], "choices": [], "version": 2, "examples": ["swing above 54 humanized", "quantized >= 0.95 or not humanized"], "description": "played by hand, or made to sound so: the timing is humanised or free"}');
INSERT INTO public.field VALUES ('timing_deviation', '{"kind": "number", "name": "timing_deviation", "unit": "ms", "owner": "groove", "table": "content", "column": "timing_deviation", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "root mean square distance of onsets from sixteenths and triplets of the file''s grid"}');
INSERT INTO public.field VALUES ('nomml', '{"kind": "integer", "name": "nomml", "unit": "", "owner": "groove", "table": "content", "column": "nomml", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "GigaMIDI''s note onset median metric level, the highest of the tracks; 12 is an expressive performance"}');
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
INSERT INTO public.field VALUES ('chords', '{"kind": "chords", "name": "chords", "unit": "", "owner": "chords", "table": "content", "column": "chords", "aliases": [], "choices": [], "version": 2, "examples": ["chords I-V-vi-IV", "chords ~ I-V-vi-IV", "chords = Am-F-C-G", "chords.conf above .8"], "description": "the progression: numerals and degrees in any key, names as motion, `=` exactly, `~` any rotation"}');
INSERT INTO public.field VALUES ('chords.src', '{"kind": "choice", "name": "chords.src", "unit": "", "owner": "chords", "table": "content", "column": "chords_source", "aliases": [], "choices": ["event", "default", "filename", "detected", "manual"], "version": 2, "examples": [], "description": "where chords comes from"}');
INSERT INTO public.field VALUES ('chords.conf', '{"kind": "number", "name": "chords.conf", "unit": "", "owner": "chords", "table": "content", "column": "chords_confidence", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "how sure chords is, 0 to 1"}');
INSERT INTO public.field VALUES ('chord_names', '{"kind": "text", "name": "chord_names", "unit": "", "owner": "chords", "table": "content", "column": "chord_names", "aliases": [], "choices": [], "version": 2, "examples": ["chord_names C-Am-F-G"], "description": "chords by name in order of time: C-Am7-F/A-G7"}');
INSERT INTO public.field VALUES ('progression', '{"kind": "text", "name": "progression", "unit": "", "owner": "chords", "table": "content", "column": "progression", "aliases": [], "choices": [], "version": 2, "examples": ["progression ii7-V7-Imaj7"], "description": "chords as Roman numerals of the key that holds where they sound: I-vi7-IV-V7"}');
INSERT INTO public.field VALUES ('chord_loop', '{"kind": "text", "name": "chord_loop", "unit": "", "owner": "chords", "table": "content", "column": "chord_loop", "aliases": [], "choices": [], "version": 2, "examples": ["chord_loop = \"I-V-vi-IV\""], "description": "the chords that repeat most, as Roman numerals of triads"}');
INSERT INTO public.field VALUES ('chord_qualities', '{"kind": "set", "name": "chord_qualities", "unit": "", "owner": "chords", "table": "content", "column": "chord_qualities", "aliases": ["chord"], "choices": ["6", "7", "9", "maj", "m", "maj7", "m7", "mmaj7", "m6", "maj9", "m9", "add9", "madd9", "sus2", "sus4", "7sus4", "dim", "dim7", "m7b5", "aug"], "version": 2, "examples": ["chord has [maj7, m9]"], "description": "kinds of chord that are heard: maj, m, 7, maj7, sus4 ..."}');
INSERT INTO public.field VALUES ('chord_count', '{"kind": "integer", "name": "chord_count", "unit": "chords", "owner": "chords", "table": "content", "column": "chord_count", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "chords in the progression"}');
INSERT INTO public.field VALUES ('chord.rate', '{"kind": "number", "name": "chord.rate", "unit": "chords/bar", "owner": "chords", "table": "content", "column": "chord_rate", "aliases": [], "choices": [], "version": 2, "examples": ["chord.rate 1..2"], "description": "chords in a bar"}');
INSERT INTO public.field VALUES ('roles', '{"kind": "set", "name": "roles", "unit": "", "owner": "lines", "table": "content", "column": "roles", "aliases": ["role"], "choices": ["melody", "bass", "chords", "pad", "drums", "other"], "version": 2, "examples": ["roles all [melody, bass]"], "description": "what the parts are: melody, bass, chords, pad, drums, other"}');
INSERT INTO public.field VALUES ('melody', '{"kind": "melody", "name": "melody", "unit": "", "owner": "lines", "table": "content", "column": "melody", "aliases": [], "choices": [], "version": 2, "examples": ["melody \"E D C D E E E\"", "melody +2,+2,+1,-5", "melody ~ \"G G A G C B\""], "description": "the melody in any key: notes in any octave, or steps in semitones; `~` allows one edit"}');
INSERT INTO public.field VALUES ('contour', '{"kind": "contour", "name": "contour", "unit": "", "owner": "lines", "table": "content", "column": "contour", "aliases": [], "choices": [], "version": 2, "examples": ["contour udurdd", "contour *rrdurrd"], "description": "where the melody goes: r repeats, u d up and down, U D by leaps alone"}');
INSERT INTO public.field VALUES ('degrees', '{"kind": "degrees", "name": "degrees", "unit": "", "owner": "lines", "table": "content", "column": "degrees", "aliases": [], "choices": [], "version": 2, "examples": ["degrees 1-2-3-5-3"], "description": "the melody in degrees of the scale that holds, minor as natural minor"}');
INSERT INTO public.field VALUES ('rhythm', '{"kind": "bars", "name": "rhythm", "unit": "", "owner": "lines", "table": "content", "column": "rhythm", "aliases": [], "choices": [], "version": 2, "examples": ["rhythm x.xxx.x.", "rhythm = x..x..x."], "description": "bars of the melody by its onsets, of the bass where there is no melody"}');
INSERT INTO public.field VALUES ('melody_low', '{"kind": "pitch", "name": "melody_low", "unit": "pitch", "owner": "lines", "table": "content", "column": "melody_low", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "lowest pitch of the melody"}');
INSERT INTO public.field VALUES ('melody_high', '{"kind": "pitch", "name": "melody_high", "unit": "pitch", "owner": "lines", "table": "content", "column": "melody_high", "aliases": [], "choices": [], "version": 2, "examples": ["melody_high ..C6"], "description": "highest pitch of the melody"}');
INSERT INTO public.field VALUES ('bass', '{"kind": "melody", "name": "bass", "unit": "", "owner": "lines", "table": "content", "column": "bass", "aliases": [], "choices": [], "version": 2, "examples": ["bass \"C2 G2 A2 F2\""], "description": "the bass, like melody"}');
INSERT INTO public.field VALUES ('loop', '{"kind": "flag", "name": "loop", "unit": "", "owner": "structure", "table": "content", "column": "loop", "aliases": [], "choices": [], "version": 1, "examples": ["bars 8 loop"], "description": "the file is a whole 1, 2, 4, 8 or 16 bars long"}');
INSERT INTO public.field VALUES ('loop_bars', '{"kind": "integer", "name": "loop_bars", "unit": "bars", "owner": "structure", "table": "content", "column": "loop_bars", "aliases": [], "choices": [], "version": 1, "examples": ["loop_bars 4,8"], "description": "bars of the loop"}');
INSERT INTO public.field VALUES ('one_shot', '{"kind": "flag", "name": "one_shot", "unit": "", "owner": "structure", "table": "content", "column": "one_shot", "aliases": [], "choices": [], "version": 1, "examples": ["one_shot"], "description": "all notes begin together: one hit or one chord"}');
INSERT INTO public.field VALUES ('phrase_bars', '{"kind": "integer", "name": "phrase_bars", "unit": "bars", "owner": "structure", "table": "content", "column": "phrase_bars", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "bars after which the music repeats itself: 1, 2, 4, 8 or 16"}');
INSERT INTO public.field VALUES ('repetition', '{"kind": "number", "name": "repetition", "unit": "", "owner": "structure", "table": "content", "column": "repetition", "aliases": [], "choices": [], "version": 1, "examples": ["repetition above .6"], "description": "share of the bars that are like an earlier bar"}');
INSERT INTO public.field VALUES ('form', '{"kind": "text", "name": "form", "unit": "", "owner": "structure", "table": "content", "column": "form", "aliases": [], "choices": [], "version": 1, "examples": ["form AABA"], "description": "sections by letter, like ones alike: AABA; of 8 bars, of 4 in short pieces"}');
INSERT INTO public.field VALUES ('sections', '{"kind": "integer", "name": "sections", "unit": "sections", "owner": "structure", "table": "content", "column": "sections", "aliases": [], "choices": [], "version": 1, "examples": ["sections 3.."], "description": "different sections"}');
INSERT INTO public.field VALUES ('instruments', '{"kind": "set", "name": "instruments", "unit": "", "owner": "instruments", "table": "content", "column": "instruments", "aliases": ["inst", "instrument"], "bundles": [["acoustic grand piano", "piano"], ["bright acoustic piano", "piano"], ["electric grand piano", "piano"], ["honky-tonk piano", "piano"], ["electric piano 1", "piano", "electric piano"], ["electric piano 2", "piano", "electric piano"], ["harpsichord", "piano"], ["clavinet", "piano"], ["celesta", "chromatic percussion"], ["glockenspiel", "chromatic percussion"], ["music box", "chromatic percussion"], ["vibraphone", "chromatic percussion"], ["marimba", "chromatic percussion"], ["xylophone", "chromatic percussion"], ["tubular bells", "chromatic percussion"], ["dulcimer", "chromatic percussion"], ["drawbar organ", "organ"], ["percussive organ", "organ"], ["rock organ", "organ"], ["church organ", "organ"], ["reed organ", "organ"], ["accordion", "organ", "accordion"], ["harmonica", "organ"], ["tango accordion", "organ"], ["nylon guitar", "guitar"], ["steel guitar", "guitar"], ["jazz guitar", "guitar"], ["clean guitar", "guitar"], ["muted guitar", "guitar"], ["overdriven guitar", "guitar"], ["distortion guitar", "guitar"], ["guitar harmonics", "guitar"], ["acoustic bass", "bass"], ["fingered bass", "bass"], ["picked bass", "bass"], ["fretless bass", "bass"], ["slap bass 1", "bass"], ["slap bass 2", "bass"], ["synth bass 1", "bass", "synth bass"], ["synth bass 2", "bass", "synth bass"], ["violin", "strings", "strings"], ["viola", "strings", "strings"], ["cello", "strings", "strings"], ["contrabass", "strings", "strings", "bass"], ["tremolo strings", "strings", "strings"], ["pizzicato strings", "strings"], ["harp", "strings"], ["timpani", "strings"], ["string ensemble 1", "ensemble", "strings"], ["string ensemble 2", "ensemble", "strings"], ["synth strings 1", "ensemble", "strings"], ["synth strings 2", "ensemble", "strings"], ["choir aahs", "ensemble", "choir"], ["voice oohs", "ensemble", "choir"], ["synth voice", "ensemble", "choir"], ["orchestra hit", "ensemble"], ["trumpet", "brass"], ["trombone", "brass"], ["tuba", "brass"], ["muted trumpet", "brass"], ["french horn", "brass"], ["brass section", "brass"], ["synth brass 1", "brass"], ["synth brass 2", "brass"], ["soprano sax", "reed", "sax"], ["alto sax", "reed", "sax"], ["tenor sax", "reed", "sax"], ["baritone sax", "reed", "sax"], ["oboe", "reed"], ["english horn", "reed"], ["bassoon", "reed"], ["clarinet", "reed"], ["piccolo", "pipe", "flute"], ["flute", "pipe", "flute"], ["recorder", "pipe", "flute"], ["pan flute", "pipe", "flute"], ["blown bottle", "pipe", "flute"], ["shakuhachi", "pipe", "flute"], ["whistle", "pipe", "flute"], ["ocarina", "pipe", "flute"], ["square lead", "synth lead", "synth"], ["sawtooth lead", "synth lead", "synth"], ["calliope lead", "synth lead", "synth"], ["chiff lead", "synth lead", "synth"], ["charang lead", "synth lead", "synth"], ["voice lead", "synth lead", "synth"], ["fifths lead", "synth lead", "synth"], ["bass and lead", "synth lead", "synth"], ["new age pad", "synth pad", "synth"], ["warm pad", "synth pad", "synth"], ["polysynth pad", "synth pad", "synth"], ["choir pad", "synth pad", "synth"], ["bowed pad", "synth pad", "synth"], ["metallic pad", "synth pad", "synth"], ["halo pad", "synth pad", "synth"], ["sweep pad", "synth pad", "synth"], ["rain", "synth effects", "synth"], ["soundtrack", "synth effects", "synth"], ["crystal", "synth effects", "synth"], ["atmosphere", "synth effects", "synth"], ["brightness", "synth effects", "synth"], ["goblins", "synth effects", "synth"], ["echoes", "synth effects", "synth"], ["sci-fi", "synth effects", "synth"], ["sitar", "ethnic"], ["banjo", "ethnic"], ["shamisen", "ethnic"], ["koto", "ethnic"], ["kalimba", "ethnic"], ["bagpipe", "ethnic"], ["fiddle", "ethnic", "violin"], ["shanai", "ethnic"], ["tinkle bell", "percussive"], ["agogo", "percussive"], ["steel drums", "percussive"], ["woodblock", "percussive"], ["taiko drum", "percussive"], ["melodic tom", "percussive"], ["synth drum", "percussive"], ["reverse cymbal", "percussive"], ["guitar fret noise", "sound effects"], ["breath noise", "sound effects"], ["seashore", "sound effects"], ["bird tweet", "sound effects"], ["telephone ring", "sound effects"], ["helicopter", "sound effects"], ["applause", "sound effects"], ["gunshot", "sound effects"]], "choices": ["accordion", "acoustic bass", "acoustic grand piano", "agogo", "alto sax", "applause", "atmosphere", "bagpipe", "banjo", "baritone sax", "bass", "bass and lead", "bassoon", "bird tweet", "blown bottle", "bowed pad", "brass", "brass section", "breath noise", "bright acoustic piano", "brightness", "calliope lead", "celesta", "cello", "charang lead", "chiff lead", "choir", "choir aahs", "choir pad", "chromatic percussion", "church organ", "clarinet", "clavinet", "clean guitar", "contrabass", "crystal", "distortion guitar", "drawbar organ", "drums", "dulcimer", "echoes", "electric grand piano", "electric piano", "electric piano 1", "electric piano 2", "english horn", "ensemble", "ethnic", "fiddle", "fifths lead", "fingered bass", "flute", "french horn", "fretless bass", "glockenspiel", "goblins", "guitar", "guitar fret noise", "guitar harmonics", "gunshot", "halo pad", "harmonica", "harp", "harpsichord", "helicopter", "honky-tonk piano", "jazz guitar", "kalimba", "koto", "marimba", "melodic tom", "metallic pad", "music box", "muted guitar", "muted trumpet", "new age pad", "nylon guitar", "oboe", "ocarina", "orchestra hit", "organ", "overdriven guitar", "pan flute", "percussive", "percussive organ", "piano", "piccolo", "picked bass", "pipe", "pizzicato strings", "polysynth pad", "rain", "recorder", "reed", "reed organ", "reverse cymbal", "rock organ", "sawtooth lead", "sax", "sci-fi", "seashore", "shakuhachi", "shamisen", "shanai", "sitar", "slap bass 1", "slap bass 2", "soprano sax", "sound effects", "soundtrack", "square lead", "steel drums", "steel guitar", "string ensemble 1", "string ensemble 2", "strings", "sweep pad", "synth", "synth bass", "synth bass 1", "synth bass 2", "synth brass 1", "synth brass 2", "synth drum", "synth effects", "synth lead", "synth pad", "synth strings 1", "synth strings 2", "synth voice", "taiko drum", "tango accordion", "telephone ring", "tenor sax", "timpani", "tinkle bell", "tremolo strings", "trombone", "trumpet", "tuba", "tubular bells", "vibraphone", "viola", "violin", "voice lead", "voice oohs", "warm pad", "whistle", "woodblock", "xylophone"], "version": 2, "examples": ["inst piano", "inst all [piano, bass, drums]"], "description": "instruments: General MIDI names (acoustic grand piano), families (piano), and drums"}');
INSERT INTO public.field VALUES ('families', '{"kind": "set", "name": "families", "unit": "", "owner": "instruments", "table": "content", "column": "families", "aliases": ["family"], "choices": ["piano", "chromatic percussion", "organ", "guitar", "bass", "strings", "ensemble", "brass", "reed", "pipe", "synth lead", "synth pad", "synth effects", "ethnic", "percussive", "sound effects", "drums"], "version": 2, "examples": ["family only [piano]"], "description": "General MIDI families, and drums"}');
INSERT INTO public.field VALUES ('program', '{"kind": "integers", "name": "program", "unit": "", "owner": "instruments", "table": "content", "column": "program", "aliases": [], "choices": [], "version": 2, "examples": ["program 33..40"], "description": "General MIDI program numbers that play notes, 1 to 128, drums excluded"}');
INSERT INTO public.field VALUES ('programs', '{"kind": "integer", "name": "programs", "unit": "programs", "owner": "instruments", "table": "content", "column": "programs", "aliases": ["inst.count"], "choices": [], "version": 2, "examples": ["inst.count 3..5"], "description": "different programs that play notes"}');
INSERT INTO public.field VALUES ('has_drums', '{"kind": "flag", "name": "has_drums", "unit": "", "owner": "drums", "table": "content", "column": "has_drums", "aliases": ["drums"], "choices": [], "version": 1, "examples": ["drums", "no drums"], "description": "drums play"}');
INSERT INTO public.field VALUES ('drum_share', '{"kind": "number", "name": "drum_share", "unit": "", "owner": "drums", "table": "content", "column": "drum_share", "aliases": [], "choices": [], "version": 1, "examples": ["drum_share 1"], "description": "share of the notes that are drums"}');
INSERT INTO public.field VALUES ('kit', '{"kind": "set", "name": "kit", "unit": "", "owner": "drums", "table": "content", "column": "kit", "aliases": [], "choices": ["kick", "snare", "rim", "clap", "hat", "openhat", "tom", "crash", "ride", "tambourine", "cowbell", "conga", "timbale", "shaker", "clave", "triangle"], "version": 1, "examples": ["kit all [kick, clap]"], "description": "pieces of the drum kit that are hit: kick, snare, hat ..."}');
INSERT INTO public.field VALUES ('drum_pattern', '{"kind": "text", "name": "drum_pattern", "unit": "", "owner": "beat", "table": "content", "column": "drum_pattern", "aliases": [], "choices": [], "version": 2, "examples": ["drum_pattern contains \"kick x...x...x...x...\""], "description": "the bar that the drums play most often, a lane for each piece, x a hit and . a sixteenth (or triplet) without"}');
INSERT INTO public.field VALUES ('beat', '{"kind": "choice", "name": "beat", "unit": "", "owner": "beat", "table": "content", "column": "beat", "aliases": [], "choices": ["four-on-the-floor", "backbeat", "half-time", "other"], "version": 2, "examples": ["beat four-on-the-floor bpm 120..130"], "description": "kind of beat of most bars in four: kick on all four; snare on two and four; snare on three alone"}');
INSERT INTO public.field VALUES ('drum_feel', '{"kind": "choice", "name": "drum_feel", "unit": "", "owner": "beat", "table": "content", "column": "drum_feel", "aliases": [], "choices": ["straight", "triplet"], "version": 2, "examples": [], "description": "where hits between the beats lie"}');
INSERT INTO public.field VALUES ('drum_bars', '{"kind": "integer", "name": "drum_bars", "unit": "bars", "owner": "beat", "table": "content", "column": "drum_bars", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "bars that hold drums"}');
INSERT INTO public.field VALUES ('drum_fills', '{"kind": "integer", "name": "drum_fills", "unit": "bars", "owner": "beat", "table": "content", "column": "drum_fills", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "bars with three or more hits of snare and toms above the usual bar"}');
INSERT INTO public.field VALUES ('kick', '{"kind": "bars", "name": "kick", "unit": "", "owner": "beat", "table": "content", "column": "kick", "aliases": [], "choices": [], "version": 2, "examples": ["kick x...x...x...x...", "any bar (kick x...x...x...x... snare ....x.......x...)", "kick = x.......x......."], "description": "bars of the kick; bars of all lanes stand at the same places"}');
INSERT INTO public.field VALUES ('snare', '{"kind": "bars", "name": "snare", "unit": "", "owner": "beat", "table": "content", "column": "snare", "aliases": [], "choices": [], "version": 2, "examples": ["snare ....x.......x..."], "description": "bars of the snare; bars of all lanes stand at the same places"}');
INSERT INTO public.field VALUES ('clap', '{"kind": "bars", "name": "clap", "unit": "", "owner": "beat", "table": "content", "column": "clap", "aliases": [], "choices": [], "version": 2, "examples": ["clap ....x.......x..."], "description": "bars of the clap; bars of all lanes stand at the same places"}');
INSERT INTO public.field VALUES ('rim', '{"kind": "bars", "name": "rim", "unit": "", "owner": "beat", "table": "content", "column": "rim", "aliases": ["sidestick"], "choices": [], "version": 2, "examples": ["rim ...x..x...x....."], "description": "bars of the rim; bars of all lanes stand at the same places"}');
INSERT INTO public.field VALUES ('hat', '{"kind": "bars", "name": "hat", "unit": "", "owner": "beat", "table": "content", "column": "hat", "aliases": ["hihat"], "choices": [], "version": 2, "examples": ["hat ~ x.x.x.x.x.x.x.x."], "description": "bars of the closed hi-hat; bars of all lanes stand at the same places"}');
INSERT INTO public.field VALUES ('openhat', '{"kind": "bars", "name": "openhat", "unit": "", "owner": "beat", "table": "content", "column": "openhat", "aliases": ["open_hat"], "choices": [], "version": 2, "examples": ["kick x...x...x...x... openhat ..x...x...x...x."], "description": "bars of the open hi-hat; bars of all lanes stand at the same places"}');
INSERT INTO public.field VALUES ('ride', '{"kind": "bars", "name": "ride", "unit": "", "owner": "beat", "table": "content", "column": "ride", "aliases": [], "choices": [], "version": 2, "examples": ["ride x..x.xx..x.x"], "description": "bars of the ride; bars of all lanes stand at the same places"}');
INSERT INTO public.field VALUES ('crash', '{"kind": "bars", "name": "crash", "unit": "", "owner": "beat", "table": "content", "column": "crash", "aliases": [], "choices": [], "version": 2, "examples": ["crash x..............."], "description": "bars of the crash and splash cymbals; bars of all lanes stand at the same places"}');
INSERT INTO public.field VALUES ('tom', '{"kind": "bars", "name": "tom", "unit": "", "owner": "beat", "table": "content", "column": "tom", "aliases": ["toms"], "choices": [], "version": 2, "examples": ["tom ............xxxx"], "description": "bars of the toms; bars of all lanes stand at the same places"}');
INSERT INTO public.field VALUES ('complexity', '{"kind": "number", "name": "complexity", "unit": "", "owner": "complexity", "table": "content", "column": "complexity", "aliases": [], "choices": [], "version": 1, "examples": ["complexity ..60", "sort -complexity"], "description": "0 (one repeated note) to 100"}');
INSERT INTO public.field VALUES ('song_title', '{"kind": "text", "name": "song_title", "unit": "", "owner": "texts", "table": "content", "column": "song_title", "aliases": [], "choices": [], "version": 2, "examples": ["song_title waltz"], "description": "title that the file gives itself"}');
INSERT INTO public.field VALUES ('copyright', '{"kind": "text", "name": "copyright", "unit": "", "owner": "texts", "table": "content", "column": "copyright", "aliases": [], "choices": [], "version": 2, "examples": ["copyright /yamaha/i"], "description": "copyright text of the file"}');
INSERT INTO public.field VALUES ('track_names', '{"kind": "set", "name": "track_names", "unit": "", "owner": "texts", "table": "content", "column": "track_names", "aliases": ["track"], "choices": [], "version": 2, "examples": ["track lead"], "description": "names of the tracks"}');
INSERT INTO public.field VALUES ('instrument_names', '{"kind": "set", "name": "instrument_names", "unit": "", "owner": "texts", "table": "content", "column": "instrument_names", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "instruments as the file names them"}');
INSERT INTO public.field VALUES ('markers', '{"kind": "set", "name": "markers", "unit": "", "owner": "texts", "table": "content", "column": "markers", "aliases": ["marker"], "choices": [], "version": 2, "examples": ["marker chorus"], "description": "markers and cue points"}');
INSERT INTO public.field VALUES ('lyrics', '{"kind": "text", "name": "lyrics", "unit": "", "owner": "texts", "table": "content", "column": "lyrics", "aliases": [], "choices": [], "version": 2, "examples": ["lyrics contains \"hello\"", "karaoke has lyrics"], "description": "lyrics, a line each, of lyric events or karaoke words; the first 10,000 characters"}');
INSERT INTO public.field VALUES ('has_lyrics', '{"kind": "flag", "name": "has_lyrics", "unit": "", "owner": "texts", "table": "content", "column": "has_lyrics", "aliases": [], "choices": [], "version": 2, "examples": ["has_lyrics"], "description": "lyrics are in the file"}');
INSERT INTO public.field VALUES ('karaoke', '{"kind": "flag", "name": "karaoke", "unit": "", "owner": "texts", "table": "content", "column": "karaoke", "aliases": [], "choices": [], "version": 2, "examples": ["karaoke"], "description": "the file is karaoke: it has @ texts, or a track of words"}');
INSERT INTO public.field VALUES ('language', '{"kind": "text", "name": "language", "unit": "", "owner": "texts", "table": "content", "column": "language", "aliases": [], "choices": [], "version": 2, "examples": ["language ENGL"], "description": "language of the words as a karaoke file says it: ENGL, FRAN"}');
INSERT INTO public.field VALUES ('text_encoding', '{"kind": "text", "name": "text_encoding", "unit": "", "owner": "texts", "table": "content", "column": "text_encoding", "aliases": [], "choices": [], "version": 2, "examples": ["text_encoding shift_jis"], "description": "encoding that the texts are in, decided from all of them"}');
INSERT INTO public.field VALUES ('text_encoding.conf', '{"kind": "number", "name": "text_encoding.conf", "unit": "", "owner": "texts", "table": "content", "column": "text_encoding_confidence", "aliases": [], "choices": [], "version": 2, "examples": [], "description": "how sure the encoding is, 0 to 1"}');
INSERT INTO public.field VALUES ('notes_hash', '{"kind": "text", "name": "notes_hash", "unit": "", "owner": "fingerprint", "table": "content", "column": "notes_hash", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "hash of the notes: equal in files that differ in texts, layout, programs or loudness only"}');
INSERT INTO public.field VALUES ('music_hash', '{"kind": "text", "name": "music_hash", "unit": "", "owner": "fingerprint", "table": "content", "column": "music_hash", "aliases": [], "choices": [], "version": 1, "examples": [], "description": "hash of the music: equal in copies that were transposed or played at another tempo"}');
INSERT INTO public.field VALUES ('format', '{"kind": "integer", "name": "format", "unit": "", "owner": "smf", "table": "content", "column": "format", "aliases": [], "choices": [], "version": 1, "examples": ["size ..20kb format 0"], "description": "0 one track, 1 tracks that sound together, 2 tracks one after the other"}');
INSERT INTO public.field VALUES ('ppq', '{"kind": "integer", "name": "ppq", "unit": "ticks", "owner": "smf", "table": "content", "column": "ppq", "aliases": [], "choices": [], "version": 1, "examples": ["ppq 480", "ppq 960.."], "description": "ticks of a quarter note; unknown where they are parts of a second (SMPTE)"}');
INSERT INTO public.migration VALUES ('0001-base.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0002-name-facts.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0003-terms.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0004-storage.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0005-language.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0006-parts.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0007-indexes.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0008-names-and-marks.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0009-manual-tags.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0010-versions.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0011-identity.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0012-unsettled.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0014-runs.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0015-refused.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.migration VALUES ('0016-lock-marks.sql', '2026-11-30 18:16:54.491641+00');
INSERT INTO public.reject VALUES (2796305773565659781, 5954370867124345721, '/tmp/midiq-upgrade-music/page.mid', 'parse', 'not-midi', 'Cannot read as MIDI: the file is an HTML page', 0, 1);
INSERT INTO public.run OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-30 18:16:54.635423+00', '2026-11-30 18:16:55.690399+00', '0.1.0', 'vm', '{"in": 8, "out": 6, "aside": 1, "bytes": 2133, "found": 8, "moved": 0, "copies": 1, "stored": 6, "missing": 0, "partial": 1, "analyzed": 6, "rejected": 1, "returned": 0, "copies stored": 8, "rejected not-midi": 1}', 'add', '{"bulk": false, "paths": ["/tmp/midiq-upgrade-music"], "workers": 1}', 1251668569, '{"tag": 0.04155157499999996, "hash": 0.006496862999999905, "parse": 0.014111584999999878, "store": 0.038479498000000036, "total": 0.923175587, "dedupe": 0.0023338500000001546, "source": 0.010729568999999968, "analyze": 0.13308801100000006, "store.wait": 0.00027809899999988374, "analyze/key": 0.13749007999999957, "analyze/smf": 0.0008196000000007189, "store.write": 0.14011425400000008, "analyze/beat": 0.006406208000000333, "analyze/drums": 0.054727504000000406, "analyze/lines": 0.11533059200000025, "analyze/meter": 0.1285420000000013, "analyze/range": 0.001015503999999055, "analyze/tempo": 0.022305487999999967, "analyze/texts": 0.009725839999999153, "analyze/chords": 0.21756907200000022, "analyze/groove": 0.12018030399999953, "analyze/texture": 0.00594262400000116, "analyze/duration": 0.0007322559999993246, "analyze/structure": 0.03955900800000017, "analyze/complexity": 0.005393264000000272, "analyze/fingerprint": 0.10821620799999983, "analyze/instruments": 0.0053432640000009995}');
INSERT INTO public.section VALUES (359664811645140279, 1, 4, 16, 2, 1, 0, false, 'A', 'j9naj5j9naj|0Mc9Vd7Tc0Mc9Vd7Tc');
INSERT INTO public.section VALUES (359664811645140279, 5, 4, 16, 2, 2, 0, false, 'A', 'j9naj5j9naj|0Mc9Vd7Tc0Mc9Vd7Tc');
INSERT INTO public.section VALUES (359664811645140279, 9, 4, 16, 2, 3, 0, false, 'A', 'j9naj5j9naj|0Mc9Vd7Tc0Mc9Vd7Tc');
INSERT INTO public.section VALUES (359664811645140279, 13, 4, 16, 2, 4, 0, false, 'A', 'j9naj5j9naj|0Mc9Vd7Tc0Mc9Vd7Tc');
INSERT INTO public.section VALUES (5906349556807749103, 1, 4, 16, 2, 1, 0, false, 'A', 'j9naj5j9naj|0Mc9Vd7Tc0Mc9Vd7Tc');
INSERT INTO public.section VALUES (762626428131149286, 1, 4, 16, 2.1333334, 1, NULL, true, 'A', NULL);
INSERT INTO public.section VALUES (762626428131149286, 5, 4, 16, 2.1333334, 2, NULL, true, 'A', NULL);
INSERT INTO public.section VALUES (1635341188355878634, 1, 4, 12, 2.5, 1, 14, false, 'A', 'n3j9n3j|2Mg5PcJ2Md5Pc');
INSERT INTO public.section VALUES (1635341188355878634, 5, 4, 12, 2.5, 2, 14, false, 'A', 'n3j9n3j|2Mg5PcJ2Md5Pc');
INSERT INTO public.section VALUES (1635341188355878634, 9, 4, 12, 2.5, 3, 14, false, 'A', 'n3j9n3j|2Mg5PcJ2Md5Pc');
INSERT INTO public.section VALUES (1635341188355878634, 13, 4, 12, 2.5, 4, 14, false, 'A', 'n3j9n3j|2Mg5PcJ2Md5Pc');
INSERT INTO public.source VALUES (1875883649, 'file', '', 'vm');
INSERT INTO public.track VALUES (359664811645140279, 64, 2, 64, 1, 1, 1, 60, 72, 2, false, 'melody', 'Lead', '{"acoustic grand piano",piano}');
INSERT INTO public.track VALUES (5906349556807749103, 20, 2, 64, 1, 1, 1, 60, 72, 2, false, 'melody', 'Lead', '{"acoustic grand piano",piano}');
INSERT INTO public.track VALUES (762626428131149286, 32, 2.1333334, 64, 1, NULL, 10, NULL, NULL, 1, true, 'drums', NULL, '{drums}');
INSERT INTO public.track VALUES (7373650490223897192, 2, 4, 64, 1, 1, 1, 64, 67, 1, false, 'other', NULL, '{"acoustic grand piano",piano}');
INSERT INTO public.track VALUES (1635341188355878634, 48, 2.5, 64, 1, 1, 1, 38, 48, 1, false, 'bass', NULL, '{"acoustic grand piano",piano}');
INSERT INTO public.vector VALUES (359664811645140279, '\x5a0000004a00005a004a004a800000000000005a000000000000000000000000005a0000b4000000000000000000000000000000000095660000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000046000000000000004a004a0000004a4a0000004a000000004600670000006a004bff00000000000000000000000000000000', '\x7df2cc277df2cc257df2cc237df2cc217df2cc1f7df2cc1d7df2cc1b7df2cc197df2cc177df2cc157df2cc137df2cc117df2cc0f7df2cc0d7df2cc0b7df2cc097df2cc077df2cc057df2cc037df2cc018e2dd30a8e2dd3088e2dd3068e2dd3048e2dd3028e2dd30057eec91157eec90f57eec90d57eec90b57eec90957eec90757eec90557eec90357eec901f9e60a0cf9e60a0af9e60a08f9e60a06f9e60a04f9e60a02f9e60a00dbd1f955dbd1f953dbd1f951dbd1f94fdbd1f94ddbd1f94bdbd1f949dbd1f947dbd1f945dbd1f943dbd1f941dbd1f93fdbd1f93ddbd1f93bdbd1f939dbd1f937dbd1f935dbd1f933dbd1f931dbd1f92fdbd1f92ddbd1f92bdbd1f929dbd1f927dbd1f925dbd1f923dbd1f921dbd1f91fdbd1f91ddbd1f91bdbd1f919dbd1f917dbd1f915dbd1f913dbd1f911dbd1f90fdbd1f90ddbd1f90bdbd1f909dbd1f907dbd1f905dbd1f903dbd1f9014ce3412f4ce3412d4ce3412b4ce341294ce341274ce341254ce341234ce341214ce3411f4ce3411d4ce3411b4ce341194ce341174ce341154ce341134ce341114ce3410f4ce3410d4ce3410b4ce341094ce341074ce341054ce341034ce341017df2cc4d7df2cc4b7df2cc497df2cc477df2cc457df2cc437df2cc417df2cc3f7df2cc3d7df2cc3b7df2cc397df2cc377df2cc357df2cc337df2cc317df2cc2f7df2cc2d7df2cc2b7df2cc29');
INSERT INTO public.vector VALUES (5906349556807749103, '\x5a0000005300005a00440044800000000000005100000000000000003900000000510000b400000000000000000000000000000000009a5d000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004200000000000000510042000000515100000042000000004400600000006c0053ff00000000000000000000000000000000', '\x7df2cc277df2cc257df2cc237df2cc217df2cc1f7df2cc1d7df2cc1b7df2cc197df2cc177df2cc157df2cc137df2cc117df2cc0f7df2cc0d7df2cc0b7df2cc097df2cc077df2cc057df2cc037df2cc018e2dd30a8e2dd3088e2dd3068e2dd3048e2dd3028e2dd30057eec91157eec90f57eec90d57eec90b57eec90957eec90757eec90557eec90357eec901f9e60a0cf9e60a0af9e60a08f9e60a06f9e60a04f9e60a02f9e60a00dbd1f955dbd1f953dbd1f951dbd1f94fdbd1f94ddbd1f94bdbd1f949dbd1f947dbd1f945dbd1f943dbd1f941dbd1f93fdbd1f93ddbd1f93bdbd1f939dbd1f937dbd1f935dbd1f933dbd1f931dbd1f92fdbd1f92ddbd1f92bdbd1f929dbd1f927dbd1f925dbd1f923dbd1f921dbd1f91fdbd1f91ddbd1f91bdbd1f919dbd1f917dbd1f915dbd1f913dbd1f911dbd1f90fdbd1f90ddbd1f90bdbd1f909dbd1f907dbd1f905dbd1f903dbd1f9014ce3412f4ce3412d4ce3412b4ce341294ce341274ce341254ce341234ce341214ce3411f4ce3411d4ce3411b4ce341194ce341174ce341154ce341134ce341114ce3410f4ce3410d4ce3410b4ce341094ce341074ce341054ce341034ce341017df2cc4d7df2cc4b7df2cc497df2cc477df2cc457df2cc437df2cc417df2cc3f7df2cc3d7df2cc3b7df2cc397df2cc377df2cc357df2cc337df2cc317df2cc2f7df2cc2d7df2cc2b7df2cc29');
INSERT INTO public.vector VALUES (762626428131149286, '\x00000000000000000000000000000000000000000000000000000000000000000000000080000000000000000000000000000000000080005a000000000000005a00000000000000000000005a000000000000005a000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000ff', '\x0b996a880b996a860b996a840b996a820b996a800b996a7e0b996a7c0b996a7a0b996a780b996a760b996a740b996a720b996a700b996a6e0b996a6c0b996a6a0b996a680b996a660b996a640b996a620b996a600b996a5e0b996a5c0b996a5a0b996a580b996a560b996a540b996a520b996a500b996a4e0b996a4c0b996a4a0b996a480b996a460b996a440b996a420b996a400b996a3e0b996a3c0b996a3a0b996a380b996a360b996a340b996a320b996a300b996a2e0b996a2c0b996a2a0b996a280b996a260b996a240b996a220b996a200b996a1e0b996a1c0b996a1a0b996a180b996a160b996a140b996a120b996a100b996a0e0b996a0c0b996a0a0b996a080b996a060b996a040b996a020b996a008120c4328120c4308120c42e8120c42c8120c42a8120c4288120c4268120c4248120c4228120c4208120c41e8120c41c8120c41a8120c4188120c4168120c4148120c4128120c4108120c40e8120c40c8120c40a8120c4088120c4068120c4048120c4028120c4000b996aca0b996ac80b996ac60b996ac40b996ac20b996ac00b996abe0b996abc0b996aba0b996ab80b996ab60b996ab40b996ab20b996ab00b996aae0b996aac0b996aaa0b996aa80b996aa60b996aa40b996aa20b996aa00b996a9e0b996a9c0b996a9a0b996a980b996a960b996a940b996a920b996a900b996a8e0b996a8c0b996a8a');
INSERT INTO public.vector VALUES (7373650490223897192, '\x00000000b40000b40000000000000000000000000000000000000000000000000000000080000000000080000000000000000000b4000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000ff000000000000000000000000000000000000ff00000000000000000000000000000000', NULL);
INSERT INTO public.vector VALUES (5944866833519643715, '\x0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000', NULL);
INSERT INTO public.vector VALUES (1635341188355878634, '\x5a00005a0000005a00005a000000007400000000000000008a0000000000000000000000b40000000000000000000000000000000000b40000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000ff00000000000000000000000000000000', '\x782952107829520e7829520c7829520a7829520878295206782952047829520278295200040c2262040c2260040c225e040c225c040c225a040c2258040c2256040c2254040c2252040c2250040c224e040c224c040c224a040c2248040c2246040c2244040c2242040c2240040c223e040c223c040c223a040c2238040c2236040c2234040c2232040c2230040c222e040c222c040c222a040c2228040c2226040c2224040c2222040c2220040c221e040c221c040c221a040c2218040c2216040c2214040c2212040c2210040c220e040c220c040c220a040c2208040c2206040c2204040c2202040c2200dad5032ddad5032bdad50329dad50327dad50325dad50323dad50321dad5031fdad5031ddad5031bdad50319dad50317dad50315dad50313dad50311dad5030fdad5030ddad5030bdad50309dad50307dad50305dad50303dad503019c6b141a9c6b14189c6b14169c6b14149c6b14129c6b14109c6b140e9c6b140c9c6b140a9c6b14089c6b14069c6b14049c6b14029c6b1400782952507829524e7829524c7829524a78295248782952467829524478295242782952407829523e7829523c7829523a78295238782952367829523478295232782952307829522e7829522c7829522a78295228782952267829522478295222782952207829521e7829521c7829521a78295218782952167829521478295212');
SELECT pg_catalog.setval('public.run_id_seq', 1, true);
ALTER TABLE ONLY public.analyzer_set
    ADD CONSTRAINT analyzer_set_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.archive
    ADD CONSTRAINT archive_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.content
    ADD CONSTRAINT content_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.copy
    ADD CONSTRAINT copy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deferred_index
    ADD CONSTRAINT deferred_index_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.detail
    ADD CONSTRAINT detail_pkey PRIMARY KEY (content);
ALTER TABLE ONLY public.failure
    ADD CONSTRAINT failure_pkey PRIMARY KEY (content, analyzer);
ALTER TABLE ONLY public.field
    ADD CONSTRAINT field_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.manual_tag
    ADD CONSTRAINT manual_tag_pkey PRIMARY KEY (content, tag);
ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.reject
    ADD CONSTRAINT reject_pkey PRIMARY KEY (copy, stage, code);
ALTER TABLE ONLY public.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.saved_query
    ADD CONSTRAINT saved_query_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.section
    ADD CONSTRAINT section_pkey PRIMARY KEY (content, n);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.timing
    ADD CONSTRAINT timing_pkey PRIMARY KEY (part);
ALTER TABLE ONLY public.track
    ADD CONSTRAINT track_pkey PRIMARY KEY (content, n);
ALTER TABLE ONLY public.vector
    ADD CONSTRAINT vector_pkey PRIMARY KEY (content);
CREATE INDEX content_added ON public.content USING btree (added);
CREATE INDEX content_bpm ON public.content USING btree (bpm);
CREATE INDEX content_complexity ON public.content USING btree (complexity);
CREATE INDEX content_duration ON public.content USING btree (duration);
CREATE INDEX content_instruments ON public.content USING gin (instruments);
CREATE INDEX content_key_bpm ON public.content USING btree (key, bpm);
CREATE INDEX content_music_hash ON public.content USING btree (music_hash);
CREATE INDEX content_notes_hash ON public.content USING btree (notes_hash);
CREATE INDEX content_tags ON public.content USING gin (tags);
CREATE INDEX content_terms ON public.content USING gin (terms) WITH (gin_pending_list_limit='65536');
CREATE INDEX copy_content ON public.copy USING btree (content);
CREATE INDEX copy_name_words ON public.copy USING gin (lower(regexp_replace(NORMALIZE(name, NFKD), '[\u0300-\u036f]'::text, ''::text, 'g'::text)) public.gin_trgm_ops);
CREATE INDEX copy_path_words ON public.copy USING gin (lower(regexp_replace(NORMALIZE(path, NFKD), '[\u0300-\u036f]'::text, ''::text, 'g'::text)) public.gin_trgm_ops);
CREATE INDEX reject_content ON public.reject USING btree (content);
CREATE INDEX unsettled_content ON public.unsettled USING btree (content);
