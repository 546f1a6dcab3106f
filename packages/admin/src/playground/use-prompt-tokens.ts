import { checkPrompt } from '@halfpenny/core';
import { refDebounced } from '@vueuse/core';
import { computed, onScopeDispose, readonly, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { CountAnswered, CountAsked } from './prompt-tokens.worker.ts';

/** A prompt with its count of o200k tokens, the provider's overhead not among them. */
interface CountedPrompt {
  readonly prompt: string;
  readonly tokens: number;
}

/** The last prompt counted, and whether the one being written is another. */
export interface PromptTokens {
  readonly counted: Readonly<Ref<CountedPrompt | null>>;
  readonly behind: ComputedRef<boolean>;
}

/** Counts the prompt's tokens in a worker as it is written, a moment after the last keystroke. A prompt that would be refused is not counted. */
export function usePromptTokens(prompt: () => string): PromptTokens {
  const worker = new Worker(new URL('./prompt-tokens.worker.ts', import.meta.url), { type: 'module', name: 'prompt tokens' });
  const counted = shallowRef<CountedPrompt | null>(null);
  const settled = refDebounced(computed(prompt), 120);
  let latest: CountAsked = { asked: 0, prompt: '' };

  worker.addEventListener('message', ({ data }: MessageEvent<CountAnswered>) => {
    if (data.asked === latest.asked) counted.value = { prompt: latest.prompt, tokens: data.tokens };
  });
  watch(
    settled,
    (text) => {
      latest = { asked: latest.asked + 1, prompt: text };
      if (checkPrompt(text).ok) worker.postMessage(latest, { transfer: [] });
      else counted.value = { prompt: text, tokens: 0 };
    },
    { immediate: true },
  );
  onScopeDispose(() => worker.terminate());
  return { counted: readonly(counted), behind: computed(() => counted.value?.prompt !== prompt()) };
}
