import { accepted, parseInstant, refused, type Outcome } from '@halfpenny/core';
import { dimensions, type Condition, type Dimension } from '../dimension.ts';
import type { Measure } from '../measure.ts';

/** The ways an export is written. */
const exportFormats = ['csv', 'parquet'] as const;
/** What can be exported: ledger lines as they are, or charges as FOCUS 1.2 says them. */
const exportContents = ['lines', 'focus'] as const;

/** Which export: one book and one side, so that real and simulated, cost and sell price never meet in a file. Days are accounting days, the last one not included. */
export interface ExportQuestion {
  readonly content: (typeof exportContents)[number];
  readonly format: (typeof exportFormats)[number];
  readonly book: 'real' | 'simulated';
  readonly measure: Measure;
  readonly from: string;
  readonly until: string;
  /** Only lines whose value of a dimension is one of these; all conditions hold. */
  readonly where: readonly Condition[];
  /** The instant as of which the ledger is read, RFC 3339. Undefined: that of the request. */
  readonly knownAt: string | undefined;
}

const otherParameters: readonly string[] = ['content', 'format', 'book', 'measure', 'from', 'until', 'knownAt'];
/** What is said of an image may be said anew, and what a reply names may come late: a file narrowed by them is not the same when it is made again. */
const saidAnew: ReadonlySet<Dimension> = new Set(['outcome', 'quality', 'size']);

/** Whether the same question, as of the same instant, is the same bytes for ever. */
export function isForEver({ where }: Pick<ExportQuestion, 'where'>): boolean {
  return where.every(({ dimension }) => !saidAnew.has(dimension));
}

type Asked = Readonly<Record<string, unknown>>;

/**
 * The parameters of a request at an instant → which export. A dimension is a parameter of its own, given once for each of its values, without one for lines that have none:
 * `provider=openai&model=gpt-image-2&template=`. Refuses by the name of the parameter.
 */
export function readExportQuestion(asked: Asked, now: Date): Outcome<ExportQuestion> {
  const unknown = Object.keys(asked).find((name) => ![...otherParameters, ...dimensions].includes(name));
  if (unknown !== undefined) return refusedParameter(unknown, `There is no ${unknown} to choose by.`, [...otherParameters, ...dimensions]);
  const content = oneOf(asked, 'content', exportContents);
  if (!content.ok) return content;
  const format = oneOf(asked, 'format', exportFormats);
  if (!format.ok) return format;
  const book = oneOf(asked, 'book', ['real', 'simulated'] as const);
  if (!book.ok) return book;
  const measure = oneOf(asked, 'measure', ['cost', 'revenue'] as const);
  if (!measure.ok) return measure;
  const [from, until] = [dayOf(asked, 'from'), dayOf(asked, 'until')];
  if (!from.ok) return from;
  if (!until.ok) return until;
  const knownAt = asked['knownAt'];
  if (knownAt !== undefined && !isPast(knownAt, now)) {
    return refusedParameter('knownAt', 'knownAt is the instant of an earlier export, as its X-Known-At says it: 2026-12-01T00:00:00.000Z.');
  }
  const question = {
    content: content.value,
    format: format.value,
    book: book.value,
    measure: measure.value,
    from: from.value,
    until: until.value,
    where: conditionsOf(asked),
  };
  return accepted({ ...question, knownAt: typeof knownAt === 'string' ? knownAt : undefined });
}

function conditionsOf(asked: Asked): readonly Condition[] {
  return dimensions.flatMap((dimension) => {
    const values = [asked[dimension] ?? []].flat().map(String);
    return values.length === 0
      ? []
      : [{ dimension, values: [...new Set(values)].toSorted().map((value) => (value === '' ? null : value)) }];
  });
}

/** The ledger is pinned at it, so it must not be to come: whatever is posted is stamped later. */
function isPast(instant: unknown, now: Date): boolean {
  if (typeof instant !== 'string' || !instantPattern.test(instant)) return false;
  return parseInstant(instant).ok && Date.parse(instant) <= now.getTime();
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

function oneOf<T extends string>(asked: Asked, name: string, values: readonly [T, ...T[]]): Outcome<T> {
  const value = asked[name] ?? values[0];
  const found = values.find((each) => each === value);
  return found === undefined ? refusedParameter(name, `${name} is one of ${values.join(', ')}.`, values) : accepted(found);
}

function dayOf(asked: Asked, name: string): Outcome<string> {
  const day = asked[name];
  return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && parseInstant(day).ok
    ? accepted(day)
    : refusedParameter(name, `${name} is a UTC day, such as 2026-11-01.`);
}

function refusedParameter(name: string, message: string, values: readonly string[] = []): Outcome<never> {
  return refused({ code: 'invalid-export', message, path: [name], accepted: values });
}
