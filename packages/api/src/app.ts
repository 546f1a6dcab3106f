/** The composition root: what the service is made of, put together in the order in which one part needs another. */
// First of all: every type below declares itself to GraphQL through it.
import 'reflect-metadata';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { assembleAccess, type AssembledAccess } from './access/assemble-access.ts';
import { answerKnownHosts } from './access/known-host.ts';
import { refuseForeignOrigins } from './access/own-origin.ts';
import type { RequestContext } from './access/request-context.ts';
import { BudgetResolver } from './budget/budget.resolver.ts';
import { ChangeSetResolver } from './change-set/change-set.resolver.ts';
import { PublicationResolver } from './change-set/publication.resolver.ts';
import { DoubtDecisionResolver } from './doubt/doubt-decision.resolver.ts';
import { DoubtResolver } from './generation/doubt.resolver.ts';
import { GenerationResolver } from './generation/generation.resolver.ts';
import { ProgressResolver } from './generation/progress.resolver.ts';
import { servePartials } from './generation/serve-partials.ts';
import type { GenerationParts } from './generation/parts.ts';
import { serveImages } from './images/serve-images.ts';
import { LedgerResolver } from './ledger/ledger.resolver.ts';
import { CloseListsResolver } from './close/close-lists.resolver.ts';
import { CloseResolver } from './close/close.resolver.ts';
import { MonthBalancesResolver } from './close/month-balances.resolver.ts';
import { MonthProofResolver } from './close/month-proof.resolver.ts';
import { servePacks } from './close/serve-packs.ts';
import { unfinishedFolder } from './images/folder-driver.ts';
import { PeriodResolver } from './period/period.resolver.ts';
import { serveAdmin } from './platform/admin-site.ts';
import { systemStopwatch, type Stopwatch } from './platform/clock.ts';
import { closeDatabase } from './platform/database.ts';
import { serveGraphql } from './platform/graphql-endpoint.ts';
import { serveHealth } from './platform/health.ts';
import { listen, openHttpServer } from './platform/http-server.ts';
import type { Settings } from './platform/settings.ts';
import { started, type StartOutcome } from './platform/start-outcome.ts';
import { PriceBookResolver } from './price-book/price-book.resolver.ts';
import { ChargedPricesResolver } from './price-book/charged-prices.resolver.ts';
import { PriceHistoryResolver } from './price-book/price-history.resolver.ts';
import { PriceBooksResolver } from './price-book/price-books.resolver.ts';
import { PriceEntryResolver } from './price-book/price-entry.resolver.ts';
import { PriceSheetResolver } from './price-book/price-sheet.resolver.ts';
import { openExecution, type ExecutionParts } from './open-execution.ts';
import { servePriceLists } from './price-list/serve-price-lists.ts';
import { ProvidersResolver } from './providers/providers.resolver.ts';
import { OfferResolver } from './quote/offer.resolver.ts';
import { QuoteResolver } from './quote/quote.resolver.ts';
import { GenerationOriginResolver } from './generation/generation-origin.resolver.ts';
import { GenerationsResolver } from './generation/generations.resolver.ts';
import { serveExports } from './finance/export/serve-exports.ts';
import { ComparisonsResolver } from './finance/comparisons.resolver.ts';
import { FiguresResolver } from './finance/figures.resolver.ts';
import { MarginResolver } from './finance/margin.resolver.ts';
import { QueuesResolver } from './finance/queues.resolver.ts';
import { SpendReportResolver } from './finance/spend-report.resolver.ts';
import { OutcomeResolver } from './outcome/outcome.resolver.ts';
import { ImpactResolver } from './rating-run/impact.resolver.ts';
import { RefundResolver } from './refund/refund.resolver.ts';
import { PaymentResolver } from './reconciliation/payment.resolver.ts';
import { ReconciliationItemResolver } from './reconciliation/reconciliation-item.resolver.ts';
import { ReconciliationWorkResolver } from './reconciliation/reconciliation-work.resolver.ts';
import { ReconciliationResolver } from './reconciliation/reconciliation.resolver.ts';
import { serveAttachments } from './reconciliation/serve-attachments.ts';
import { StandingResolver } from './reconciliation/standing.resolver.ts';
import { ReratingResolver } from './rating-run/rerating.resolver.ts';
import { QuoteOriginResolver } from './quote/quote-origin.resolver.ts';
import { ProviderPolicyResolver } from './provider-policy/provider-policy.resolver.ts';
import { PrepaidBalancesResolver } from './prepaid/balances.resolver.ts';
import { PrepaidResolver } from './prepaid/prepaid.resolver.ts';
import { StageResolver } from './stage/stage.resolver.ts';
import { serveStatements } from './statement/serve-statements.ts';
import { LineItemResolver } from './statement/line-item.resolver.ts';
import { StatementDaysResolver } from './statement/statement-days.resolver.ts';
import { StatementKeepingResolver } from './statement/statement-keeping.resolver.ts';
import { StatementMappingResolver } from './statement/statement-mapping.resolver.ts';
import { StatementResolver } from './statement/statement.resolver.ts';
import { TemplateResolver } from './template/template.resolver.ts';
import { serviceSchema, type ResolverInstance } from './schema.ts';
import { serveUploads } from './uploads/serve-uploads.ts';
import { UploadResolver } from './uploads/upload.resolver.ts';
import { workInBackground } from './work-in-background.ts';

/** What the service is handed beside its settings. */
export interface ServiceParts extends ExecutionParts {
  /** Whether the database came with this start: then, short of production, whoever sits at this machine needs no key. Undefined: it did not. */
  readonly embeddedDatabase?: boolean | undefined;
  /** The built admin. Undefined: none is served. */
  readonly adminFolder?: string | undefined;
  /** How it measures what only passes. Undefined: by the machine's own stopwatch. */
  readonly stopwatch?: Stopwatch | undefined;
}

/** A running service. */
export interface Service {
  /** Where it answers: `http://127.0.0.1:4000`. */
  readonly address: string;
  /** A one-time link that makes the first admin, for the one who started it. Undefined: there is an admin, or this machine needs none. */
  readonly firstAdminLink: string | undefined;
  /** Takes no more requests, answers those under way, lets the database go. */
  close(): Promise<void>;
}

/**
 * Starts the service on a database that is already prepared. Refuses with one sentence what it cannot stand on, and a taken port.
 */
export async function startService(settings: Settings, parts: ServiceParts): Promise<StartOutcome<Service>> {
  const opened = await openExecution(settings, parts);
  if (!opened.ok) return opened;
  const execution = opened.value;
  const door = await openDoor(settings, parts, execution);
  const app = await openApp(settings, parts, { execution, door });
  const endWorking = await workInBackground(settings, execution, parts.logger);
  const close = async (): Promise<void> => {
    await execution.bell.close();
    await app.close();
    await endWorking();
    await execution.presence.leave();
    await closeDatabase(execution.database);
  };
  const address = await listen(app, settings);
  if (address.ok) {
    const link = door.firstAdminPath === undefined ? undefined : (settings.publicUrl ?? address.value) + door.firstAdminPath;
    return started({ address: address.value, firstAdminLink: link, close });
  }
  await close();
  return address;
}

/** Nothing is open but, short of production and of a key in the settings, to this machine on a database that came with the start. */
async function openDoor(settings: Settings, parts: ServiceParts, { database, newId }: GenerationParts): Promise<AssembledAccess> {
  const { key: staticKey, production, publicUrl } = settings;
  const { clock, stopwatch = systemStopwatch, embeddedDatabase = false } = parts;
  const openToThisMachine = embeddedDatabase && !production && staticKey === undefined;
  return await assembleAccess({ database, clock, stopwatch, newId, staticKey, openToThisMachine, publicUrl });
}

interface Assembled {
  readonly execution: GenerationParts;
  readonly door: AssembledAccess;
}

async function openApp(settings: Settings, parts: ServiceParts, { execution, door }: Assembled): Promise<FastifyInstance> {
  const { database, images } = execution;
  const { access } = door;
  const app = openHttpServer(parts.logger);
  answerKnownHosts(app, settings);
  refuseForeignOrigins(app, settings.publicUrl);
  serveHealth(app, database);
  door.serve(app);
  serveImages(app, { database, images, access });
  servePartials(app, { database, images, access });
  await serveUploads(app, { ...execution, ...settings, imageFolder: join(settings.dataFolder, 'images'), access });
  await servePriceLists(app, { ...execution, access });
  servePacks(app, { ...execution, access });
  await serveStatements(app, { ...execution, imageFolder: join(settings.dataFolder, 'images'), access });
  await serveAttachments(app, { ...execution, imageFolder: join(settings.dataFolder, 'images'), access });
  serveExports(app, { ...execution, access, exportFolder: join(settings.dataFolder, 'exports') });
  const schema = await serviceSchema([...door.resolvers, ...composeResolvers(settings, parts, execution)]);
  const contextOf = async (request: FastifyRequest): Promise<RequestContext> => {
    const caller = await access.callerOf(request);
    return { workspaceId: caller.workspaceId, caller, noteAccess: access.noteAccess };
  };
  await serveGraphql(app, { schema, logger: parts.logger, contextOf });
  await serveAdmin(app, parts.adminFolder);
  return app;
}

function composeResolvers(settings: Settings, { clock }: ServiceParts, execution: GenerationParts): readonly ResolverInstance[] {
  const { database, providers } = execution;
  return [
    new PriceBookResolver(database, clock),
    new PriceHistoryResolver(database, clock),
    new PriceBooksResolver(execution),
    new PriceEntryResolver(),
    new MarginResolver(database),
    new SpendReportResolver(database),
    new FiguresResolver(execution),
    new ComparisonsResolver(database),
    new QueuesResolver(execution),
    new ChangeSetResolver(execution),
    new PublicationResolver(execution),
    new ChargedPricesResolver(execution),
    new PriceSheetResolver(database, clock),
    new ProvidersResolver(providers),
    new LedgerResolver(database),
    new QuoteResolver(execution),
    new BudgetResolver(execution),
    new OfferResolver(providers),
    new GenerationResolver(execution),
    new ProgressResolver(execution),
    new DoubtDecisionResolver(execution),
    new DoubtResolver(execution),
    new TemplateResolver(execution),
    new StageResolver(database),
    new QuoteOriginResolver(execution),
    new GenerationOriginResolver(database),
    new OutcomeResolver(execution),
    new GenerationsResolver(execution),
    new PrepaidResolver(execution),
    new PrepaidBalancesResolver(execution.database),
    new ProviderPolicyResolver(execution),
    new ImpactResolver(execution),
    new ReconciliationItemResolver(execution),
    new ReconciliationResolver(execution),
    new PaymentResolver(execution),
    new RefundResolver(execution),
    new StandingResolver(database),
    new ReconciliationWorkResolver(database, clock),
    new ReratingResolver(execution),
    new UploadResolver(database),
    new PeriodResolver(execution),
    new MonthBalancesResolver(execution.database),
    new CloseListsResolver(execution),
    new MonthProofResolver(execution),
    new CloseResolver({ ...execution, stagingFolder: join(settings.dataFolder, 'images', unfinishedFolder) }),
    new StatementResolver(database),
    new StatementMappingResolver(execution),
    new StatementDaysResolver(execution),
    new StatementKeepingResolver(execution),
    new LineItemResolver(execution),
  ];
}
