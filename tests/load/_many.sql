-- Simulated dossiers by the million, written past every action: only to see how lists and counts grow.
-- A dossier's story follows from its number alone, so the same numbers tell the same stories in every run.

CREATE OR REPLACE FUNCTION bench_chance(n bigint, of_what int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (hashint8extended(n, of_what) & 1048575)::float8 / 1048576
$$;

CREATE OR REPLACE FUNCTION bench_at() RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT timestamptz '2023-12-14 08:00+07'
$$;

DROP TABLE IF EXISTS bench_unit, bench_procedure;
CREATE TABLE bench_unit AS
    SELECT code, level, path[2] AS district,
           row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS many
    FROM organisation_unit WHERE kind = 'commune';
CREATE TABLE bench_procedure AS
    SELECT code, field, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS many,
           CASE WHEN abs(hashtext(code)) % 2 = 0 THEN 'full' ELSE 'partial' END AS service_level,
           1 + abs(hashtext(code)) % 20 AS days
    FROM procedures_procedure WHERE source = 'law';
ANALYZE bench_unit, bench_procedure;

-- When each thing happened to the dossiers `first` to `last`, the year's work spread over `many` from `start` on.
-- Each step is MATERIALIZED, or PostgreSQL would write every step's expressions out into all later ones.
CREATE OR REPLACE FUNCTION bench_told(first bigint, last bigint, start bigint, many bigint) RETURNS TABLE (
    n bigint, id uuid, unit text, level text, district text, procedure text, field text, service_level text, days int,
    channel text, filed timestamptz, recorded timestamptz, received timestamptz, handed timestamptz, asked timestamptz,
    supplied timestamptz, due timestamptz, due_later timestamptz, finished timestamptz, returned timestamptz,
    rated timestamptz, outcome text, score int, on_paper bool, reappointed bool
) LANGUAGE sql STABLE ROWS 100000 AS $$
    WITH placed AS MATERIALIZED (
        SELECT s.n, s.part * 347 AS day, (s.mixed & 1048575) % u.many AS unit, (s.mixed >> 20 & 1048575) % p.many AS law,
               bench_chance(s.n, 2) AS a, bench_chance(s.n, 3) AS b, bench_chance(s.n, 4) AS c, bench_chance(s.n, 5) AS d,
               bench_chance(s.n, 6) AS e
        FROM (SELECT n, (n - start)::float8 / many AS part, hashint8extended(n, 1) AS mixed
              FROM generate_series(first, last) AS n) AS s,
             (SELECT count(*) AS many FROM bench_unit) AS u, (SELECT count(*) AS many FROM bench_procedure) AS p
    ), filed AS MATERIALIZED (
        SELECT t.*, CASE WHEN a < 0.58 THEN 'online' WHEN a < 0.95 THEN 'counter' ELSE 'post' END AS channel,
               timestamptz '2023-01-01 07:30+07' + make_interval(secs => 86400 * floor(day) + 32400 * (day - floor(day)))
               AS filed, CASE WHEN b < 0.02 THEN 'withdrawn' WHEN b < 0.05 THEN 'refused' ELSE 'approved' END AS outcome
        FROM placed AS t
    ), received AS MATERIALIZED (
        SELECT t.*, p.code AS procedure, p.field, p.service_level, p.days,
               CASE channel WHEN 'counter' THEN filed ELSE filed + make_interval(secs => 28800 * d) END AS received
        FROM filed AS t JOIN bench_procedure AS p ON p.place = t.law
    ), asked AS MATERIALIZED (
        SELECT t.*, received + make_interval(days => days) AS due,
               CASE WHEN c < 0.1 THEN received + make_interval(hours => 6 * days) END AS asked FROM received AS t
    ), supplied AS MATERIALIZED (
        SELECT t.*, asked + make_interval(secs => 86400 + 3456000 * c) AS supplied FROM asked AS t
    ), finished AS MATERIALIZED (
        SELECT t.*, coalesce(supplied, received + interval '1 hour') + (due - coalesce(asked, received)) * CASE
                   WHEN e < 0.78 THEN 0.2 + 0.7 * e WHEN e < 0.95 THEN e ELSE 1.05 + d END AS finished
        FROM supplied AS t
    )
    SELECT t.n, (lpad(to_hex((extract(epoch FROM filed)::float8 * 1000)::bigint), 12, '0') || '7000'
                 || '8' || lpad(to_hex(t.n), 15, '0'))::uuid,
           u.code, u.level, u.district, procedure, field, service_level, days, channel, filed,
           filed + CASE WHEN a * 100 - floor(a * 100) < 0.01 THEN interval '2 days' ELSE interval '5 minutes' END,
           received, received + interval '1 hour', asked, supplied, due, due + (supplied - asked), finished,
           CASE WHEN outcome <> 'withdrawn' THEN finished + make_interval(secs => 3600 + 108000 * d) END,
           CASE WHEN outcome <> 'withdrawn' AND d < 0.35 THEN finished + interval '40 hours' END,
           outcome, least(5, 1 + floor(6 * sqrt(d / 0.35))::int), b > 0.95, c > 0.97
    FROM finished AS t JOIN bench_unit AS u ON u.place = t.unit
$$;
