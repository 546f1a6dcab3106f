import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../platform/scalars.ts';

/** An upload as GraphQL shows it. */
@ObjectType('Upload', { description: 'An image that a caller brought by POST /uploads, to be edited or to serve as a mask.' })
export class UploadType {
  @Field(() => ID, { description: 'To name it in a request, as uploadId.' })
  readonly id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where the service serves it, from the root of its address; absent: its bytes were removed.',
  })
  readonly url!: string | null;

  @Field(() => String, { description: 'SHA-256 of its bytes, lower-case hexadecimal.' })
  readonly sha256!: string;

  @Field(() => Int, { description: 'How many bytes it has: less than 50 MB.' })
  readonly bytes!: number;

  @Field(() => Int, { description: 'Pixels, read from the image.' })
  readonly width!: number;

  @Field(() => Int, { description: 'Pixels, read from the image.' })
  readonly height!: number;

  @Field(() => String, { description: '"png", "jpeg" or "webp", read from the image.' })
  readonly format!: string;

  @Field(() => Boolean, { description: 'Whether it can serve as a mask: a PNG of which some is transparent.' })
  readonly canMask!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was brought.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is removed unless it is used; absent: it was used.' })
  readonly expiresAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its bytes were removed; absent: they are kept.' })
  readonly removedAt!: Date | null;
}
