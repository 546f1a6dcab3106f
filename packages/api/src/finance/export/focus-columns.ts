import type { Measure } from '../measure.ts';
import { column, remembering, type Column } from './column.ts';
import type { FocusCharge } from './focus-charge.ts';

type Say = (charge: FocusCharge) => string | null;

const text = (name: string, value: Say): Column<FocusCharge> => column(name, 'text', value);
const word = (name: string, value: Say): Column<FocusCharge> => column(name, 'word', value);
const decimal = (name: string, value: Say): Column<FocusCharge> => column(name, 'decimal', value);
const instant = (name: string, value: Say): Column<FocusCharge> => column(name, 'instant', value);
const nothing: Say = () => null;
/** What all charges of a transaction say alike. */
const alike = (own: Column<FocusCharge>): Column<FocusCharge> => ({ ...own, shared: true });

/**
 * The columns of FOCUS 1.2 (https://focus.finops.org/focus-specification/v1-2/) in the order of the alphabet, and those of our own behind them. What a provider takes is billed by
 * the provider; what a workspace is charged, by whoever runs this.
 */
export function focusColumns(measure: Measure): readonly Column<FocusCharge>[] {
  return [...billed(measure), ...discounted, ...priced(measure), ...sold, ...own];
}

function billed(measure: Measure): readonly Column<FocusCharge>[] {
  return [
    alike(word('AvailabilityZone', nothing)),
    decimal('BilledCost', ({ billedCost }) => billedCost),
    alike(word('BillingAccountId', ({ line }) => (measure === 'cost' ? line.providerAccount : line.workspace))),
    alike(text('BillingAccountName', ({ line }) => (measure === 'cost' ? accountName(line) : line.workspaceName))),
    alike(word('BillingAccountType', () => (measure === 'cost' ? 'Provider account' : 'Workspace'))),
    word('BillingCurrency', ({ line }) => line.currency),
    alike(instant('BillingPeriodEnd', ({ line }) => monthAfter(line.accountingDate))),
    alike(instant('BillingPeriodStart', ({ line }) => `${line.accountingDate.slice(0, 7)}-01T00:00:00Z`)),
    alike(word('CapacityReservationId', nothing)),
    alike(word('CapacityReservationStatus', nothing)),
    word('ChargeCategory', ({ category }) => category),
    alike(word('ChargeClass', ({ line }) => (line.isCorrection ? 'Correction' : null))),
    text('ChargeDescription', described),
    word('ChargeFrequency', ({ category }) => (category === 'Usage' ? 'Usage-Based' : 'One-Time')),
    alike(instant('ChargePeriodEnd', ({ line }) => secondAfter(line.serviceAt))),
    alike(instant('ChargePeriodStart', ({ line }) => `${line.serviceAt.slice(0, 19)}Z`)),
  ];
}

const discounted: readonly Column<FocusCharge>[] = [
  alike(word('CommitmentDiscountCategory', nothing)),
  alike(word('CommitmentDiscountId', nothing)),
  alike(word('CommitmentDiscountName', nothing)),
  alike(decimal('CommitmentDiscountQuantity', nothing)),
  alike(word('CommitmentDiscountStatus', nothing)),
  alike(word('CommitmentDiscountType', nothing)),
  alike(word('CommitmentDiscountUnit', nothing)),
  decimal('ConsumedQuantity', ({ consumed }) => consumed?.quantity ?? null),
  text('ConsumedUnit', ({ consumed }) => consumed?.unit ?? null),
  decimal('ContractedCost', ({ cost }) => cost),
  decimal('ContractedUnitPrice', ({ pricing }) => pricing?.unitPrice ?? null),
  decimal('EffectiveCost', ({ effectiveCost }) => effectiveCost),
  alike(word('InvoiceId', ({ line }) => line.invoice)),
];

function priced(measure: Measure): readonly Column<FocusCharge>[] {
  const issuer: Say = ({ line }) => (measure === 'cost' ? line.provider : 'Halfpenny');
  return [
    alike(text('InvoiceIssuerName', issuer)),
    decimal('ListCost', ({ cost }) => cost),
    decimal('ListUnitPrice', ({ pricing }) => pricing?.unitPrice ?? null),
    word('PricingCategory', ({ category }) => (category === 'Usage' || category === 'Purchase' ? 'Standard' : null)),
    word('PricingCurrency', ({ line }) => line.currency),
    decimal('PricingCurrencyContractedUnitPrice', ({ pricing }) => pricing?.unitPrice ?? null),
    decimal('PricingCurrencyEffectiveCost', ({ effectiveCost }) => effectiveCost),
    decimal('PricingCurrencyListUnitPrice', ({ pricing }) => pricing?.unitPrice ?? null),
    decimal('PricingQuantity', ({ pricing }) => pricing?.quantity ?? null),
    text('PricingUnit', ({ pricing }) => pricing?.unit ?? null),
    alike(text('ProviderName', issuer)),
    alike(text('PublisherName', ({ line }) => line.provider)),
  ];
}

const sold: readonly Column<FocusCharge>[] = [
  alike(word('RegionId', nothing)),
  alike(word('RegionName', nothing)),
  alike(word('ResourceId', ({ line }) => line.generation)),
  alike(word('ResourceName', nothing)),
  alike(word('ResourceType', ({ line }) => (line.generation === null ? null : 'Generation'))),
  alike(word('ServiceCategory', () => 'AI and Machine Learning')),
  alike(word('ServiceName', () => 'Image generation')),
  alike(word('ServiceSubcategory', () => 'Generative AI')),
  text('SkuId', ({ sku }) => sku?.id ?? null),
  text('SkuMeter', ({ sku }) => sku?.meter ?? null),
  text('SkuPriceDetails', ({ sku }) => sku?.details ?? null),
  text('SkuPriceId', ({ sku }) => sku?.priceId ?? null),
  alike(word('SubAccountId', ({ line }) => line.workspace)),
  alike(text('SubAccountName', ({ line }) => line.workspaceName)),
  alike(word('SubAccountType', () => 'Workspace')),
  alike(text('Tags', tags)),
];

const own: readonly Column<FocusCharge>[] = [
  word('x_Account', ({ line }) => line.account),
  alike(word('x_Attempt', ({ line }) => line.attempt)),
  alike(word('x_Event', ({ line }) => line.event)),
  word('x_Position', ({ line }) => String(line.position)),
  word('x_PriceEntryId', ({ line }) => line.priceEntry),
  alike(word('x_Transaction', ({ line }) => line.transaction)),
];

function accountName({ organisation, project }: FocusCharge['line']): string | null {
  return [organisation, project].filter((part) => part !== null).join(' / ') || null;
}

function described({ line, consumed, category }: FocusCharge): string {
  if (consumed === null) return `${category}: ${line.event}`;
  return `${line.model ?? ''} ${(line.meter ?? '').replaceAll('_', ' ')}, ${consumed.quantity} ${consumed.unit.toLowerCase()}`;
}

/** What people put a charge under, as JSON: what it was asked for with. Null: it was not asked for. */
function tags({ line }: FocusCharge): string | null {
  const { operation, quality, size, stage, apiKey, template } = line;
  if (operation === null) return null;
  const named = Object.entries({ operation, quality, size, stage, apiKey, template }).filter(([, value]) => value !== null);
  return JSON.stringify(Object.fromEntries(named));
}

const monthAfter = remembering((day) => {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return `${month === 12 ? year + 1 : year}-${String((month % 12) + 1).padStart(2, '0')}-01T00:00:00Z`;
});

const secondAfter = remembering((instantText) =>
  new Date(Date.parse(`${instantText.slice(0, 19)}Z`) + 1000).toISOString().replace('.000Z', 'Z'),
);
