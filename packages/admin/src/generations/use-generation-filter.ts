import { computed } from 'vue';
import type { ComputedRef, WritableComputedRef } from 'vue';
import { useRouter } from 'vue-router';
import { writeQuery } from '../address/query-writes.ts';
import { useQueryText } from '../address/use-query-text.ts';
import type { GenerationFilter } from '../generated/graphql.ts';
import { daysAfter, isUtcDay, startOfDay } from '../time/utc-day.ts';

/** What the list is narrowed by, as it is called in the address. */
export const filterFields = [
  'q',
  'status',
  'charge',
  'provider',
  'model',
  'stage',
  'template',
  'key',
  'outcome',
  'book',
  'from',
  'to',
] as const;

/** One of them. */
export type FilterField = (typeof filterFields)[number];

/** The filter of the list, which lives in the address, field by field. */
export interface GenerationFilterQuery {
  readonly fields: Readonly<Record<FilterField, WritableComputedRef<string>>>;
  readonly filter: ComputedRef<GenerationFilter>;
  /** How many fields are set. */
  readonly set: ComputedRef<number>;
  readonly clear: () => void;
}

/** Reads and writes the filter. Whoever changes a field sees the first page again. */
export function useGenerationFilter(): GenerationFilterQuery {
  const router = useRouter();
  const texts = Object.fromEntries(filterFields.map((field) => [field, fieldText(field)])) as Record<
    FilterField,
    WritableComputedRef<string>
  >;
  const filter = computed(() => filterOf(Object.fromEntries(filterFields.map((field) => [field, texts[field].value])) as FilterTexts));

  function fieldText(field: FilterField): WritableComputedRef<string> {
    const text = useQueryText(field);
    return computed({
      get: () => text.value,
      set: (value) => void writeQuery(router, { [field]: value === '' ? undefined : value, after: undefined }),
    });
  }
  function clear(): void {
    void writeQuery(router, Object.fromEntries([...filterFields, 'after'].map((field) => [field, undefined])));
  }
  return { fields: texts, filter, set: computed(() => filterFields.filter((field) => texts[field].value !== '').length), clear };
}

type FilterTexts = Readonly<Record<FilterField, string>>;

/** The filter as the API takes it: what is empty, and a day that is none, filters nothing. Days are UTC days, the last one included. */
export function filterOf(texts: FilterTexts): GenerationFilter {
  const { q, charge, template, key, from, to, ...same } = texts;
  const given = {
    ...same,
    text: q.trim(),
    chargeState: charge,
    templateId: template,
    apiKeyId: key,
    from: isUtcDay(from) ? startOfDay(from) : '',
    until: isUtcDay(to) ? startOfDay(daysAfter(to, 1)) : '',
  };
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text !== ''));
}
