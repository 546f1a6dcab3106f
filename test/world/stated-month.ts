/** A month that every provider has stated, twice and a day apart, so that each day of it is final. */
import type { World } from './service.ts';

/** States November 2026 of every simulated provider account, as two pulls in December leave it: no line, and nothing that differs between them. */
export async function stateNovember(world: World): Promise<void> {
  await world.sql(`
    WITH made AS (
      INSERT INTO statement_import (workspace_id, id, provider_account_id, kind, series, origin, state, file_name, file_sha256, file_bytes, reading, received_by,
        received_by_name, received_at, period, version, current_at, kept_until)
      SELECT workspace_id, gen_random_uuid(), id, 'csv', 'charges', 'upload', 'current', 'november.csv', repeat('a', 64), 1, '{}', 'name:Ada', 'Ada', '2026-12-04',
        '[2026-11-01,2026-12-01)', 1, '2026-12-04', '2036-12-31' FROM provider_account WHERE book = 'simulated' RETURNING *)
    INSERT INTO statement_observation SELECT m.workspace_id, m.provider_account_id, 'charges', d::date, at, m.id, 'the same'
    FROM made AS m, generate_series('2026-11-01'::timestamp, '2026-11-30', '1 day') AS d, unnest('{2026-12-04,2026-12-05}'::timestamptz[]) AS at`);
}
