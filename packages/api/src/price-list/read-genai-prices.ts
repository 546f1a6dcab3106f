import { accepted, modelNames, refused, type Outcome } from '@halfpenny/core';
import { genaiPeriods, isOver, laterOf, type GenaiPeriod } from './genai-periods.ts';
import { genaiRates, pricesImages } from './genai-rates.ts';
import { itemsOf, membersOf, readJson, textOf, type Located } from './json-document.ts';
import { ListUnderReading, type ListOptions, type PriceList } from './price-list.ts';

/**
 * The JSON data of genai-prices → price entries in USD, realtime, for the models that make images. Dated prices become one entry a period; one that began before the
 * day of the options is taken from that day on, and one that is over by then is left out. The entry's source is the provider's page of prices, where the data names one.
 */
export function readGenaiPrices(text: string, options: ListOptions): Outcome<PriceList> {
  const document = readJson(text);
  if (!document.ok) return document;
  const providers = itemsOf(document.value) ?? itemsOf(membersOf(document.value)?.get('providers') ?? document.value);
  if (providers === undefined)
    return refused({ code: 'invalid-price-list', message: "genai-prices' data is a JSON list of providers, each with its models." });
  const list = new ListUnderReading();
  for (const provider of providers) readProvider(provider, { list, options });
  return accepted(list.done());
}

interface Reading {
  readonly list: ListUnderReading;
  readonly options: ListOptions;
}

function readProvider(provider: Located, { list, options }: Reading): void {
  const members = membersOf(provider) ?? new Map<string, Located>();
  const id = textOf(members, 'id');
  const models = itemsOf(members.get('models') ?? provider);
  if (id === undefined || models === undefined)
    return list.refuse(provider.place, { message: 'A provider has an id and a list of models.' });
  const page = itemsOf(members.get('pricing_urls') ?? provider)?.[0]?.value;
  const source = typeof page === 'string' ? page : 'genai-prices';
  for (const model of models) {
    if (options.providers?.includes(id) === false) list.leaveOut('another provider');
    else readModel(model, { list, options, provider: id, source });
  }
}

interface ModelReading extends Reading {
  readonly provider: string;
  readonly source: string;
}

function readModel(each: Located, reading: ModelReading): void {
  const { list, options } = reading;
  const members = membersOf(each);
  const model = members === undefined ? undefined : textOf(members, 'id');
  const prices = members?.get('prices');
  if (model === undefined || prices === undefined) return list.refuse(each.place, { message: 'A model has an id and prices.' });
  if (options.models?.includes(model) === false) return list.leaveOut('another model');
  const { periods, problems } = genaiPeriods(prices);
  const isImage = modelNames().includes(model) || periods.some((period) => pricesImages(period.prices));
  if (options.models === undefined && !isImage) return list.leaveOut('no image model');
  for (const { place, message } of problems) list.refuse(named(place, model), { message });
  for (const period of periods) readPeriod(model, period, reading);
}

function readPeriod(model: string, period: GenaiPeriod, { list, options, provider, source }: ModelReading): void {
  if (isOver(period, options.from)) return list.leaveOut(`prices that ended by ${options.from}`);
  const { rates, problems } = genaiRates(period.prices);
  for (const { place, message } of problems) list.refuse(named(place, model), { message });
  if (problems.length > 0) return;
  const input = {
    provider,
    model,
    mode: 'realtime',
    currency: 'USD',
    from: laterOf(period.from, options.from),
    ...(period.until !== undefined && { until: period.until }),
    components: rates.map(({ component }) => component),
    source,
  } as const;
  list.take(input, named(period.place, model), ([field, index]) =>
    field === 'components' && index !== undefined ? rates[Number(index)]?.place : undefined,
  );
}

/** A place by the name of its model, which says more than its number in a list. */
function named<P extends { readonly at: string }>(place: P, model: string): P {
  return { ...place, at: `${model}: ${place.at}` };
}
