/** The service for a test, with a provider of a scripted tongue behind a real key. */
import { Client } from 'pg';
import { plainPicture } from './pictures.ts';
import { startScriptedProvider } from './scripted-provider.ts';
import type { ScriptedProvider } from './scripted-provider.ts';
import { startWorld } from './service.ts';
import type { World } from './service.ts';

/** What `gpt-image-2` reports for one image of 976 by 704 at low quality and the usual prompt: 12 tokens in, 129 out. */
export const usage = {
  input_tokens: 12,
  input_tokens_details: { text_tokens: 12, image_tokens: 0 },
  output_tokens: 129,
  total_tokens: 141,
};

/** What is asked for to be told that. */
export const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low' };

/** A picture of that size, in base64, as it is delivered. */
export const picture = (await plainPicture(976, 704)).toString('base64');

/** Both, and the database of the service. */
export interface ScriptedWorld {
  readonly provider: ScriptedProvider;
  readonly world: World;
  readonly database: Client;
  /** What makes openai the scripted one. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Starts both; with a limit the real book has a budget of so many USD. */
export async function startScriptedWorld(limit?: string): Promise<ScriptedWorld> {
  const provider = await startScriptedProvider();
  const environment = { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: provider.baseUrl };
  const world = await startWorld({ environment });
  const database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  if (limit !== undefined)
    await world.ask(`mutation { setBudget(input: { book: REAL, limit: { amount: "${limit}", currency: "USD" } }) { __typename } }`);
  return {
    provider,
    world,
    database,
    environment,
    close: async () => {
      await database.end();
      await world.close();
      await provider.close();
    },
  };
}
