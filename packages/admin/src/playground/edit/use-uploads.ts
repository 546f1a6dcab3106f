import { ref } from 'vue';
import type { Ref } from 'vue';
import { uploadImage } from './upload-image.ts';
import type { UploadOutcome } from './upload-image.ts';

/** An upload that is under way, or was refused. */
export interface PendingUpload {
  readonly key: number;
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  /** Why it is none; empty while it is under way. */
  readonly sentence: string;
}

/** Uploads of one field. */
export interface PendingUploads {
  readonly pending: Ref<readonly PendingUpload[]>;
  /** Brings files one after the other; `taken` hears of each that was. */
  readonly bring: (files: readonly File[], taken: (upload: Taken) => void) => Promise<void>;
  readonly forget: (key: number) => void;
}

type Taken = Extract<UploadOutcome, { ok: true }>['upload'];

/** Keeps what is under way and what was refused, until somebody dismisses it. */
export function useUploads(): PendingUploads {
  const pending = ref<readonly PendingUpload[]>([]);
  let last = 0;

  const change = (key: number, part: Partial<PendingUpload>): void => {
    pending.value = pending.value.map((each) => (each.key === key ? { ...each, ...part } : each));
  };
  const forget = (key: number): void => {
    pending.value = pending.value.filter((each) => each.key !== key);
  };
  const bring = async (files: readonly File[], taken: (upload: Taken) => void): Promise<void> => {
    const waiting = files.map((file) => ({ file, key: (last += 1) }));
    pending.value = [...pending.value, ...waiting.map(({ file, key }) => ({ key, name: file.name, share: 0, sentence: '' }))];
    for (const { file, key } of waiting) {
      const outcome = await uploadImage(file, (share) => change(key, { share }));
      if (outcome.ok) {
        forget(key);
        taken(outcome.upload);
      } else change(key, { sentence: outcome.sentence });
    }
  };
  return { pending, bring, forget };
}
