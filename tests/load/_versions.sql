-- Every version that the dossiers of `bench_story` had until the day of the benchmark; the one that is not over has no
-- `until` and stands now. Each connection keeps the stories it is writing in a table of its own.
CREATE TEMPORARY TABLE bench_story AS SELECT * FROM bench_told(1, 0, 0, 1);
CREATE OR REPLACE FUNCTION pg_temp.bench_versions() RETURNS TABLE (
    n bigint, id uuid, unit text, level text, district text, procedure text, field text, service_level text, days int,
    channel text, filed timestamptz, recorded timestamptz, received timestamptz, due timestamptz, finished timestamptz,
    returned timestamptz, outcome text, score int, on_paper bool, appointed timestamptz, stage int, supplements int,
    since timestamptz, until timestamptz
) LANGUAGE sql STABLE ROWS 400000 AS $$
    SELECT t.n, t.id, t.unit, t.level, t.district, t.procedure, t.field, t.service_level, t.days, t.channel, t.filed,
           t.recorded, CASE WHEN place > 1 THEN t.received END,
           CASE WHEN place BETWEEN 2 AND 4 OR t.asked IS NULL AND place > 1 THEN t.due
                WHEN place > 4 THEN t.due_later END,
           CASE WHEN place > 5 THEN t.finished END, CASE WHEN place > 6 THEN t.returned END,
           CASE WHEN place > 5 THEN t.outcome END, CASE WHEN place = 8 THEN t.score END, t.on_paper,
           CASE WHEN t.reappointed AND place > 5 THEN t.due END, v.stage, CASE WHEN place > 3 AND t.asked IS NOT NULL
           THEN 1 ELSE 0 END, v.since, CASE WHEN v.until <= bench_at() THEN v.until END
    FROM bench_story AS t, LATERAL (VALUES
        (1, 1, CASE WHEN t.channel <> 'counter' THEN t.filed END, t.received),
        (2, 2, t.received, t.handed),
        (3, 4, t.handed, coalesce(t.asked, t.finished)),
        (4, 5, t.asked, t.supplied),
        (5, 4, t.supplied, t.finished),
        (6, CASE WHEN t.outcome = 'withdrawn' THEN 7 ELSE 9 END, t.finished, t.returned),
        (7, 10, t.returned, t.rated),
        (8, 10, t.rated, NULL)
    ) AS v (place, stage, since, until)
    WHERE v.since IS NOT NULL AND (v.since <= bench_at() OR v.since = t.filed)
$$;
