import { fieldsOf, instantOfSeconds, type Fields } from './json-fields.ts';
import { jsonValues } from './json-values.ts';
import { isStatedTime, noStatedTime } from './stated-time.ts';
import { StatementBroken, type Bucket, type Found, type Place } from './stated.ts';

/** A result of a bucket, and where it stands. */
export interface PageResult {
  readonly place: Place;
  readonly bucket: Bucket;
  readonly fields: Fields;
}

const paths = ['$.object', '$.data.*.start_time', '$.data.*.end_time', '$.data.*.results.*', '$.has_more', '$.next_page'];

/** How many results may come before the bucket says from when to when it is. */
const heldMost = 100_000;

/**
 * Pages of the organisation's costs or usage, one after another, each result read by `read`. The order of fields in a bucket and of buckets does not matter. Throws
 * `StatementBroken` where a page is missing, where a bucket is stated twice, and where it does not say its time.
 */
export async function* openaiPages(text: AsyncIterable<string>, read: (result: PageResult) => Found): AsyncGenerator<Found> {
  const seen: Seen = { lines: new Set(), controls: new Set() };
  let page = new PageReading(read, seen);
  let awaitsPage: Place | undefined;
  for await (const { path, place, value } of jsonValues(text, paths)) {
    if (path.length > 0) {
      yield* page.take({ path, place, value });
      continue;
    }
    yield* page.endBucket(place);
    if (!page.isPage) throw new StatementBroken('This is no page of the provider: it has no "object": "page".', place);
    awaitsPage = page.hasMore ? place : undefined;
    page = new PageReading(read, seen);
  }
  if (awaitsPage !== undefined)
    throw new StatementBroken(
      'This page says that another follows, and none does: bring every page, in the order they were given.',
      awaitsPage,
    );
}

/** Buckets that were stated by lines, and by the control of them: each comes once. */
type Seen = Readonly<Record<'lines' | 'controls', Set<string>>>;

class PageReading {
  isPage = false;
  hasMore = false;
  #index: string | number | undefined;
  #start: string | undefined;
  #end: string | undefined;
  #held: { readonly place: Place; readonly fields: Fields }[] = [];
  #announced = false;
  /** By what the bucket is stated here. */
  #stated = new Set<keyof Seen>();

  constructor(
    private readonly read: (result: PageResult) => Found,
    private readonly seen: Seen,
  ) {}

  *take({
    path,
    place,
    value,
  }: {
    readonly path: readonly (string | number)[];
    readonly place: Place;
    readonly value: unknown;
  }): Iterable<Found> {
    const [top, index, field] = path;
    if (top === 'object') this.isPage = value === 'page';
    if (top === 'has_more') this.hasMore = value === true;
    if (top !== 'data') return;
    // Whoever puts pages together leaves out what stood around the buckets.
    this.isPage ||= field === 'start_time';
    if (index !== this.#index) yield* this.endBucket(place);
    this.#index = index;
    if (field === 'start_time') this.#start = timeOf(value, place);
    else if (field === 'end_time') this.#end = timeOf(value, place);
    else this.#held.push({ place, fields: fieldsOf(value) ?? {} });
    if (this.#held.length > heldMost) throw new StatementBroken('A bucket does not say from when to when it is.', place);
    yield* this.#release(place);
  }

  *endBucket(place: Place): Iterable<Found> {
    if (this.#index === undefined) return;
    if (!this.#announced) throw new StatementBroken('A bucket does not say from when to when it is.', place);
    yield* this.#release(place);
    [this.#index, this.#start, this.#end, this.#announced] = [undefined, undefined, undefined, false];
    this.#stated = new Set();
  }

  *#release(place: Place): Iterable<Found> {
    if (this.#start === undefined || this.#end === undefined) return;
    const bucket = { start: this.#start, end: this.#end };
    if (!this.#announced) {
      if (bucket.end <= bucket.start) throw new StatementBroken(`A bucket ends at ${bucket.end}, before it has begun.`, place);
      this.#announced = true;
      yield { kind: 'bucket', place, bucket };
    }
    for (const held of this.#held) yield this.#onceOnly(this.read({ ...held, bucket }), held.place);
    this.#held = [];
  }

  /** A bucket that comes again, though not in pages of another grouping, is a page that was brought twice. */
  #onceOnly(found: Found, place: Place): Found {
    const by = found.kind === 'control' ? 'controls' : 'lines';
    if (this.#stated.has(by)) return found;
    const start = this.#start ?? '';
    if (this.seen[by].has(start)) throw new StatementBroken(`The bucket of ${start} comes a second time: bring each page once.`, place);
    this.seen[by].add(start);
    this.#stated.add(by);
    return found;
  }
}

function timeOf(value: unknown, place: Place): string {
  const time = instantOfSeconds(value);
  if (time === undefined) throw new StatementBroken('A time is written as whole seconds since 1970.', place);
  if (!isStatedTime(time)) throw new StatementBroken(noStatedTime, place);
  return time;
}
