import { eq } from 'drizzle-orm';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { showUpload } from './show-upload.ts';
import { uploadTable } from './upload.table.ts';
import { UploadType } from './upload.type.ts';

/** Says what an upload is. */
@Resolver()
export class UploadResolver {
  constructor(private readonly database: Database) {}

  @Query(() => UploadType, { nullable: true, description: 'An upload of this workspace; null where there is none of that id.' })
  async upload(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id it was given.' }) id: string,
  ): Promise<UploadType | null> {
    if (!isId(id)) return null;
    const [row] = await withWorkspace(this.database, context.workspaceId, (tx) =>
      tx.select().from(uploadTable).where(eq(uploadTable.id, id)),
    );
    return row === undefined ? null : showUpload(row);
  }
}
