import { accepted, refused, type Outcome, type PriceEntryInput, type ServiceMode, type TariffComponentInput } from '@halfpenny/core';
import { itemsOf, membersOf, readJson, textOf, type Located } from './json-document.ts';
import { litellmName, type LitellmName } from './litellm-name.ts';
import { litellmRates, type ListedRate } from './litellm-rates.ts';
import { ListUnderReading, type ListOptions, type Place, type PriceList } from './price-list.ts';

/** One line of the list that prices images. */
interface Line {
  readonly place: Place;
  readonly provider: string;
  readonly name: LitellmName;
  readonly rates: readonly ListedRate[];
  readonly until: string | undefined;
  readonly source: string | undefined;
}

/**
 * LiteLLM's model_prices_and_context_window.json → price entries in USD, for the models that make images. Prices are read as they are written (5e-06 for a token is
 * 5 for a million). Lines named by quality and size become components of one entry of their model; where the model has a line of token prices besides, that is what is
 * billed, and the named ones are left out. The list has no days: entries begin with the day of the options, and end with `deprecation_date`.
 */
export function readLitellm(text: string, options: ListOptions): Outcome<PriceList> {
  const document = readJson(text);
  if (!document.ok) return document;
  const models = membersOf(document.value);
  if (models === undefined) return refused({ code: 'invalid-price-list', message: "LiteLLM's list is one JSON object of models by name." });
  const list = new ListUnderReading();
  const lines: Line[] = [];
  for (const [key, each] of models) {
    const line = readLine(key, each, { list, options });
    if (line !== undefined) lines.push(line);
  }
  for (const ofModel of byModel(lines)) takeModel(ofModel, { list, options });
  return accepted(list.done());
}

interface Reading {
  readonly list: ListUnderReading;
  readonly options: ListOptions;
}

function readLine(key: string, each: Located, { list, options }: Reading): Line | undefined {
  if (key === 'sample_spec') return list.leaveOut('the sample that explains the list');
  const place = each.place;
  const members = membersOf(each);
  if (members === undefined) return list.refuse(place, { message: `${key} is no model: a JSON object is expected.` });
  const mode = textOf(members, 'mode');
  if (mode !== 'image_generation' && mode !== 'image_edit') return list.leaveOut('no image model');
  const provider = textOf(members, 'litellm_provider');
  if (provider === undefined) return list.refuse(place, { message: `${key} has no litellm_provider: who bills is not known.` });
  const name = litellmName(key, provider);
  if (options.providers?.includes(provider) === false) return list.leaveOut('another provider');
  if (options.models?.includes(name.model) === false) return list.leaveOut('another model');
  if (name.unknown !== undefined)
    return list.refuse(place, {
      message: `${name.unknown} in ${key} is neither a quality nor a size in pixels, and nothing is asked for by it.`,
    });
  const { rates, problems } = litellmRates(members);
  for (const problem of problems) list.refuse(problem.place, problem);
  if (problems.length > 0) return undefined;
  if (rates.length === 0)
    return list.refuse(place, { message: `${key} has no price for anything an image is billed by; absent is not free.` });
  return { place, provider, name, rates, until: textOf(members, 'deprecation_date'), source: sourceOf(members) };
}

function sourceOf(members: ReadonlyMap<string, Located>): string | undefined {
  return (
    textOf(members, 'source') ??
    itemsOf(members.get('source') ?? { place: { line: 0, column: 0, at: '' }, value: null })?.flatMap(({ value }) =>
      typeof value === 'string' ? [value] : [],
    )[0]
  );
}

function takeModel(lines: readonly Line[], { list, options }: Reading): void {
  const [first] = lines;
  if (first === undefined) return;
  const plain = lines.find(({ name }) => name.quality === undefined && name.size === undefined);
  const detailed = lines.filter((line) => line !== plain);
  if (plain !== undefined && (detailed.length === 0 || isByToken(plain))) {
    for (let left = 0; left < detailed.length; left += 1) list.leaveOut('a price by quality and size of a model that is billed by token');
    return takeLines([plain], { list, options });
  }
  if (plain !== undefined)
    list.refuse(plain.place, {
      message: `${first.name.model} has a price for every image and others by quality and size; only the latter are taken, for an image has one price.`,
    });
  takeLines(detailed, { list, options });
}

function isByToken({ rates }: Line): boolean {
  return rates.some(({ component }) => component.meter !== 'image' && component.meter !== 'pixel');
}

/** One entry for each mode that is priced. */
function takeLines(lines: readonly Line[], { list, options }: Reading): void {
  const [first] = lines;
  if (first === undefined) return;
  for (const mode of ['realtime', 'batch'] as const) {
    const rates = lines.flatMap((line) =>
      line.rates.filter((rate) => rate.mode === mode).map((rate) => ({ ...rate, component: named(rate, line) })),
    );
    if (rates.length > 0)
      list.take(
        inputOf(first, { mode, options, components: rates.map(({ component }) => component) }),
        first.place,
        placesOf(first, rates),
      );
  }
}

function placesOf(line: Line, rates: readonly ListedRate[]) {
  return ([field, index]: readonly string[]): Place | undefined => {
    if (field === 'until') return { ...line.place, at: `${line.place.at}.deprecation_date` };
    return field === 'components' && index !== undefined ? rates[Number(index)]?.place : undefined;
  };
}

/** A component under the quality and size of its line. */
function named({ component }: ListedRate, { name: { quality, size } }: Line): TariffComponentInput {
  if (quality === undefined && size === undefined) return component;
  return { ...component, when: { ...(quality !== undefined && { quality }), ...(size !== undefined && { size }) } };
}

interface EntryParts {
  readonly mode: ServiceMode;
  readonly options: ListOptions;
  readonly components: readonly TariffComponentInput[];
}

function inputOf({ provider, name, until, source }: Line, { mode, options, components }: EntryParts): PriceEntryInput {
  return {
    provider,
    model: name.model,
    mode,
    currency: 'USD',
    from: options.from,
    ...(until !== undefined && { until }),
    components,
    source: source ?? "LiteLLM's model_prices_and_context_window.json",
  };
}

function byModel(lines: readonly Line[]): Iterable<readonly Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.provider, line.name.model]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return groups.values();
}
