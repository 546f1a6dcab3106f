import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

/** Core's words in GraphQL's spelling. */
const ImageOperation = { GENERATE: 'generate', EDIT: 'edit' } as const;
registerEnumType(ImageOperation, {
  name: 'ImageOperation',
  description: 'What is done with a prompt.',
  valuesConfig: {
    GENERATE: { description: 'Makes images from the prompt alone.' },
    EDIT: { description: 'Makes images from the prompt and from given images.' },
  },
});

/** An image handed in. */
@InputType('InputImageInput', {
  description: 'An image handed in for an edit: its size is enough for a quote, an upload for its execution.',
})
export class InputImageInput {
  @Field(() => Int, { nullable: true, description: 'Width in pixels; with the height it is enough for a quote.' })
  readonly width?: number | null;

  @Field(() => Int, { nullable: true, description: 'Height in pixels.' })
  readonly height?: number | null;

  @Field(() => ID, { nullable: true, description: 'The upload that holds the bytes, which POST /uploads answered with.' })
  readonly uploadId?: string | null;
}

/** A request for images as a caller writes it. */
@InputType('ImageRequestInput', { description: 'A request for images. What is absent is left to the provider.' })
export class ImageRequestInput {
  @Field(() => String, {
    defaultValue: '',
    description: 'The exact name of a model, a snapshot of one, or an alias a provider takes: "gpt-image-2". May be left to a template.',
  })
  readonly model!: string;

  @Field(() => String, {
    defaultValue: '',
    description: 'What the images shall show: 1 to 32,000 characters. Left out where a template renders it, and only there.',
  })
  readonly prompt!: string;

  @Field(() => ImageOperation, { defaultValue: ImageOperation.GENERATE, description: 'What is done with the prompt.' })
  readonly operation!: 'generate' | 'edit';

  @Field(() => Int, { defaultValue: 1, description: 'How many images, 1 to 10, each billed as if requested alone.' })
  readonly n!: number;

  @Field(() => String, {
    nullable: true,
    description: '"976x704" or "auto", width by height in pixels; absent: the default of the provider.',
  })
  readonly size?: string | null;

  @Field(() => String, { nullable: true, description: '"low", "medium", "high", …; absent: the default of the provider.' })
  readonly quality?: string | null;

  @Field(() => String, { nullable: true, description: '"transparent", "opaque" or "auto".' })
  readonly background?: string | null;

  @Field(() => String, { nullable: true, description: '"png", "jpeg" or "webp".' })
  readonly outputFormat?: string | null;

  @Field(() => Int, { nullable: true, description: '0 to 100, for jpeg and webp alone.' })
  readonly outputCompression?: number | null;

  @Field(() => String, { nullable: true, description: '"auto" or "low".' })
  readonly moderation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How closely an edit reads its images, where the model leaves a choice: "high" or "low".',
  })
  readonly inputFidelity?: string | null;

  @Field(() => Int, {
    defaultValue: 0,
    description:
      'Previews while an image is made, 0 to 3 for each: billed as output of images, and sent in REALTIME by providers that document streams.',
  })
  readonly partialImages!: number;

  @Field(() => [InputImageInput], { nullable: true, description: 'What an edit starts from: 1 to 16 images.' })
  readonly images?: InputImageInput[] | null;

  @Field(() => InputImageInput, {
    nullable: true,
    description:
      'What part of the first image to edit: a PNG of its size, transparent where it is to be edited, whichever provider is asked.',
  })
  readonly mask?: InputImageInput | null;
}

/** An image handed in, as it is shown. */
@ObjectType('InputImage', { description: 'An image handed in for an edit.' })
export class InputImageType {
  @Field(() => Int, { nullable: true, description: 'Pixels; absent: they were not said.' })
  readonly width?: number;

  @Field(() => Int, { nullable: true, description: 'Pixels; absent: they were not said.' })
  readonly height?: number;

  @Field(() => ID, { nullable: true, description: 'The upload that holds the bytes; absent: the request was made from a size alone.' })
  readonly uploadId?: string;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the bytes, lower-case hexadecimal; absent with the upload.' })
  readonly sha256?: string;
}

/** A request for images as it is shown: as it was given. */
@ObjectType('ImageRequest', { description: 'A request for images, as it was given.' })
export class ImageRequestType {
  @Field(() => String, { description: 'The model as it was named.' })
  readonly model!: string;

  @Field(() => String, { description: 'What the images shall show.' })
  readonly prompt!: string;

  @Field(() => ImageOperation, { description: 'What is done with the prompt.' })
  readonly operation!: 'generate' | 'edit';

  @Field(() => Int, { description: 'How many images.' })
  readonly n!: number;

  @Field(() => String, { nullable: true, description: 'Width by height in pixels, or "auto"; absent: it was left to the provider.' })
  readonly size?: string;

  @Field(() => String, { nullable: true, description: 'Absent: it was left to the provider.' })
  readonly quality?: string;

  @Field(() => String, { nullable: true, description: 'Absent: it was left to the provider.' })
  readonly background?: string;

  @Field(() => String, { nullable: true, description: 'Absent: it was left to the provider.' })
  readonly outputFormat?: string;

  @Field(() => Int, { nullable: true, description: '0 to 100; absent: it was left to the provider.' })
  readonly outputCompression?: number;

  @Field(() => String, { nullable: true, description: 'Absent: it was left to the provider.' })
  readonly moderation?: string;

  @Field(() => String, { nullable: true, description: 'Absent: it was left to the provider.' })
  readonly inputFidelity?: string;

  @Field(() => Int, { description: 'How many previews were asked for.' })
  readonly partialImages!: number;

  @Field(() => [InputImageType], { nullable: true, description: 'What an edit starts from; absent: it is none.' })
  readonly images?: readonly InputImageType[];

  @Field(() => InputImageType, { nullable: true, description: 'What part of the first image is edited; absent: all of it.' })
  readonly mask?: InputImageType;
}
