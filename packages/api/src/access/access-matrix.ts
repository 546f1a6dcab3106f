import type { Caller } from './caller.ts';
import { roles, type Role } from './role.ts';

const everyone: readonly Role[] = roles;
const readers: readonly Role[] = ['operator', 'approver', 'finance', 'admin', 'auditor'];
const books: readonly Role[] = ['finance', 'admin', 'auditor'];
const costs: readonly Role[] = ['operator', 'finance', 'admin', 'auditor'];
const keepers: readonly Role[] = ['admin', 'auditor'];

/**
 * Who may do what: every root field of GraphQL and every HTTP route beside it, with the roles of which a caller needs one. Nothing is open that
 * does not stand here: a field without a line keeps the service from starting.
 */
export const accessMatrix: Readonly<Record<string, readonly Role[]>> = {
  'Query.accountBalances': books,
  'Query.accountingPeriods': books,
  'Query.apiKeys': keepers,
  'Query.budgets': readers,
  'Query.chargeQueue': costs,
  'Query.chargeQueues': costs,
  'Query.chargedPrices': everyone,
  'Query.costPerAcceptedImage': costs,
  'Query.effectiveRates': costs,
  'Query.generation': everyone,
  'Query.generationByKey': everyone,
  'Query.generationProgress': everyone,
  'Query.generationProgressByKey': everyone,
  'Query.generations': everyone,
  'Query.impactRun': readers,
  'Query.impactRuns': readers,
  'Query.invitations': keepers,
  'Query.ledgerEntries': books,
  'Query.lineItemMap': [...books, 'approver'],
  'Query.margin': ['operator', 'finance', 'admin', 'auditor'],
  'Query.me': everyone,
  'Query.people': keepers,
  'Query.prepaidLots': books,
  'Query.prepaidTwoPeopleAbove': [...books, 'approver'],
  'Query.priceChangeSet': readers,
  'Query.priceChangeSets': readers,
  'Query.priceDiff': readers,
  'Query.priceBooks': everyone,
  'Query.priceEntries': everyone,
  'Query.priceEntryDiff': readers,
  'Query.priceEntryInForce': everyone,
  'Query.priceSheet': everyone,
  'Query.priceTimeline': readers,
  'Query.providerAccounts': books,
  'Query.providers': everyone,
  'Query.quoteAgainstBill': costs,
  'Query.quoteById': everyone,
  'Query.quotesToApprove': ['operator', 'approver', 'admin', 'auditor'],
  'Query.recompute': books,
  'Query.rejectedLines': books,
  'Query.reratingRun': [...books, 'approver'],
  'Query.reratingRuns': [...books, 'approver'],
  'Query.retries': costs,
  'Query.savingsForgone': costs,
  'Query.spend': costs,
  'Query.spendBy': books,
  'Query.spendForecast': costs,
  'Query.spendLines': costs,
  'Query.spendMovement': costs,
  'Query.stages': everyone,
  'Query.statement': books,
  'Query.statementDays': books,
  'Query.statementLines': books,
  'Query.statementMappings': books,
  'Query.statements': books,
  'Query.template': everyone,
  'Query.templates': everyone,
  'Query.twoPeoplePublish': readers,
  'Query.waste': costs,
  'Query.unmappedLineItems': [...books, 'approver'],
  'Query.upload': everyone,

  'Mutation.addTemplateVersion': ['operator', 'admin'],
  'Mutation.archiveTemplate': ['operator', 'admin'],
  'Mutation.approvePrepaidLot': ['approver', 'finance', 'admin'],
  'Mutation.approveLineItem': ['approver', 'finance', 'admin'],
  'Mutation.approveQuote': ['approver', 'admin'],
  'Mutation.approveRerating': ['approver', 'finance', 'admin'],
  'Mutation.cancelGeneration': ['app', 'operator', 'admin'],
  'Mutation.createTemplate': ['operator', 'admin'],
  'Mutation.createApiKey': ['admin'],
  'Mutation.createWorkspace': ['admin'],
  'Mutation.discardPrepaidLot': ['approver', 'finance', 'admin'],
  'Mutation.discardLineItem': ['approver', 'finance', 'admin'],
  'Mutation.discardRerating': ['approver', 'finance', 'admin'],
  'Mutation.createPriceChangeSet': ['operator', 'admin'],
  'Mutation.discardPriceChangeSet': ['operator', 'approver', 'admin'],
  'Mutation.generate': ['app', 'admin'],
  'Mutation.invitePerson': ['admin'],
  'Mutation.openSellBook': ['admin'],
  'Mutation.proposeLineItem': ['finance', 'admin'],
  'Mutation.publishPriceChangeSet': ['approver', 'admin'],
  'Mutation.pullStatements': ['finance', 'admin'],
  'Mutation.quote': ['app', 'operator', 'admin'],
  'Mutation.recordPrepaidLot': ['finance', 'admin'],
  'Mutation.recordOutcome': ['app', 'operator', 'approver', 'admin'],
  'Mutation.removePerson': ['admin'],
  'Mutation.reopenPeriod': ['finance', 'admin'],
  'Mutation.resolveDoubts': ['finance', 'admin'],
  'Mutation.revokeApiKey': ['admin'],
  'Mutation.revokeInvitation': ['admin'],
  'Mutation.softClosePeriod': ['finance', 'admin'],
  'Mutation.startImpact': ['operator', 'approver', 'finance', 'admin'],
  'Mutation.startRerating': ['finance', 'admin'],
  'Mutation.saveDrafts': ['operator', 'admin'],
  'Mutation.saveStatementMapping': ['finance', 'admin'],
  'Mutation.sendBackPriceChangeSet': ['approver', 'admin'],
  'Mutation.submitPriceChangeSet': ['operator', 'admin'],
  'Mutation.setBudget': ['operator', 'admin'],
  'Mutation.setPrepaidTwoPeopleAbove': ['admin'],
  'Mutation.settlePrepaid': ['finance', 'admin'],
  'Mutation.setStage': ['operator', 'admin'],
  'Mutation.setTwoPeoplePublish': ['admin'],
  'Mutation.setRoles': ['admin'],

  'GET /exports': costs,
  'GET /images': everyone,
  'GET /price-lists': ['operator', 'finance', 'admin', 'auditor'],
  'GET /uploads': everyone,
  'POST /price-lists': ['operator', 'admin'],
  'POST /statements': ['finance', 'admin'],
  'POST /uploads': ['app', 'operator', 'admin'],
};

/** Whether a caller has one of the roles that an operation asks for. An operation that does not stand in the matrix is open to nobody. */
export function mayCall({ roles: held }: Pick<Caller, 'roles'>, operation: string): boolean {
  return (accessMatrix[operation] ?? []).some((role) => held.has(role));
}

/** Why not, as a sentence: `Query.recompute takes one of the roles finance, admin, auditor; "nightly cards" is app.` */
export function forbiddenSentence(caller: Caller, operation: string): string {
  const asked = (accessMatrix[operation] ?? []).join(', ');
  return `${operation} takes one of the roles ${asked}; "${caller.name}" is ${[...caller.roles].join(', ')} here.`;
}
