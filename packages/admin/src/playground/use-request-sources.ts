import type { Outcome, QuoteOptions } from '@halfpenny/core';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { PlaygroundTemplatesDocument, StagesDocument, TemplateDocument } from '../generated/graphql.ts';
import type { PlaygroundTemplatesQuery, StagesQuery, TemplateVersionFieldsFragment } from '../generated/graphql.ts';
import { useApiQuery } from '../graphql/use-api-query.ts';
import { fillDraft } from './fill-draft.ts';
import type { RequestDraft } from './request-draft.ts';

/** A template that a request may name, with its versions, the latest first. */
export type TemplateChoice = PlaygroundTemplatesQuery['templates']['edges'][number]['node'];

/** What a request can be made from beside what is written into it. */
export interface RequestSources {
  readonly templates: ComputedRef<readonly TemplateChoice[]>;
  readonly stages: ComputedRef<StagesQuery['stages']>;
  /** The version that the draft names; undefined: it names none, or it is not known yet. */
  readonly version: ComputedRef<TemplateVersionFieldsFragment | undefined>;
  /** The draft as the service will read it. */
  readonly filled: ComputedRef<Outcome<RequestDraft>>;
  /** What each stage fills in, as the engine takes it; undefined until the stages are known. */
  readonly stageDefaults: ComputedRef<QuoteOptions['stageDefaults']>;
}

/** The templates and stages of the workspace, and the draft filled in from those it names. */
export function useRequestSources(draft: RequestDraft): RequestSources {
  const listed = useApiQuery(PlaygroundTemplatesDocument, () => ({}));
  const staged = useApiQuery(StagesDocument, () => ({}));
  const templates = computed(() => listed.state.value.data?.templates.edges.map(({ node }) => node) ?? []);
  const named = computed(() => templates.value.find(({ versions }) => versions.some(({ id }) => id === draft.template)));
  const chosen = useApiQuery(TemplateDocument, () => (named.value ? { id: named.value.id } : null));
  const version = computed(() => chosen.state.value.data?.template?.versions.find(({ id }) => id === draft.template));
  const stages = computed(() => staged.state.value.data?.stages ?? []);
  const stageDefaults = computed(() => {
    if (stages.value.length === 0) return undefined;
    return Object.fromEntries(stages.value.map(({ name, defaultQuality }) => [name, { quality: defaultQuality ?? null }]));
  });
  return { templates, stages, version, filled: computed(() => fillDraft(draft, version.value)), stageDefaults };
}
