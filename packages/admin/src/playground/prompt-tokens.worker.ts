import { countPromptTokens } from '@halfpenny/core';

/** A prompt to count, numbered so that its answer can be told from others. */
export interface CountAsked {
  readonly asked: number;
  readonly prompt: string;
}

/** How many tokens the prompt of that number has. */
export interface CountAnswered {
  readonly asked: number;
  readonly tokens: number;
}

// Beside the page, so that the tokenizer's two megabytes are read and run without stopping a keystroke.
self.addEventListener('message', ({ data }: MessageEvent<CountAsked>) => {
  void countPromptTokens(data.prompt).then((tokens) =>
    self.postMessage({ asked: data.asked, tokens } satisfies CountAnswered, { transfer: [] }),
  );
});
