/** What a good row of each roll-up table belongs to. */
interface RolledUp {
  readonly generationId: string;
  readonly providerAccountId: string;
  readonly txId: string | undefined;
  readonly cellId: string;
}

/** One good row in every table of the roll-ups. */
export function rollupRows({ generationId, providerAccountId, txId, cellId }: RolledUp): readonly (readonly [string, object])[] {
  const sum = { account_code: 5100, cell_id: cellId, amount: 1, quantity: 1, lines: 1, images: 1, generations: 1 };
  return [
    ['unfolded_posting', { tx_id: txId }],
    ['unfolded_regrouping', { number: 0, generation_id: generationId, outcomes: [''] }],
    ['rollup_cell', { id: cellId, book: 'simulated', provider_account_id: providerAccountId, currency: 'USD' }],
    ['rollup_day', { ...sum, day: '2026-11-20' }],
    ['rollup_month', { ...sum, month: '2026-11-01' }],
  ];
}
