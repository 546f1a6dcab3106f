import { formatInstant, parseInstant } from '@halfpenny/core';
import { fieldsOf, numberText, optionalText, type Fields } from './json-fields.ts';
import { jsonValues } from './json-values.ts';
import { lineProblem } from './line-problem.ts';
import { statedAmount } from './stated-amount.ts';
import { StatementBroken, type Found, type Place } from './stated.ts';

/** The sandbox's names for what it counts, and the meters they are. */
const meters: Readonly<Record<string, string>> = {
  textIn: 'text_input',
  imageIn: 'image_input',
  imageOut: 'image_output',
  textOut: 'text_output',
};

/** The invoice that the sandbox keeps: a line for each call, with the ids of the call; and what all of a provider come to. Lines of other providers are left out. */
export async function* readSandboxInvoice(text: AsyncIterable<string>, provider: string): AsyncGenerator<Found> {
  let documents = 0;
  let isInvoice = false;
  for await (const { path, place, value } of jsonValues(text, ['$.lines.*', '$.totals.*', '$.currency'])) {
    const [top, key] = path;
    if (path.length === 0) documents += 1;
    isInvoice ||= top === 'currency';
    if (path.length === 0 && !isInvoice) throw new StatementBroken('This is no invoice of the sandbox: it names no "currency".', place);
    if (documents > 1) throw new StatementBroken('One invoice is followed by another: bring each as a file of its own.', place);
    if (top === 'lines') yield readLine(fieldsOf(value) ?? {}, place, provider);
    if (top === 'totals' && key === provider) {
      const amount = statedAmount(numberText(value) ?? '', 'currency');
      yield amount.ok
        ? { kind: 'total', place, currency: 'USD', amount: amount.value }
        : { kind: 'rejected', place, field: `totals.${provider}`, message: amount.refusal.message };
    }
  }
}

function readLine(fields: Fields, place: Place, provider: string): Found {
  if (fields['provider'] !== provider) return { kind: 'left-out' };
  const rejected = (field: string, message: string): Found => ({ kind: 'rejected', place, field, message });
  const at = optionalText(fields['answeredAt']) ?? '';
  const instant = parseInstant(at);
  if (!at.includes('T') || !instant.ok) return rejected('answeredAt', 'A line says when the call was answered, as RFC 3339.');
  const amount = statedAmount(numberText(fields['amount']) ?? '', 'currency');
  if (!amount.ok) return rejected('amount', amount.refusal.message);
  const usage = usageOf(fieldsOf(fields['usage']) ?? {}, numberText(fields['images']));
  if (usage === undefined) return rejected('usage', 'Units are whole numbers.');
  const [model, size, quality, requestId, clientRequestId] = ['model', 'size', 'quality', 'requestId', 'clientRequestId'].map(
    (name) => optionalText(fields[name]) || undefined,
  );
  const start = formatInstant(instant.value);
  const mode = isBatch(fields['items'], model) ? ('batch' as const) : undefined;
  const about = { model, mode, size, quality, requestId, clientRequestId, usage };
  const named = { project: '', apiKey: '', lineItem: model ?? '', currency: optionalText(fields['currency']) ?? '' };
  const line = { bucket: { start, end: start }, ...named, amount: amount.value, ...about };
  const problem = lineProblem(line);
  return problem === undefined ? { kind: 'line', place, line } : rejected(problem.field, problem.message);
}

/** The parts of a call that came in a batch are named so. */
function isBatch(items: unknown, model: string | undefined): boolean {
  const first = Array.isArray(items) ? fieldsOf(items[0])?.['item'] : undefined;
  return typeof first === 'string' && first.startsWith(`${model} batch,`);
}

function usageOf(fields: Fields, images: string | undefined): Readonly<Record<string, string>> | undefined {
  const counted = Object.entries(meters).map(([name, meter]) => [meter, numberText(fields[name]) ?? '0'] as const);
  const all = [...counted, ...(images === undefined ? [] : [['image', images] as const])];
  return all.every(([, units]) => /^\d{1,18}$/.test(units)) ? Object.fromEntries(all.filter(([, units]) => units !== '0')) : undefined;
}
