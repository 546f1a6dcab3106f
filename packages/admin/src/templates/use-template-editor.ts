import { checkTemplate } from '@halfpenny/core';
import { computed, reactive, ref, watch } from 'vue';
import { AddTemplateVersionDocument, CreateTemplateDocument, TemplateDocument } from '../generated/graphql.ts';
import { useApiMutation } from '../graphql/use-api-mutation.ts';
import { useApiQuery } from '../graphql/use-api-query.ts';
import type { ShownRefusal } from '../playground/field-refusals.ts';
import { refusalsOf } from '../playground/page-offers.ts';
import { draftOfVersion, draftTemplate, draftVersion, exampleTemplate, newVariable, refusedPlace } from './template-draft.ts';
import type { TemplateDraft } from './template-draft.ts';

/** A version as it is being written: of a template that is there, or the first of a new one where `id` is empty. */
export function useTemplateEditor(id: string) {
  const { state } = useApiQuery(TemplateDocument, () => (id === '' ? null : { id }));
  const draft = reactive<TemplateDraft>(structuredClone(exampleTemplate));
  const template = computed(() => state.value.data?.template ?? null);
  const latest = computed(() => template.value?.versions[0]);
  const written = computed(() => draftTemplate(draft));
  const names = computed(() => written.value.variables.map(({ name }) => name));

  watch(template, (found) => {
    if (found)
      Object.assign(draft, { name: found.name, description: found.description ?? '' }, latest.value ? draftOfVersion(latest.value) : {});
  });
  watch(
    names,
    (named) => {
      for (const name of named) draft.variables[name] ??= { ...newVariable };
    },
    { immediate: true },
  );

  const create = useApiMutation(CreateTemplateDocument);
  const add = useApiMutation(AddTemplateVersionDocument);
  const said = ref<readonly ShownRefusal[]>([]);
  watch(draft, () => (said.value = []));
  /** What speaks against the draft, by its place in the form: the engine says it as one writes, the API where one publishes. */
  const refusals = computed(() => {
    const all = [...said.value, ...refusalsOf(checkTemplate(written.value))];
    return new Map(all.toReversed().map((refusal) => [refusedPlace(refusal.path, names.value), refusal]));
  });

  /** Publishes the version: the id of its template; null where it was refused or failed, which is then shown. */
  async function publish(): Promise<string | null> {
    const version = draftVersion(draft, latest.value);
    const made =
      id === ''
        ? (await create.send({ input: { name: draft.name, description: draft.description, version } }))?.createTemplate
        : (await add.send({ input: { templateId: id, version } }))?.addTemplateVersion;
    if (made?.kind === 'Template') return made.id;
    said.value = made?.kind === 'Refusal' ? [made, ...made.others] : [];
    return null;
  }

  const sending = computed(() => create.sending.value || add.sending.value);
  const failure = computed(() => create.failure.value || add.failure.value);
  return { draft, template, latest, state, written, names, refusals, publish, sending, failure };
}
