import { Client } from 'pg';

const providers = 25;
const models = 200;

/** How many entries `fillBook` adds. */
export const filledEntries = providers * models * 2;

/**
 * Fills the cost book with 10,000 entries that are all in force: 25 providers of 200 models, each in realtime and in batch; every tenth is flat,
 * by quality and size, the others have five meters. Some sources are old and some prices zero, as in a book that people keep.
 */
export async function fillBook(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(filling);
  } finally {
    await client.end();
  }
}

const filling = `
  INSERT INTO price_entry (id, book_id, provider, model, mode, currency, kind, tariff, valid, known, source, checked_on)
  SELECT gen_random_uuid(), book.id, 'provider-' || to_char(p, 'FM00'), 'model-' || to_char(m, 'FM000'), mode, 'USD',
    CASE WHEN m % 10 = 0 THEN 'flat' ELSE 'metered' END,
    CASE WHEN m % 10 = 0 THEN flat.tariff ELSE metered.tariff END,
    tstzrange(timestamptz '2025-01-01' + (p * ${models} + m) * interval '1 hour', NULL), tstzrange(timestamptz '2026-01-01', NULL),
    'Price list of provider ' || p, date '2026-11-20' - (m % 120)
  FROM price_book AS book, generate_series(1, ${providers}) AS p, generate_series(1, ${models}) AS m, unnest(ARRAY['realtime', 'batch']) AS mode,
    LATERAL (SELECT jsonb_build_object('components', jsonb_agg(jsonb_build_object(
        'meter', meter, 'price', CASE WHEN m % 97 = 0 THEN '0' ELSE ((p + m * nth) / 100.0)::numeric(10, 2)::text END, 'per', 1000000)
        ORDER BY nth)) AS tariff
      FROM unnest(ARRAY['text_input', 'text_input_cached', 'image_input', 'image_input_cached', 'image_output'])
        WITH ORDINALITY AS meters (meter, nth)) AS metered,
    LATERAL (SELECT jsonb_build_object('components', jsonb_agg(jsonb_build_object(
        'meter', 'image', 'price', ((p + m * nth) / 1000.0)::numeric(10, 4)::text, 'per', 1,
        'when', jsonb_build_object('quality', quality, 'size', size)) ORDER BY nth)) AS tariff
      FROM (VALUES ('low', '1024x1024', 1), ('medium', '1024x1024', 2), ('high', '1024x1024', 3),
        ('low', '1536x1024', 4), ('medium', '1536x1024', 5), ('high', '1536x1024', 6)) AS cells (quality, size, nth)) AS flat
  WHERE book.name = 'cost'`;
