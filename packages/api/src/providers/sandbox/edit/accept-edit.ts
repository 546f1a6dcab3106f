import { checkCall, isWireError } from '../check-call.ts';
import type { AcceptedCall } from '../check-call.ts';
import type { PlayedProvider } from '../played-providers.ts';
import type { WireError } from '../wire-error.ts';
import { editError } from './check-edit.ts';
import type { ReadEdit } from './read-edit.ts';

/** An edit as it will be answered, however its images came; or what is wrong with it. */
export function acceptEdit(
  provider: PlayedProvider,
  { fields, images, masks }: Pick<ReadEdit, 'fields' | 'images' | 'masks'>,
): AcceptedCall | WireError {
  const { input_fidelity: fidelity, ...body } = fields;
  const call = checkCall(provider, body);
  if (isWireError(call)) return call;
  const error = editError({ fields, images, masks }, call.model);
  if (error !== undefined) return error;
  return { ...call, edit: { images, mask: masks[0], inputFidelity: fidelity === 'high' ? 'high' : 'low' } };
}
