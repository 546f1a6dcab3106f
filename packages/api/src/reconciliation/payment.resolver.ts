import { formatDecimal, invariant, underPath, type Outcome } from '@halfpenny/core';
import { sql, type SQL } from 'drizzle-orm';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { payableOf } from './payable-of.ts';
import { invoiceInCurrency } from './invoice-in-currency.ts';
import {
  CurrencyInvoiceInput,
  CurrencyInvoiceResult,
  CurrencyInvoiceType,
  PaymentInput,
  ProviderPaymentResult,
  ProviderPaymentType,
  StatementPayableType,
} from './payment.type.ts';
import { recordPayment } from './record-payment.ts';
import { ReconciliationType } from './reconciliation.type.ts';
import type { StartingParts } from './start-reconciliation.ts';

/** Records what was paid for statements, and what was invoiced in another currency. */
@Resolver(() => ReconciliationType)
export class PaymentResolver {
  constructor(private readonly parts: StartingParts) {}

  @Mutation(() => ProviderPaymentResult, {
    description: 'Records that an accepted statement was paid, as a whole or in part. Its charges are paid once nothing is left.',
  })
  async recordPayment(
    @Ctx() context: RequestContext,
    @Arg('input', () => PaymentInput, { description: 'What was paid.' }) input: PaymentInput,
  ): Promise<ProviderPaymentType | RefusalType> {
    return await this.answer(context, await recordPayment(this.parts, context.caller, input));
  }

  @Mutation(() => CurrencyInvoiceResult, {
    description:
      'Records that a provider invoiced what an accepted statement states in another currency, by a rate it stated. From then on that is payable instead.',
  })
  async recordCurrencyInvoice(
    @Ctx() { caller, workspaceId }: RequestContext,
    @Arg('input', () => CurrencyInvoiceInput, { description: 'What was invoiced.' }) input: CurrencyInvoiceInput,
  ): Promise<CurrencyInvoiceType | RefusalType> {
    const outcome = await invoiceInCurrency(this.parts, caller, input);
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, ['input']));
    const [made] = await this.invoices(workspaceId, sql`id = ${outcome.value}::uuid`);
    invariant(made !== undefined, 'An invoice that was just recorded is there.');
    return made;
  }

  @FieldResolver(() => [CurrencyInvoiceType], {
    description: 'What of its statement was invoiced in another currency, in the order of time.',
  })
  async currencyInvoices(@Ctx() { workspaceId }: RequestContext, @Root() { id }: ReconciliationType): Promise<CurrencyInvoiceType[]> {
    return await this.invoices(workspaceId, sql`run_id = ${id}::uuid`);
  }

  @FieldResolver(() => [ProviderPaymentType], { description: 'What was paid for its statement, in the order of time.' })
  async payments(@Ctx() { workspaceId }: RequestContext, @Root() { id }: ReconciliationType): Promise<ProviderPaymentType[]> {
    return await withWorkspace(this.parts.database, workspaceId, (tx) => paymentsWhere(tx, sql`run_id = ${id}::uuid`));
  }

  @FieldResolver(() => [StatementPayableType], {
    description: 'What its period comes to by accepted statements, by currency; empty until one is.',
  })
  async payable(@Ctx() { workspaceId }: RequestContext, @Root() run: ReconciliationType): Promise<StatementPayableType[]> {
    const about = { providerAccountId: run.providerAccountId, periodFrom: run.from, periodUntil: run.until };
    const payable = await withWorkspace(this.parts.database, workspaceId, (tx) => payableOf(tx, about));
    return payable.map(({ currency, paid, left }) => ({
      paid: { currency, amount: formatDecimal(paid) },
      left: { currency, amount: formatDecimal(left) },
    }));
  }

  private async invoices(workspaceId: string, condition: SQL): Promise<CurrencyInvoiceType[]> {
    const { rows } = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      tx.execute<Record<string, string>>(sql`
        SELECT id, trim_scale(amount)::text AS amount, currency, trim_scale(invoiced_amount)::text AS "invoicedAmount", invoiced_currency AS "invoicedCurrency",
          trim_scale(rate)::text AS rate, rate_source AS "rateSource", reference, recorded_by_name AS "recordedBy", tx_id AS "transactionId"
        FROM currency_invoice WHERE ${condition} ORDER BY invoiced_at, id`),
    );
    return rows.map(({ amount, currency, invoicedAmount, invoicedCurrency, ...row }) =>
      Object.assign(new CurrencyInvoiceType(), {
        ...row,
        amount: { amount, currency },
        invoiced: { amount: invoicedAmount, currency: invoicedCurrency },
      }),
    );
  }

  private async answer({ workspaceId }: RequestContext, outcome: Outcome<string>): Promise<ProviderPaymentType | RefusalType> {
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, ['input']));
    const [found] = await withWorkspace(this.parts.database, workspaceId, (tx) => paymentsWhere(tx, sql`id = ${outcome.value}::uuid`));
    invariant(found !== undefined, 'A payment that was just recorded is there.');
    return found;
  }
}

async function paymentsWhere(tx: Transaction, condition: SQL): Promise<ProviderPaymentType[]> {
  const { rows } = await tx.execute<Record<string, string>>(sql`
    SELECT id, trim_scale(amount)::text AS amount, currency, happened_at AS "happenedAt", reference, recorded_by_name AS "recordedBy", tx_id AS "transactionId"
    FROM provider_payment WHERE ${condition} ORDER BY happened_at, id`);
  return rows.map(({ amount, currency, happenedAt, ...row }) =>
    Object.assign(new ProviderPaymentType(), { ...row, amount: { amount, currency }, happenedAt: new Date(happenedAt ?? '') }),
  );
}
