import { identifyImage } from '../images/image-store.ts';
import { withWorkspace } from '../platform/database.ts';
import type { OnPartial, PartialImage } from '../providers/provider.ts';
import type { OpenGeneration } from './open-generation.ts';
import { partialImageTable } from './partial-image.table.ts';
import type { GenerationParts } from './parts.ts';

/** Keeps each partial image of a streamed call and tells who waits. What cannot be kept is not shown, and the call goes on: nothing is thrown. */
export function partialKeeper(parts: GenerationParts, open: OpenGeneration): OnPartial {
  return async (partial) => {
    try {
      await keepPartial(parts, open, partial);
    } catch {
      return;
    }
    parts.bell.ring(open.id);
    await parts.boundary('partial-kept');
  };
}

async function keepPartial({ database, images, clock }: GenerationParts, open: OpenGeneration, partial: PartialImage): Promise<void> {
  const { workspaceId, id: generationId } = open;
  const identified = await identifyImage(partial.bytes);
  if (!identified.ok) return;
  const { value: kept } = identified;
  await images.keep({ workspaceId, ...kept }, partial.bytes);
  const row = { workspaceId, generationId, position: partial.image, number: partial.number, ...kept, arrivedAt: clock() };
  await withWorkspace(database, workspaceId, (tx) => tx.insert(partialImageTable).values(row).onConflictDoNothing());
}
