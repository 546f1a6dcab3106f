/** Brings a service to a day in December on which November can be signed for: closed softly, every day stated, with prepaid lots beside it. */
import type { World } from '../world/service.ts';
import { stateNovember } from '../world/stated-month.ts';

/** The day. */
export const closingDay = '2026-12-06T09:00:00Z';

interface Account {
  readonly id: string;
  readonly provider: string;
  readonly book: string;
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Brings it there. */
export async function prepareClose(world: World): Promise<void> {
  world.setNow(closingDay);
  const { providerAccounts } = await world.ask<{ providerAccounts: readonly Account[] }>('{ providerAccounts { id provider book } }');
  const at = (provider: string) => providerAccounts.find((each) => each.provider === provider && each.book === 'SIMULATED')?.id;
  const paid = { kind: 'PAID', quantity: usd('100'), fee: '2.50', expiresAt: '2027-11-01T00:00:00Z', reference: 'Receipt 2026-1101' };
  const given = { kind: 'GRANTED', quantity: usd('0.02'), expiresAt: '2026-12-20T00:00:00Z', reference: 'Welcome credit' };
  const credits = { kind: 'VIRTUAL', quantity: { amount: '5000', currency: 'POINT' }, price: usd('49.99'), reference: 'Order 7719' };
  const lots = [paid, given].map((lot) => ({ providerAccountId: at('openai'), openedAt: '2026-11-01T00:00:00Z', ...lot }));
  for (const input of [...lots, { providerAccountId: at('smartaipi'), openedAt: '2026-11-10T00:00:00Z', ...credits }])
    await world.ask('mutation ($input: PrepaidLotInput!) { recordPrepaidLot(input: $input) { __typename } }', { input });
  await world.ask(`mutation { settlePrepaid(providerAccountId: "${at('openai')}") { __typename } }`);
  await stateNovember(world);
  await world.ask('mutation { softClosePeriod(input: { book: SIMULATED, month: "2026-11", reason: "November is over" }) { __typename } }');
}
