import { plainObject } from '../refusal/plain-object.ts';

/** What a reply says it delivered, where it says so; it outranks what was requested. */
export interface DeliveredParameters {
  readonly size?: string;
  readonly quality?: string;
  readonly background?: string;
  readonly outputFormat?: string;
}

/** The parameters a reply echoes: `{ size: '1024x1024', output_format: 'png' }` is size and outputFormat. Fields that are absent, or no text, are left out. */
export function deliveredParameters(reply: unknown): DeliveredParameters {
  const fields = plainObject(reply) ?? {};
  return {
    ...text('size', fields['size']),
    ...text('quality', fields['quality']),
    ...text('background', fields['background']),
    ...text('outputFormat', fields['output_format']),
  };
}

function text<Name extends string>(name: Name, value: unknown): { readonly [key in Name]?: string } {
  return typeof value === 'string' && value !== '' ? ({ [name]: value } as { readonly [key in Name]: string }) : {};
}
