/** The door of @halfpenny/core: every name another package may use. */
export type { FreeSizeRule, PixelSize, SizeRule } from './catalog/size-rule.ts';
export type { ModelFacts } from './catalog/model-facts.ts';
export { modelNames, models } from './catalog/models.ts';
export { placements } from './catalog/placements.ts';
export { nearestLegalSize, qualitiesOf, suggestedSizes } from './catalog/pickers.ts';
export { editedArea, providers } from './catalog/providers.ts';
export type { BudgetFit } from './budget/budget-fit.ts';
export type { BudgetQuestion } from './budget/budget-question.ts';
export { cheapestOfAll, type OpenBudgetQuestion } from './budget/cheapest-of-all.ts';
export { fitImage, type ImageBudgetQuestion } from './budget/fit-image.ts';
export { bestImage, cheapestImage, largestImage } from './budget/plan-budget.ts';
export { deliveredParameters, type DeliveredParameters } from './meter/delivered-parameters.ts';
export { deliveredImages } from './meter/delivered-images.ts';
export { mainlineUsage } from './meter/mainline-usage.ts';
export { statedCost, type CostStatement } from './meter/stated-cost.ts';
export type { Meter, Usage } from './meter/meter.ts';
export { usageFromReading, type ReadingShape } from './meter/usage-from-reading.ts';
export { formatDecimal, parseDecimal } from './money/decimal.ts';
export { divideHalfEven } from './money/rounding.ts';
export { nearDecimals } from './money/near-decimals.ts';
export { addMoney, compareMoney, formatMoney, parseMoney, subtractMoney, sumMoney, type Money } from './money/money.ts';
export type { Conditions, RatingContext } from './price-book/conditions.ts';
export { entryOnBase } from './price-book/entry-on-base.ts';
export { entryInForce } from './price-book/entry-in-force.ts';
export { priceBook, type PriceBook } from './price-book/price-book.ts';
export { priceEntry, type PriceEntry, type PriceEntryInput, type PriceKey, type ServiceMode } from './price-book/price-entry.ts';
export { priceEntryInput } from './price-book/price-entry-input.ts';
export { publishedPriceBook, publishedPriceEntries } from './price-book/published-price-book.ts';
export type { Replaced } from './price-draft/apply-drafts.ts';
export { billableModels, type BillableModel } from './price-draft/billable-models.ts';
export { changeWords, plannedDifferences } from './price-draft/change-words.ts';
export { checkDrafts, type CheckedDrafts, type DraftQuestion } from './price-draft/check-drafts.ts';
export { entryDifferences, type EntryDifference } from './price-draft/entry-difference.ts';
export { knownPriceInput, ratedPrice, storedTariff, type KnownPrice, type StoredTariff } from './price-draft/known-price.ts';
export type { KeyChange, PlannedPrice, TimelineRow } from './price-draft/planned-price.ts';
export type { DraftProblem, PriceDraft } from './price-draft/price-draft.ts';
export type { TariffKind } from './price-book/tariff.ts';
export type { Counted, PriceTier, TariffComponent, TariffComponentInput, Tiering } from './price-book/tariff-component.ts';
export type { TariffModifier, TariffTerms, TariffTermsInput } from './price-book/tariff-terms.ts';
export type { Comparison, Exactness, Offer, Pitfall, QuoteOffers, ResolvedParameter } from './quote/offer.ts';
export { checkClaims } from './quote/check-claims.ts';
export type { ClaimFinding } from './quote/claim-finding.ts';
export type { StageDefaults } from './quote/stage-defaults.ts';
export { quoteRequest } from './quote/quote-request.ts';
export type { Evidence, EvidenceGrade } from './quote/evidence-grade.ts';
export type { QuoteOptions } from './quote/quote-options.ts';
export type { QuoteRequest, RequestImage } from './quote/request-fields.ts';
export type { Charge, ChargeLine, LineRatio } from './rating/charge.ts';
export { ratePaidReply, type PaidCharge, type PaidReply } from './rating/rate-paid-reply.ts';
export { rateRange, type ChargeRange, type RangeTerms, type UsageBounds } from './rating/rate-range.ts';
export { rateUsage } from './rating/rate-usage.ts';
export { statedCharge, type StatedCharge } from './rating/stated-charge.ts';
export { canonicalInputs } from './reconcile/canonical-inputs.ts';
export { reconcile } from './reconcile/reconcile.ts';
export type { LedgerCharge, LedgerLine, LedgerState } from './reconcile/ledger-charge.ts';
export type { LineItemMapping } from './reconcile/line-item-map.ts';
export type { KnownUnitPrice, PinnedInvoice, PinnedVersion, ReconcileInputs } from './reconcile/reconcile-inputs.ts';
export { usualPolicy, type DeclaredRounding, type ReconcilePolicy } from './reconcile/reconcile-policy.ts';
export {
  variancePartNames,
  type Alternative,
  type CurrencyVariance,
  type Difference,
  type DoubtFinding,
  type FoundMidnight,
  type ItemCause,
  type Match,
  type Reconciliation,
  type ReconciliationItem,
  type VariancePart,
} from './reconcile/reconciliation.ts';
export type { LineItemMeaning, LineKey, StatementLine } from './reconcile/statement-line.ts';
export type { WitnessBucket } from './reconcile/witness-bucket.ts';
export { invariant, unreachable } from './refusal/invariant.ts';
export { refusalCodes, type RefusalCode } from './refusal/refusal-codes.ts';
export {
  accepted,
  mostPressing,
  refused,
  underPath,
  type Outcome,
  type Refusal,
  type RefusalInput,
  type Refused,
} from './refusal/refusal.ts';
export { checkTemplate } from './template/check-template.ts';
export {
  templateParts,
  variablesNamed,
  type PromptTemplate,
  type TemplatePart,
  type TemplateVariable,
} from './template/prompt-template.ts';
export { renderTemplate, type RenderedPrompt } from './template/render-template.ts';
export { inputImageTokens, type InputFidelity } from './tokens/input-image-tokens.ts';
export type { ModelObservation } from './tokens/observed-models.ts';
export { outputTokens } from './tokens/output-tokens.ts';
export { countPromptTokens } from './tokens/prompt-tokens.ts';
export { checkPrompt } from './tokens/prompt.ts';
export type { TokenRange } from './tokens/token-range.ts';
export { formatInstant, parseInstant, type Instant } from './time/instant.ts';
