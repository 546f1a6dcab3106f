import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray } from 'type-graphql';
import { enforceAccess } from './access/enforce-access.ts';
import { ApiKeyResolver } from './access/keys/api-key.resolver.ts';
import { PeopleResolver } from './access/people/people.resolver.ts';
import { WorkspaceResolver } from './access/workspaces/workspace.resolver.ts';
import { BudgetResolver } from './budget/budget.resolver.ts';
import { ChangeSetResolver } from './change-set/change-set.resolver.ts';
import { PublicationResolver } from './change-set/publication.resolver.ts';
import { DoubtDecisionResolver } from './doubt/doubt-decision.resolver.ts';
import { DoubtResolver } from './generation/doubt.resolver.ts';
import { GenerationResolver } from './generation/generation.resolver.ts';
import { ProgressResolver } from './generation/progress.resolver.ts';
import { LedgerResolver } from './ledger/ledger.resolver.ts';
import { ComparisonsResolver } from './finance/comparisons.resolver.ts';
import { FiguresResolver } from './finance/figures.resolver.ts';
import { MarginResolver } from './finance/margin.resolver.ts';
import { QueuesResolver } from './finance/queues.resolver.ts';
import { SpendReportResolver } from './finance/spend-report.resolver.ts';
import { CloseListsResolver } from './close/close-lists.resolver.ts';
import { CloseResolver } from './close/close.resolver.ts';
import { MonthBalancesResolver } from './close/month-balances.resolver.ts';
import { MonthProofResolver } from './close/month-proof.resolver.ts';
import { PeriodResolver } from './period/period.resolver.ts';
import { PriceBookResolver } from './price-book/price-book.resolver.ts';
import { ChargedPricesResolver } from './price-book/charged-prices.resolver.ts';
import { PriceHistoryResolver } from './price-book/price-history.resolver.ts';
import { PriceBooksResolver } from './price-book/price-books.resolver.ts';
import { PriceEntryResolver } from './price-book/price-entry.resolver.ts';
import { PriceSheetResolver } from './price-book/price-sheet.resolver.ts';
import { ProvidersResolver } from './providers/providers.resolver.ts';
import { OfferResolver } from './quote/offer.resolver.ts';
import { QuoteResolver } from './quote/quote.resolver.ts';
import { GenerationOriginResolver } from './generation/generation-origin.resolver.ts';
import { GenerationsResolver } from './generation/generations.resolver.ts';
import { OutcomeResolver } from './outcome/outcome.resolver.ts';
import { ImpactResolver } from './rating-run/impact.resolver.ts';
import { RefundResolver } from './refund/refund.resolver.ts';
import { PaymentResolver } from './reconciliation/payment.resolver.ts';
import { ReconciliationItemResolver } from './reconciliation/reconciliation-item.resolver.ts';
import { ReconciliationWorkResolver } from './reconciliation/reconciliation-work.resolver.ts';
import { ReconciliationResolver } from './reconciliation/reconciliation.resolver.ts';
import { StandingResolver } from './reconciliation/standing.resolver.ts';
import { ReratingResolver } from './rating-run/rerating.resolver.ts';
import { QuoteOriginResolver } from './quote/quote-origin.resolver.ts';
import { ProviderPolicyResolver } from './provider-policy/provider-policy.resolver.ts';
import { PrepaidBalancesResolver } from './prepaid/balances.resolver.ts';
import { PrepaidResolver } from './prepaid/prepaid.resolver.ts';
import { StageResolver } from './stage/stage.resolver.ts';
import { LineItemResolver } from './statement/line-item.resolver.ts';
import { StatementDaysResolver } from './statement/statement-days.resolver.ts';
import { StatementKeepingResolver } from './statement/statement-keeping.resolver.ts';
import { StatementMappingResolver } from './statement/statement-mapping.resolver.ts';
import { StatementResolver } from './statement/statement.resolver.ts';
import { TemplateResolver } from './template/template.resolver.ts';
import { UploadResolver } from './uploads/upload.resolver.ts';

/** A resolver, ready for requests: one instance of its class, with what it needs handed in. */
export type ResolverInstance = object;

const resolverClasses: NonEmptyArray<NewableFunction> = [
  WorkspaceResolver,
  PeopleResolver,
  ApiKeyResolver,
  PriceBookResolver,
  PriceHistoryResolver,
  PriceBooksResolver,
  PriceEntryResolver,
  MarginResolver,
  SpendReportResolver,
  FiguresResolver,
  ComparisonsResolver,
  QueuesResolver,
  ChangeSetResolver,
  PublicationResolver,
  PriceSheetResolver,
  ChargedPricesResolver,
  ProvidersResolver,
  LedgerResolver,
  QuoteResolver,
  OfferResolver,
  BudgetResolver,
  GenerationResolver,
  ProgressResolver,
  DoubtDecisionResolver,
  DoubtResolver,
  TemplateResolver,
  StageResolver,
  QuoteOriginResolver,
  GenerationOriginResolver,
  OutcomeResolver,
  GenerationsResolver,
  PrepaidResolver,
  PrepaidBalancesResolver,
  ProviderPolicyResolver,
  ImpactResolver,
  ReconciliationItemResolver,
  ReconciliationResolver,
  PaymentResolver,
  RefundResolver,
  StandingResolver,
  ReconciliationWorkResolver,
  ReratingResolver,
  UploadResolver,
  PeriodResolver,
  CloseResolver,
  MonthBalancesResolver,
  CloseListsResolver,
  MonthProofResolver,
  StatementResolver,
  StatementMappingResolver,
  StatementDaysResolver,
  StatementKeepingResolver,
  LineItemResolver,
];

/** The schema of the service. Instances are looked up by class when a field is resolved; to print it, none are needed. */
export async function serviceSchema(instances: readonly ResolverInstance[] = []): Promise<GraphQLSchema> {
  const byClass = new Map(instances.map((instance) => [instance.constructor, instance]));
  const schema = await buildSchema({
    resolvers: resolverClasses,
    container: { get: (resolver: NewableFunction) => byClass.get(resolver) },
    validate: false,
  });
  describe(schema.getQueryType(), 'What can be read. Nothing here changes anything.');
  describe(schema.getMutationType(), 'What can be done. An expected "no" is a Refusal, never an error.');
  return enforceAccess(schema);
}

/** The library describes every type but these two. */
function describe(type: { description: string | null | undefined } | null | undefined, sentence: string): void {
  if (type) type.description = sentence;
}
