-- Dossiers by the thousand, written past every action: only to see how lists and counts grow.
WITH unit AS (
    SELECT code, level, path, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS many
    FROM organisation_unit WHERE kind = 'commune'
), made AS (
    SELECT n, u.code AS unit, u.level, u.path[2] AS district,
           timestamptz '2023-01-03 07:30+07' + make_interval(mins => (n * 7919 % 480000)::int) AS filed,
           random() AS a, random() AS b, random() AS c
    FROM generate_series(1, :many) AS n JOIN unit u ON u.place = n % u.many
), told AS (
    SELECT *, filed + interval '5 days' AS due,
           CASE WHEN filed > timestamptz '2023-12-05 00:00+07' AND c < 0.7 THEN NULL
                WHEN a < 0.78 THEN filed + interval '1 day' * (0.3 + 3 * b)
                WHEN a < 0.96 THEN filed + interval '4 days 20 hours'
                ELSE filed + interval '1 day' * (5.1 + 4 * b) END AS finished
    FROM made
), rows AS (
    INSERT INTO dossiers_dossier (
        id, code, seq, stage, procedure, version, service_level, "case", channel, return_channel, receiving_unit, unit,
        level, district, field, owner, filed_by, filed_at, recorded_at, acted_at, since, received_at, allowed_amount,
        allowed_unit, due_original, due_at, due_session_start, supplements, handed_on_paper, outcome, finished_at,
        returned_at, returned_by, fee_asked, fee_paid, consultations)
    SELECT gen_random_uuid(), unit || '-999999-' || lpad(n::text, 7, '0'), 6,
           CASE WHEN finished IS NULL THEN 4 ELSE 10 END, '1.004873', 1,
           CASE WHEN b < 0.5 THEN 'full' ELSE 'partial' END, '', CASE WHEN c < 0.6 THEN 'online' ELSE 'counter' END,
           CASE WHEN c < 0.55 THEN 'online' ELSE 'counter' END, unit, unit, level, district, 'ho-tich', NULL, '1',
           filed, filed + interval '5 minutes', coalesce(finished, filed), coalesce(finished, filed), filed, 3,
           'working_day', due, due, due - interval '3 hours', 0, a > 0.95,
           CASE WHEN finished IS NULL THEN NULL ELSE 'approved' END, finished, finished + interval '1 hour',
           CASE WHEN finished IS NULL THEN NULL WHEN c < 0.55 THEN 'online' ELSE 'counter' END, 0, 0, '[]'
    FROM told
    RETURNING id
)
INSERT INTO dossiers_applicant (dossier_id, name, folded, id_number, phone, email, address, answers)
SELECT id, 'Người nộp (mô phỏng)', 'nguoi nop (mo phong)', '', '', '', '', '{}' FROM rows
