import type { TemplateVersionFieldsFragment } from '../generated/graphql.ts';

/** A version as its panel shows it. */
export type TemplateVersionRow = TemplateVersionFieldsFragment;

/** What a version fills in, in a few words: "gpt-image-2 · 976x704 · low"; "nothing" where it leaves everything to the request. */
export function defaultsWords({ defaults }: { readonly defaults: Partial<TemplateVersionRow['defaults']> }): string {
  const { model, size, quality, background, outputFormat, moderation } = defaults;
  const said = [model, size, quality, background, outputFormat, moderation].filter((text) => text !== null && text !== undefined);
  return said.length === 0 ? 'nothing' : said.join(' · ');
}
