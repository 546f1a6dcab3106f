import type { GenerationsQuery, ImageVerdict } from '../generated/graphql.ts';

/** A generation as the list shows it. */
export type GenerationListRow = GenerationsQuery['generations']['edges'][number]['node'];

/** What was asked, in a few words: "976x704 · low · 2 images". */
export function requestWords({ request: { size, quality, n }, stage }: Pick<GenerationListRow, 'request' | 'stage'>): string {
  return [
    size ?? 'size left open',
    quality ?? (stage ? `quality of ${stage}` : 'quality left open'),
    ...(n > 1 ? [`${n} images`] : []),
  ].join(' · ');
}

/** What became of the images, each verdict once with the number of images, in the order of the images. */
export function verdictCounts({ images }: Pick<GenerationListRow, 'images'>): readonly (readonly [ImageVerdict, number])[] {
  const said = images.flatMap(({ outcome }) => (outcome ? [outcome.outcome] : []));
  return [...new Set(said)].map((verdict) => [verdict, said.filter((each) => each === verdict).length]);
}

/** Whether a generation can still change by itself, so that it is worth asking again. */
export function isUnfinished({ status }: Pick<GenerationListRow, 'status'>): boolean {
  return status === 'QUEUED' || status === 'RUNNING';
}
