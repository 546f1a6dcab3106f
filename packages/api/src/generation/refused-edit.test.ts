/** What is no edit is refused over HTTP in one sentence, and leaves nothing held and nothing billed. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editsIn, shell } from '../../../../test/world/edits.ts';
import type { Edits } from '../../../../test/world/edits.ts';
import { halfMask, plainPicture } from '../../../../test/world/pictures.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
let edits: Edits;
let database: Client;
let picture: string;
let mask: string;
beforeAll(async () => {
  world = await startWorld();
  edits = editsIn(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  picture = await edits.upload(await plainPicture(550, 368));
  mask = await edits.upload(await halfMask(550, 368));
});
afterAll(async () => {
  await database.end();
  await world.close();
});

async function holds(): Promise<string> {
  const { rows } = await database.query<{ held: string }>(
    'SELECT count(*)::text AS held FROM hold AS h WHERE NOT EXISTS (SELECT FROM hold_settlement AS s WHERE s.hold_id = h.id)',
  );
  return rows[0]?.held ?? '';
}

describe('What is no edit is refused before anything is held or billed', () => {
  const seventeen = Array.from({ length: 17 }, () => ({ width: 64, height: 64 }));
  const nowhere = '01890000-0000-7000-8000-00000000dead';

  it.each([
    ['without images', () => ({}), 'INVALID_IMAGES', 'input.request.images'],
    ['of seventeen images', () => ({ images: seventeen }), 'INVALID_IMAGES', 'input.request.images'],
    ['of an upload that is not there', () => ({ images: [{ uploadId: nowhere }] }), 'UPLOAD_NOT_FOUND', 'input.request.images.0.uploadId'],
    ['of no id', () => ({ images: [{ uploadId: 'a' }] }), 'UPLOAD_NOT_FOUND', 'input.request.images.0.uploadId'],
    [
      'of an upload of another size than said',
      () => ({ images: [{ uploadId: picture, width: 550, height: 369 }] }),
      'INVALID_IMAGES',
      'input.request.images.0.height',
    ],
    [
      'with a mask of another size',
      () => ({ images: [{ uploadId: picture }], mask: { width: 64, height: 64 } }),
      'INVALID_MASK',
      'input.request.mask',
    ],
    [
      'with a mask that is opaque',
      () => ({ images: [{ uploadId: picture }], mask: { uploadId: picture } }),
      'INVALID_MASK',
      'input.request.mask.uploadId',
    ],
    [
      'at a fidelity that the model does not leave open',
      () => ({ images: [{ uploadId: picture }], inputFidelity: 'high' }),
      'INVALID_INPUT_FIDELITY',
      'input.request.inputFidelity',
    ],
  ])('%s, by quote and by generate alike', async (what, request, code, path) => {
    const before = [(await world.invoice()).total, await holds()];
    const quoted = await edits.quote(request());
    expect([quoted.code, quoted.path.join('.')]).toEqual([code, path]);
    const made = await edits.generate(`no edit ${what}`, { request: { ...shell, ...request() }, providers: ['openai'] });
    expect([made.code, made.path.join('.')]).toEqual([code, path]);
    expect([(await world.invoice()).total, await holds()]).toEqual(before);
  });

  it.each([
    ['no bytes', () => ({}), 'INVALID_IMAGES', 'input.images.0'],
    ['bytes of another size', () => ({ images: [{ uploadId: mask }, { uploadId: mask }] }), 'INVALID_IMAGES', 'input.images'],
    ['a mask that was not quoted', () => ({ images: [{ uploadId: picture }], mask: { uploadId: mask } }), 'INVALID_MASK', 'input.mask'],
  ] as const)('a quote made from a size, with %s', async (what, more, code, path) => {
    const quoted = await edits.quote({ images: [{ width: 550, height: 368 }] });
    const made = await edits.generate(`unbound ${what}`, { quoteId: quoted.id, ...more() });
    expect([made.code, made.path.join('.')]).toEqual([code, path]);
    expect(await edits.generate(`bound after ${what}`, { quoteId: quoted.id, images: [{ uploadId: picture }] })).toMatchObject({
      status: 'SUCCEEDED',
    });
  });

  it('a quote made from one image, with the bytes of another', async () => {
    const [bySize, byUpload] = [
      await edits.quote({ images: [{ width: 64, height: 64 }] }),
      await edits.quote({ images: [{ uploadId: mask }] }),
    ];
    const wrongSize = await edits.generate('wrong size', { quoteId: bySize.id, images: [{ uploadId: picture }] });
    expect([wrongSize.code, wrongSize.message]).toEqual([
      'INVALID_IMAGES',
      'The quote was made for an image of 64x64; this upload is 550x368: give one of that size, or ask for a new quote.',
    ]);
    const wrongBytes = await edits.generate('wrong bytes', { quoteId: byUpload.id, images: [{ uploadId: picture }] });
    expect([wrongBytes.code, wrongBytes.path.join('.')]).toEqual(['INVALID_IMAGES', 'input.images.0.uploadId']);
  });

  it('an upload that has waited too long', async () => {
    const late = await edits.upload(await plainPicture(80, 80));
    world.setNow('2026-11-21T12:00:00Z');
    expect(await edits.quote({ images: [{ uploadId: late }] })).toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
    expect(await edits.quote({ images: [{ uploadId: picture }] })).toMatchObject({ __typename: 'Quote' });
    world.setNow('2026-11-20T12:00:00Z');
  });
});
