import type { Measure } from '../measure.ts';
import { column, type Column } from './column.ts';
import type { FocusCharge } from './focus-charge.ts';

type Say = (charge: FocusCharge) => string | null;

const text = (name: string, value: Say): Column<FocusCharge> => column(name, 'text', value);
const decimal = (name: string, value: Say): Column<FocusCharge> => column(name, 'decimal', value);
const instant = (name: string, value: Say): Column<FocusCharge> => column(name, 'instant', value);
const nothing: Say = () => null;

/**
 * The columns of FOCUS 1.2 (https://focus.finops.org/focus-specification/v1-2/) in the order of the alphabet, and those of our own behind them. What a provider takes is billed by
 * the provider; what a workspace is charged, by whoever runs this.
 */
export function focusColumns(measure: Measure): readonly Column<FocusCharge>[] {
  return [...billed(measure), ...discounted, ...priced(measure), ...sold, ...own];
}

function billed(measure: Measure): readonly Column<FocusCharge>[] {
  return [
    text('AvailabilityZone', nothing),
    decimal('BilledCost', ({ billedCost }) => billedCost),
    text('BillingAccountId', ({ line }) => (measure === 'cost' ? line.providerAccount : line.workspace)),
    text('BillingAccountName', ({ line }) => (measure === 'cost' ? accountName(line) : line.workspaceName)),
    text('BillingAccountType', () => (measure === 'cost' ? 'Provider account' : 'Workspace')),
    text('BillingCurrency', ({ line }) => line.currency),
    instant('BillingPeriodEnd', ({ line }) => monthAfter(line.accountingDate)),
    instant('BillingPeriodStart', ({ line }) => `${line.accountingDate.slice(0, 7)}-01T00:00:00Z`),
    text('CapacityReservationId', nothing),
    text('CapacityReservationStatus', nothing),
    text('ChargeCategory', ({ category }) => category),
    text('ChargeClass', ({ isCorrection }) => (isCorrection ? 'Correction' : null)),
    text('ChargeDescription', described),
    text('ChargeFrequency', ({ category }) => (category === 'Usage' ? 'Usage-Based' : 'One-Time')),
    instant('ChargePeriodEnd', ({ line }) => secondAfter(line.serviceAt)),
    instant('ChargePeriodStart', ({ line }) => `${line.serviceAt.slice(0, 19)}Z`),
  ];
}

const discounted: readonly Column<FocusCharge>[] = [
  text('CommitmentDiscountCategory', nothing),
  text('CommitmentDiscountId', nothing),
  text('CommitmentDiscountName', nothing),
  decimal('CommitmentDiscountQuantity', nothing),
  text('CommitmentDiscountStatus', nothing),
  text('CommitmentDiscountType', nothing),
  text('CommitmentDiscountUnit', nothing),
  decimal('ConsumedQuantity', ({ consumed }) => consumed?.quantity ?? null),
  text('ConsumedUnit', ({ consumed }) => consumed?.unit ?? null),
  decimal('ContractedCost', ({ cost }) => cost),
  decimal('ContractedUnitPrice', ({ pricing }) => pricing?.unitPrice ?? null),
  decimal('EffectiveCost', ({ effectiveCost }) => effectiveCost),
  text('InvoiceId', nothing),
];

function priced(measure: Measure): readonly Column<FocusCharge>[] {
  const issuer: Say = ({ line }) => (measure === 'cost' ? line.provider : 'Halfpenny');
  return [
    text('InvoiceIssuerName', issuer),
    decimal('ListCost', ({ cost }) => cost),
    decimal('ListUnitPrice', ({ pricing }) => pricing?.unitPrice ?? null),
    text('PricingCategory', ({ category }) => (category === 'Usage' ? 'Standard' : null)),
    text('PricingCurrency', ({ line }) => line.currency),
    decimal('PricingCurrencyContractedUnitPrice', ({ pricing }) => pricing?.unitPrice ?? null),
    decimal('PricingCurrencyEffectiveCost', ({ effectiveCost }) => effectiveCost),
    decimal('PricingCurrencyListUnitPrice', ({ pricing }) => pricing?.unitPrice ?? null),
    decimal('PricingQuantity', ({ pricing }) => pricing?.quantity ?? null),
    text('PricingUnit', ({ pricing }) => pricing?.unit ?? null),
    text('ProviderName', issuer),
    text('PublisherName', ({ line }) => line.provider),
  ];
}

const sold: readonly Column<FocusCharge>[] = [
  text('RegionId', nothing),
  text('RegionName', nothing),
  text('ResourceId', ({ line }) => line.generation),
  text('ResourceName', nothing),
  text('ResourceType', ({ line }) => (line.generation === null ? null : 'Generation')),
  text('ServiceCategory', () => 'AI and Machine Learning'),
  text('ServiceName', () => 'Image generation'),
  text('ServiceSubcategory', () => 'Generative AI'),
  text('SkuId', ({ component, line }) => (component === null ? null : [line.provider, line.model, line.mode].join('/'))),
  text('SkuMeter', ({ component, line }) => (component === null ? null : line.meter)),
  text('SkuPriceDetails', nothing),
  text('SkuPriceId', ({ component }) => component),
  text('SubAccountId', ({ line }) => line.workspace),
  text('SubAccountName', ({ line }) => line.workspaceName),
  text('SubAccountType', () => 'Workspace'),
  text('Tags', tags),
];

const own: readonly Column<FocusCharge>[] = [
  text('x_Account', ({ line }) => line.account),
  text('x_Attempt', ({ line }) => line.attempt),
  text('x_Event', ({ line }) => line.event),
  text('x_Position', ({ line }) => String(line.position)),
  text('x_PriceEntryId', ({ line }) => line.priceEntry),
  text('x_Transaction', ({ line }) => line.transaction),
];

function accountName({ organisation, project }: FocusCharge['line']): string | null {
  return [organisation, project].filter((part) => part !== null).join(' / ') || null;
}

function described({ line, consumed, category }: FocusCharge): string {
  if (consumed === null) return `${category}: ${line.event}`;
  return `${line.model ?? ''} ${(line.meter ?? '').replaceAll('_', ' ')}, ${consumed.quantity} ${consumed.unit.toLowerCase()}`;
}

/** What people put a charge under, as JSON: what it was asked for with. */
function tags({ line }: FocusCharge): string | null {
  const { operation, quality, size, stage, apiKey, template } = line;
  const named = Object.entries({ operation, quality, size, stage, apiKey, template }).filter(([, value]) => value !== null);
  return named.length === 0 ? null : JSON.stringify(Object.fromEntries(named));
}

function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return `${month === 12 ? year + 1 : year}-${String((month % 12) + 1).padStart(2, '0')}-01T00:00:00Z`;
}

function secondAfter(instantText: string): string {
  return new Date(Date.parse(`${instantText.slice(0, 19)}Z`) + 1000).toISOString().replace('.000Z', 'Z');
}
