/** A saving a provider advertises against another, and the figures its document backs it with. */
export interface AdvertisedSaving {
  readonly provider: string;
  readonly model: string;
  readonly against: string;
  /** Whole percent of the other's price. */
  readonly percent: number;
  readonly currency: string;
  /** What the document says the other charges an image, by quality, then by size. */
  readonly statedReference: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Months of work the document reckons with: images by quality and size in a cycle, and what it says they cost. */
  readonly cycle: {
    readonly images: readonly { readonly quality: string; readonly size: string; readonly count: number }[];
    readonly statedReference: string;
    readonly statedOwn: string;
    readonly perMonth: number;
    readonly statedSavingPerMonth: string;
  };
  /** A ratio of pixels the document states between two sizes. */
  readonly pixels: { readonly larger: string; readonly smaller: string; readonly statedRatio: string };
  /** What the document says an image that is not square costs at the other, as a multiple of a square one. */
  readonly oblong: { readonly square: string; readonly oblong: string; readonly statedMultiple: string };
  readonly source: string;
}

const openaiSquare = { low: '0.006', medium: '0.053', high: '0.211' };
const openaiOblong = { low: '0.005', medium: '0.041', high: '0.165' };

/** Smart AIPI: "exactly 50% of OpenAI retail", with a table, a cycle and a month. Source: its announcement, read 2026-04-24. */
export const advertisedSavings: readonly AdvertisedSaving[] = [
  {
    provider: 'smartaipi',
    model: 'gpt-image-2',
    against: 'openai',
    percent: 50,
    currency: 'USD',
    statedReference: {
      low: { '1024x1024': openaiSquare.low, '1024x1536': openaiOblong.low, '1536x1024': openaiOblong.low },
      medium: { '1024x1024': openaiSquare.medium, '1024x1536': openaiOblong.medium, '1536x1024': openaiOblong.medium },
      high: { '1024x1024': openaiSquare.high, '1024x1536': openaiOblong.high, '1536x1024': openaiOblong.high },
    },
    cycle: {
      images: [
        { quality: 'low', size: '1024x1024', count: 10 },
        { quality: 'high', size: '1536x1024', count: 1 },
      ],
      statedReference: '0.38',
      statedOwn: '0.19',
      perMonth: 3000,
      statedSavingPerMonth: '570',
    },
    pixels: { larger: '3840x2160', smaller: '1536x1024', statedRatio: '7.5' },
    oblong: { square: '1024x1024', oblong: '1536x1024', statedMultiple: '1.5' },
    source: "Smart AIPI's announcement",
  },
];

/** The saving a provider advertises for a model; undefined where it advertises none. */
export function advertisedSaving(provider: string, model: string): AdvertisedSaving | undefined {
  return advertisedSavings.find((each) => each.provider === provider && each.model === model);
}
