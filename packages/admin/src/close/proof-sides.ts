import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../figures/pico-of.ts';
import type { ChecklistFieldsFragment } from '../generated/graphql.ts';
import { providerName } from '../words/provider-name.ts';

/** A proof: two figures that must be one. Decimal text; without a currency they are counts. */
export interface Proof {
  /** What it is about, where a condition has more than one. */
  readonly about: string;
  readonly currency: string | null;
  readonly left: { readonly label: string; readonly value: string };
  readonly right: { readonly label: string; readonly value: string };
  /** Left minus right: "0" where it holds. */
  readonly difference: string;
}

type Checklist = Pick<ChecklistFieldsFragment, 'conditions' | 'trialBalance' | 'rollForward'>;
type Condition = Checklist['conditions'][number];
type Figure = Condition['figures'][number];

/** Conditions that hold two amounts of a currency against each other. */
const compared: ReadonlySet<string> = new Set(['suspense', 'payable', 'prepaid']);

/** The two sides of a condition, by currency, account or provider; none where it is no comparison, so that its figures are told one by one. */
export function proofsOf(condition: Condition, checklist: Checklist): readonly Proof[] {
  if (condition.key === 'trial-balance') return balanceProofs(checklist);
  if (condition.key === 'roll-forward') return rollForwardProofs(checklist);
  if (condition.key === 'days-final') return pairsOf(condition.figures).flatMap(dayProof);
  if (!compared.has(condition.key)) return [];
  return [...Map.groupBy(condition.figures, ({ currency }) => currency)].flatMap(([currency, figures]) =>
    currency === null || currency === undefined ? [] : pairsOf(figures).flatMap(([left, right]) => proof('', left, right)),
  );
}

/** Debit balances against credit balances, by currency. */
function balanceProofs({ trialBalance }: Checklist): readonly Proof[] {
  return [...Map.groupBy(trialBalance, ({ closing }) => closing.currency)].flatMap(([currency, lines]) => {
    const amounts = lines.map(({ closing }) => picoOf(closing.amount));
    const debit = sumText(amounts.filter((each) => each > 0n));
    const credit = sumText(amounts.filter((each) => each < 0n).map((each) => -each));
    return proof('', { name: 'debit balances', value: debit, currency }, { name: 'credit balances', value: credit, currency });
  });
}

/** What opening, recorded, corrected and stated come to, against what stands at the end, by provider account. */
function rollForwardProofs({ rollForward }: Checklist): readonly Proof[] {
  return rollForward.flatMap(({ provider, opening, recorded, corrected, stated, closing }) => {
    const { currency } = closing;
    const rolled = sumText([opening, recorded, corrected, stated].map(({ amount }) => picoOf(amount)));
    const name = 'opening, recorded, corrected and stated';
    const about = provider ? providerName(provider) : 'lent to us';
    return proof(about, { name, value: rolled, currency }, { name: 'closing', value: closing.amount, currency });
  });
}

function sumText(amounts: readonly bigint[]): string {
  return formatDecimal(amounts.reduce((sum, each) => sum + each, 0n));
}

/** "openai days" 31 beside "openai final" 30. */
function dayProof([left, right]: readonly [Figure, Figure]): readonly Proof[] {
  const provider = left.name.replace(/ days$/, '');
  return proof(providerName(provider), { ...left, name: 'days of the month' }, { ...right, name: 'final' });
}

function pairsOf(figures: readonly Figure[]): readonly (readonly [Figure, Figure])[] {
  if (figures.length % 2 === 1) return [];
  return figures.flatMap((figure, index) => {
    const next = figures[index + 1];
    return index % 2 === 0 && next !== undefined ? [[figure, next] as const] : [];
  });
}

function proof(about: string, left: Figure, right: Figure): readonly Proof[] {
  const difference = formatDecimal(picoOf(left.value) - picoOf(right.value));
  const side = ({ name, value }: Figure) => ({ label: name, value });
  return [{ about, currency: left.currency ?? null, left: side(left), right: side(right), difference }];
}
