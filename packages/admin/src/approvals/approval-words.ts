import type { ApprovalFieldsFragment } from '../generated/graphql.ts';

/** What would be made, as its first offer resolves it: "2 images · 976x704 · high · batch". */
export function resolvedWords({ request, offers, mode }: Pick<ApprovalFieldsFragment, 'request' | 'offers' | 'mode'>): string {
  const resolved = new Map(offers[0]?.resolved.map(({ name, value }) => [name, value]));
  return [
    request.n === 1 ? '1 image' : `${request.n} images`,
    resolved.get('size') ?? request.size ?? 'size left open',
    resolved.get('quality') ?? request.quality ?? 'quality left open',
    ...(request.operation === 'EDIT' ? ['edit'] : []),
    ...(mode === 'BATCH' ? ['batch'] : []),
  ].join(' · ');
}
